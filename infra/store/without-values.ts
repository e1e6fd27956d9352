import { ClickHouseError } from '@clickhouse/client'
import { refusalOf } from './out-of-reach.ts'

/** A quoted piece of a message; an apostrophe within a word is none. The last quote may be cut off. */
const quoted = /(?<![\p{L}\p{N}\\])(?:'(?:[^'\\]|\\[^])*(?:'|$)|"(?:[^"\\]|\\[^])*(?:"|$))/gu
/** What a server appends: the row that it cannot parse, or the statement with its parameters filled in. */
const appended = /(?:\bhere:|\bRow \d+:|,? in scope )[^]*$/iu

/**
 * An error of the server without the values that it quotes. Its messages repeat pieces of rows and of statements, and
 * would carry texts of customers into logs, `/readyz` and `/status`, where no erasure finds them. The type, the code and
 * the names of tables and columns stay. Any other error is returned as it is.
 */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof ClickHouseError)) return error
  const { code, type, message } = error
  const refusal = refusalOf(error)
  const kept =
    refusal === undefined
      ? message.replace(appended, '').replaceAll(quoted, '…').trim()
      : `the values of a row cannot be read ${/\(at row \d+\)/.exec(message)?.[0] ?? ''}`.trim()
  return new ClickHouseError({ message: kept, code, ...(type !== undefined && { type }) })
}
