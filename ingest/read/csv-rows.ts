import { parse } from 'csv-parse/sync'
import { dialectOf } from './csv-dialect.ts'
import { csvRecords, withoutEmptyEnd, type CsvRecord, type NumberedLine, type RecordShape } from './csv-records.ts'
import type { Remarks } from './remarks.ts'
import { keptOfRaw, maxRowBytes, type Row } from './row.ts'
import { splitLines } from './split-lines.ts'
import { batched } from '../../infra/batched.ts'

const delimiterNames: Record<string, string> = { '\t': 'tab', '|': '|', ';': ';' }

/** The rows of a CSV file. @param head its first characters (`isAll`: all of them), from which delimiter and header are found */
export async function* csvRows(
  stream: AsyncIterable<Buffer>,
  { head, isAll, remarks }: { head: string; isAll: boolean; remarks: Remarks },
): AsyncGenerator<Row> {
  const hasCr = endsWithCr(head)
  const lines = head.split(hasCr ? /\r\n?|\n/ : /\r?\n/)
  const { delimiter, skippedLines } = dialectOf(isAll || lines.length < 2 ? lines : lines.slice(0, -1))
  if (hasCr) remarks.say('lines end with CR')
  if (delimiter !== ',') remarks.say(`cells end with ${delimiterNames[delimiter] ?? delimiter}`)
  if (skippedLines > 0) remarks.say(`the header is in line ${skippedLines + 1}`)
  const shape: RecordShape = { delimiter, width: 1 }
  const bytes = hasCr ? withLineFeeds(stream) : stream
  const records = csvRecords(numbered(bytes, skippedLines), shape)
  let first = await records.next()
  while (first.done !== true && 'fault' in first.value) {
    yield first.value
    first = await records.next()
  }
  if (first.done === true) return
  const [{ cells: names = [] } = {}] = withCells([first.value], delimiter)
  const header = withoutEmptyEnd(names.map((name) => name.trim()))
  shape.width = header.length
  for await (const batch of batched(records))
    for (const { record, cells } of withCells(batch, delimiter))
      if ('fault' in record) yield record
      else yield toRow(record, cells!, header)
}

async function* numbered(stream: AsyncIterable<Buffer>, skipped: number): AsyncGenerator<NumberedLine> {
  let line = 0
  for await (const found of splitLines(stream, maxRowBytes)) {
    line++
    if (line === 1) found.text = found.text.replace(/^\ufeff/, '')
    if (line > skipped) yield Object.assign(found, { line })
  }
}

/** Whether lines end with CR alone, as the header does; a cell in quotes may contain any. */
const endsWithCr = (head: string): boolean =>
  head
    .split('\n', 1)[0]!
    .replace(/\r+$/, '')
    .replace(/"[^"]*"/g, '')
    .includes('\r')

async function* withLineFeeds(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of stream) yield Buffer.from(chunk.map((byte) => (byte === 0x0d ? 0x0a : byte)))
}

interface CutRecord {
  record: CsvRecord
  /** Undefined for a fault. */
  cells?: string[]
}

/** Cuts records into cells; those with quotes by csv-parse, all at once. */
function withCells(records: readonly CsvRecord[], delimiter: string): CutRecord[] {
  const quoted = records.flatMap((record) => ('text' in record && record.text.includes('"') ? [record.text] : []))
  const options = { delimiter, relax_quotes: true, relax_column_count: true, record_delimiter: '\n' }
  const cutAll = (texts: readonly string[]): string[][] => parse(texts.join('\n'), options)
  const all = quoted.length > 0 ? cutAll(quoted) : []
  const cut = all.length === quoted.length ? all : quoted.map((text) => cutAll([text])[0] ?? [])
  let next = 0
  return records.map((record) => {
    if (!('text' in record)) return { record }
    return { record, cells: record.text.includes('"') ? cut[next++]! : record.text.split(delimiter) }
  })
}

function toRow({ line, text }: { line: number; text: string }, cells: string[], header: readonly string[]): Row {
  // The only column of a file may contain the delimiter.
  if (header.length === 1 && cells.length > 1 && !text.startsWith('"')) return { line, value: { [header[0]!]: text } }
  const found = cells.length > header.length ? withoutEmptyEnd(cells, header.length) : cells
  if (found.length !== header.length)
    return {
      line,
      fault: `has ${found.length} columns, but the header has ${header.length}`,
      raw: text.slice(0, keptOfRaw),
    }
  const value: Record<string, unknown> = {}
  for (let i = 0; i < header.length; i++) value[header[i]!] = found[i]
  return { line, value }
}
