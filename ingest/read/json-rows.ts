import { UsageError } from '../../infra/verb.ts'
import { valueAt, type ColumnMap } from './columns.ts'
import { itemsIn } from './items-in.ts'
import { parseJson } from './parse-json.ts'
import type { Remarks } from './remarks.ts'
import { keptOfRaw, maxRowBytes, type Row } from './row.ts'
import { splitLines } from './split-lines.ts'

/** The rows of JSON lines; the first one has the number `after` + 1. `path`: each line holds a list of rows there. */
export async function* jsonLines(stream: AsyncIterable<Buffer>, after = 0, path?: string): AsyncGenerator<Row> {
  let line = after
  for await (const { text, isCut } of splitLines(stream, maxRowBytes)) {
    line++
    const plain = line === 1 ? text.replace(/^\ufeff/, '') : text
    if (plain.trim() === '') continue
    const row = jsonRow(plain, isCut, line)
    const list = path === undefined || 'fault' in row ? undefined : valueAt(row.value, path)
    if (path !== undefined && 'value' in row && !Array.isArray(list))
      yield { line, fault: `has no list "${path}" (items)`, raw: plain.slice(0, keptOfRaw) }
    else if (Array.isArray(list)) for (const value of list) yield objectRow(value, line, () => shown(value))
    else yield row
  }
}

/** What is written around the JSON, as in the archive of X: `window.YTD.tweets.part0 = […]`; a module, a call, a comment. */
const script =
  /^(?:\s|\/\/.*\n|\/\*[^]*?\*\/|\)\]\}',?)*(?:export\s+default\s+|(?:(?:var|let|const)\s+)?[\w$]+(?:\.[\w$]+|\[(?:"[^"]*"|'[^']*')\])*\s*=\s*|[\w.$]+\(\s*)?(?=[[{])/

/** The rows of one JSON document. @throws UsageError when it is not JSON, or has several lists to choose from */
export async function* jsonDocument(
  stream: AsyncIterable<Buffer>,
  { name, map, remarks }: { name: string; map: ColumnMap; remarks: Remarks },
): AsyncGenerator<Row> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const written = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  if (written.trim() === '') return
  const start = script.exec(written)?.[0].length ?? 0
  const text = start > 0 ? written.slice(start).replace(/\s*\)?\s*;?\s*$/, '') : written
  let document: unknown
  try {
    document = parseJson(text)
  } catch (error) {
    throw new UsageError(`${name} is not JSON: ${(error as Error).message}`, { cause: error })
  }
  if (typeof document !== 'object' || document === null) throw new UsageError(`${name} must be a JSON array of objects`)
  const { items, path } = itemsIn(document, map, name)
  if (path !== undefined) remarks.say(`rows are the items of "${path}"`)
  for (const [i, value] of items.entries()) yield objectRow(value, i + 1, () => shown(value))
}

function jsonRow(text: string, isCut: boolean, line: number): Row {
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

function shown(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    // Too deeply nested for the stack.
    return ''
  }
}
