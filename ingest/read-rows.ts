import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { PassThrough, type Readable } from 'node:stream'
import { parse as parseCsv, type CsvError } from 'csv-parse'
import { UsageError } from '../infra/verb.ts'

/** A row of a file as an object, or why it is none. Lines count from 1. */
export type Row = { line: number; value: Record<string, unknown> } | { line: number; fault: string; raw: string }

/** A row longer than this is a fault, not a reason to run out of memory. */
const maxRowBytes = 1_000_000

/**
 * The rows of a CSV (`,` `;` or tab, quoted, with a header), JSONL or JSON (an array of objects) file, or of stdin (`-`), in
 * order; one bad row does not stop its neighbours. Ill-formed UTF-8 becomes U+FFFD.
 * @throws UsageError when the file cannot be read at all.
 */
export async function* readRows(file: string): AsyncGenerator<Row> {
  const input = file === '-' ? process.stdin : createReadStream(file)
  try {
    const { stream, head } = await peek(input)
    const format = formatOf(file, head)
    if (format === 'jsonl') yield* jsonLines(stream)
    else if (format === 'json') yield* jsonArray(stream, file)
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

function formatOf(file: string, head: string): 'csv' | 'json' | 'jsonl' {
  const [, ending] = /\.(csv|tsv|jsonl|ndjson|json)$/i.exec(file) ?? []
  if (ending && /jsonl|ndjson/i.test(ending)) return 'jsonl'
  if (ending && /csv|tsv/i.test(ending)) return 'csv'
  const first = head.trimStart()[0]
  return first === '[' ? 'json' : first === '{' ? 'jsonl' : 'csv'
}

/** The stream with its first characters known. */
async function peek(input: Readable): Promise<{ stream: Readable; head: string }> {
  const stream = new PassThrough()
  const head = await new Promise<string>((resolve, reject) => {
    input.once('error', reject)
    input.once('end', () => resolve(''))
    input.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8', 0, 65_536).replace(/^\ufeff/, '')))
    input.pipe(stream)
  })
  input.on('error', (error) => stream.destroy(error))
  return { stream, head }
}

async function* jsonLines(stream: Readable): AsyncGenerator<Row> {
  let line = 0
  for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
    line++
    const plain = line === 1 ? text.replace(/^\ufeff/, '') : text
    if (plain.trim() !== '') yield jsonRow(plain, line)
  }
}

function jsonRow(text: string, line: number): Row {
  if (text.length > maxRowBytes)
    return { line, fault: `is longer than ${maxRowBytes} characters`, raw: text.slice(0, 200) }
  try {
    return objectRow(JSON.parse(text), line, text)
  } catch (error) {
    return { line, fault: `is no JSON: ${(error as Error).message}`, raw: text.slice(0, 2000) }
  }
}

function objectRow(value: unknown, line: number, raw: string): Row {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { line, value: value as Record<string, unknown> }
  return { line, fault: 'is no JSON object', raw: raw.slice(0, 2000) }
}

async function* jsonArray(stream: Readable, file: string): AsyncGenerator<Row> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  let all: unknown
  try {
    all = JSON.parse(
      Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\ufeff/, ''),
    )
  } catch (error) {
    throw new UsageError(`${file} is no JSON: ${(error as Error).message}`, { cause: error })
  }
  if (!Array.isArray(all)) throw new UsageError(`${file} must be a JSON array of objects`)
  for (const [i, value] of all.entries()) yield objectRow(value, i + 1, JSON.stringify(value) ?? '')
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
          raw: (raw ?? '').slice(0, 2000),
        })
      },
    }),
  )
  stream.on('error', (error) => parser.destroy(error))
  for await (const { record, info } of parser as AsyncIterable<{
    record: Record<string, unknown>
    info: { lines: number }
  }>) {
    yield* faults.splice(0)
    yield { line: info.lines, value: record }
  }
  yield* faults
}

function delimiterOf(head: string): string {
  const [header = ''] = head.split('\n', 1)
  const count = (delimiter: string) => header.split(delimiter).length
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best))
}
