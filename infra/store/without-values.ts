import { ClickHouseError } from '@clickhouse/client'

/** A quoted piece of a message; an apostrophe within a word is none. The last quote may be cut off. */
const quoted = /(?<![\p{L}\p{N}\\])(?:'(?:[^'\\]|\\[^])*(?:'|$)|"(?:[^"\\]|\\[^])*(?:"|$))/gu
/** What a server appends: the row that it cannot parse, or the statement with its parameters filled in. */
const appended = /(?:\bhere:|\bRow \d+:|,? in scope )[^]*$/iu

/** Types whose messages name tables, columns, files and limits, and no values but in quotes. Of all others only the type is kept. */
const ofServer =
  /^(?:UNKNOWN_(?!ELEMENT)|TABLE_|DATABASE_|NO_SUCH_|NOT_FOUND_COLUMN|SYNTAX_ERROR|ACCESS_|READONLY|AUTHENTICATION_|REQUIRED_|MEMORY_|TIMEOUT_|TOO_(?!LARGE_STRING)|QUOTA_|LIMIT_|NOT_ENOUGH_|CANNOT_(?!PARSE|CONVERT|READ_(?:ARRAY|MAP)|INSERT)|CHECKSUM_|CORRUPTED_|UNEXPECTED_FILE|FILE_|BAD_SIZE_|NO_FILE_|SIZES_|ATTEMPT_TO_READ|NETWORK_|SOCKET_|ALL_|NO_AVAILABLE|KEEPER_|ABORTED|QUERY_|NOT_IMPLEMENTED|SUPPORT_)/

/**
 * An error of the server without the values that it repeats. Its messages hold pieces of rows and of statements, and
 * would carry texts of customers into logs, `/readyz` and `/status`, where no erasure finds them. The type, the code and
 * the names of tables and columns stay. Any other error is returned as it is.
 */
export function withoutValues(error: unknown): unknown {
  if (!(error instanceof ClickHouseError)) return error
  const { code, type, message } = error
  return new ClickHouseError({ message: keptOf(type ?? '', message), code, ...(type !== undefined && { type }) })
}

function keptOf(type: string, message: string): string {
  if (ofServer.test(type)) return message.replace(appended, '').replaceAll(quoted, '…').trim()
  return `the store refuses it (${type}) ${/\(at row \d+\)/.exec(message)?.[0] ?? ''}`.trim()
}
