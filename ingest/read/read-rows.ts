import { createReadStream } from 'node:fs'
import { PassThrough, type Readable } from 'node:stream'
import { parse as parseCsv, type CsvError } from 'csv-parse'
import { UsageError } from '../../infra/verb.ts'
import { parseJson } from './parse-json.ts'
import { splitLines, type Line } from './split-lines.ts'

/** A row of a file as an object, or the reason why it is not one. Lines count from 1. */
export type Row = { line: number; value: Record<string, unknown> } | { line: number; fault: string; raw: string }

/** A longer row is a fault: it must not exhaust the memory. */
const maxRowBytes = 1_000_000
const keptOfRaw = 2000

/**
 * Reads the rows of a CSV (`,` `;` or tab, quoted, with a header), JSONL or JSON (an array of objects, or one object) file,
 * or of stdin (`-`), in order. A bad row does not stop the others. The file is UTF-8, or UTF-16 with a byte order mark;
 * ill-formed bytes become U+FFFD.
 * @throws UsageError when the file cannot be read
 */
export async function* readRows(file: string): AsyncGenerator<Row> {
  const input = file === '-' ? process.stdin : createReadStream(file)
  try {
    const { stream, head } = await peek(input)
    const format = formatOf(file, head)
    if (format === 'jsonl') yield* jsonLines(stream)
    else if (format === 'json') yield* jsonRows(stream, file)
    else yield* csvRows(stream, head)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (['ENOENT', 'EISDIR', 'EACCES', 'EPERM'].includes(code ?? ''))
      throw new UsageError(`${file} cannot be read (${code})`, { cause: error })
    throw error
  } finally {
    input.destroy()
  }
}

/** The rows of JSON lines; the first one has the number `after` + 1. */
export async function* jsonLines(stream: AsyncIterable<Buffer>, after = 0): AsyncGenerator<Row> {
  let line = after
  for await (const { text, isCut } of splitLines(stream, maxRowBytes)) {
    line++
    const plain = line === 1 ? text.replace(/^\ufeff/, '') : text
    if (plain.trim() !== '') yield jsonRow({ text: plain, isCut }, line)
  }
}

function formatOf(file: string, head: string): 'csv' | 'json' | 'jsonl' {
  const ending = /\.(csv|tsv|jsonl|ndjson|json)$/i.exec(file)?.[1]?.toLowerCase()
  if (ending === 'jsonl' || ending === 'ndjson') return 'jsonl'
  if (ending === 'csv' || ending === 'tsv') return 'csv'
  const text = head.trimStart()
  // Some `.json` files contain one object per line. A single object extends over several lines.
  if (text.startsWith('{')) return isJson(text.split('\n', 1)[0]!) ? 'jsonl' : 'json'
  return text.startsWith('[') || ending === 'json' ? 'json' : 'csv'
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // The first line may be longer than `head`.
    return text.length > 60_000
  }
}

/** The stream in UTF-8, and its first characters. */
async function peek(input: Readable): Promise<{ stream: Readable; head: string }> {
  const stream = new PassThrough()
  const first = await new Promise<Buffer>((resolve, reject) => {
    input.once('error', reject)
    input.once('end', () => resolve(Buffer.alloc(0)))
    input.once('data', resolve)
    input.pipe(stream)
  })
  input.on('error', (error) => stream.destroy(error))
  const utf16 =
    first[0] === 0xff && first[1] === 0xfe ? 'utf-16le' : first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : ''
  const decoder = new TextDecoder(utf16 || 'utf-8')
  const head = decoder.decode(first.subarray(0, 65_536)).replace(/^\ufeff/, '')
  return { stream: utf16 ? PassThrough.from(toUtf8(stream, new TextDecoder(utf16))) : stream, head }
}

async function* toUtf8(stream: Readable, decoder: TextDecoder): AsyncGenerator<Buffer> {
  for await (const chunk of stream as AsyncIterable<Buffer>) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}

function jsonRow({ text, isCut }: Line, line: number): Row {
  if (isCut) return { line, fault: `is longer than ${maxRowBytes} bytes`, raw: text.slice(0, keptOfRaw) }
  try {
    return objectRow(parseJson(text), line, () => text)
  } catch (error) {
    return { line, fault: `is not JSON: ${(error as Error).message}`, raw: text.slice(0, keptOfRaw) }
  }
}

function objectRow(value: unknown, line: number, raw: () => string): Row {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { line, value: value as Record<string, unknown> }
  return { line, fault: 'is not a JSON object', raw: raw().slice(0, keptOfRaw) }
}

async function* jsonRows(stream: Readable, file: string): AsyncGenerator<Row> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  if (text.trim() === '') return
  let all: unknown
  try {
    all = parseJson(text)
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`, { cause: error })
  }
  if (typeof all !== 'object' || all === null) throw new UsageError(`${file} must be a JSON array of objects`)
  for (const [i, value] of (Array.isArray(all) ? all : [all]).entries())
    yield objectRow(value, i + 1, () => shown(value))
}

function shown(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    // Too deeply nested for the stack.
    return ''
  }
}

async function* csvRows(stream: Readable, head: string): AsyncGenerator<Row> {
  const faults: Row[] = []
  const parser = stream.pipe(
    parseCsv({
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim()),
      delimiter: delimiterOf(head),
      info: true,
      max_record_size: maxRowBytes,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip: (error: CsvError | undefined, raw?: string) => {
        faults.push({
          line: Number(error?.lines ?? 0),
          fault: error?.message ?? 'cannot be read',
          raw: (raw ?? '').slice(0, keptOfRaw),
        })
      },
    }),
  )
  stream.on('error', (error) => parser.destroy(error))
  for await (const { record, info } of parser as AsyncIterable<{
    record: Record<string, unknown>
    info: { lines: number }
  }>) {
    // The parser reads ahead: a fault is yielded when its line is reached.
    while (faults.length > 0 && faults[0]!.line < info.lines) yield faults.shift()!
    yield { line: info.lines, value: record }
  }
  yield* faults
}

function delimiterOf(head: string): string {
  const [header = ''] = head.split('\n', 1)
  const count = (delimiter: string) => header.split(delimiter).length
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best))
}
