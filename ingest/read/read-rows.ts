import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { UsageError } from '../../infra/verb.ts'
import type { ColumnMap } from './columns.ts'
import { csvRows } from './csv-rows.ts'
import { toUtf8 } from './decode-stream.ts'
import { jsonDocument, jsonLines } from './json-rows.ts'
import { openRemarks, type Remarks } from './remarks.ts'
import type { Row } from './row.ts'

export interface ReadRowsOptions {
  /** Opens a JSON document around its rows: `items`, or the beginning of the paths. */
  map?: ColumnMap
  /** Takes what was found out about the file: its encoding, delimiter and header. */
  remarks?: Remarks
  /** Limit for one JSON document, which is held in memory. Rows of other formats are read one by one. */
  maxDocumentBytes?: number
}

const headBytes = 65_536

/**
 * Reads the rows of a CSV, JSONL or JSON file (an array of objects, an object around one, or one object), or of stdin (`-`), in order. A
 * bad row does not stop the others. Encoding, delimiter and header are found; ill-formed bytes become U+FFFD.
 * @throws UsageError when the file cannot be read
 */
export async function* readRows(
  file: string,
  { map = {}, remarks = openRemarks() }: ReadRowsOptions = {},
): AsyncGenerator<Row> {
  const input: Readable = file === '-' ? process.stdin : createReadStream(file)
  try {
    yield* rowsOfStream(input, file, { map, remarks })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (['ENOENT', 'EISDIR', 'EACCES', 'EPERM'].includes(code ?? ''))
      throw new UsageError(`${file} cannot be read (${code})`, { cause: error })
    throw error
  } finally {
    input.destroy()
  }
}

/** The rows of a stream, as `readRows`; the ending of its name decides the format first. @throws UsageError when it cannot be read */
export async function* rowsOfStream(
  input: AsyncIterable<Buffer>,
  name: string,
  { map = {}, remarks = openRemarks(), maxDocumentBytes }: ReadRowsOptions = {},
): AsyncGenerator<Row> {
  const bytes = toUtf8(input, ({ label, why }) => remarks.say(`read as ${nameOf(label)} (${why})`))
  const { stream, head, isAll } = await peek(bytes)
  const format = formatOf(name, head, isAll)
  if (format === 'jsonl') yield* jsonLines(stream, 0, map.items)
  else if (format === 'json') yield* jsonDocument(stream, { name, map, remarks, maxBytes: maxDocumentBytes })
  else if (map.items !== undefined) throw new UsageError(`${name} is no JSON and has no list "${map.items}" (items)`)
  else yield* csvRows(stream, { head, isAll, remarks })
}

const nameOf = (label: string) =>
  label.replace('utf-', 'UTF-').replace('16le', '16 LE').replace('16be', '16 BE').replace('windows', 'Windows')

function formatOf(file: string, head: string, isAll: boolean): 'csv' | 'json' | 'jsonl' {
  const ending = /\.(csv|tsv|jsonl|ndjson|json|js)$/i.exec(file)?.[1]?.toLowerCase()
  if (ending === 'jsonl' || ending === 'ndjson') return 'jsonl'
  if (ending === 'csv' || ending === 'tsv') return 'csv'
  const text = head.trimStart()
  // Some `.json` files contain one object per line. A single object has one line, or extends over several.
  if (text.startsWith('{')) return isJsonLines(text, isAll) ? 'jsonl' : 'json'
  return text.startsWith('[') || ending?.startsWith('js') || /^[\w.$]+\s*=\s*[[{]/.test(text) ? 'json' : 'csv'
}

function isJsonLines(text: string, isAll: boolean): boolean {
  const [first = '', ...rest] = text.split('\n')
  // The first line may be longer than `head`.
  if (rest.length === 0) return !isAll
  if (!rest.some((line) => line.trim() !== '')) return false
  try {
    JSON.parse(first)
    return true
  } catch {
    return false
  }
}

/** The same chunks, and the text of the first 64 KB; `isAll` if there are no more. */
async function peek(
  bytes: AsyncGenerator<Buffer>,
): Promise<{ stream: AsyncIterable<Buffer>; head: string; isAll: boolean }> {
  const chunks: Buffer[] = []
  let isAll = false
  for (let length = 0; length < headBytes && !isAll;) {
    const { value, done } = await bytes.next()
    isAll = done === true
    if (!done) length += chunks[chunks.push(value) - 1]!.length
  }
  async function* all() {
    yield* chunks
    yield* bytes
  }
  const first = Buffer.concat(chunks).subarray(0, headBytes)
  return {
    stream: all(),
    head: first.toString('utf8').replace(/^\ufeff/, ''),
    isAll: isAll && first.length < headBytes,
  }
}
