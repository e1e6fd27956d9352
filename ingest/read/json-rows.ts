import { constants } from 'node:buffer'
import { UsageError } from '../../infra/verb.ts'
import { valueAt, type ColumnMap } from './columns.ts'
import { itemsIn } from './items-in.ts'
import { deepest, isDeeperThan, tooDeep } from '../../infra/nesting.ts'
import { parseJson } from './parse-json.ts'
import type { Remarks } from './remarks.ts'
import { keptOfRaw, maxRowBytes, type Row } from './row.ts'
import { withoutScript } from './script.ts'
import { shown } from '../../infra/shown.ts'
import { splitLines } from './split-lines.ts'

/** The rows of JSON lines; the first one has the number `after` + 1. `path`: each line holds a list of rows there. */
export async function* jsonLines(stream: AsyncIterable<Buffer>, after = 0, path?: string): AsyncGenerator<Row> {
  let line = after
  for await (const { text, isCut } of splitLines(stream, maxRowBytes)) {
    line++
    const plain = line === 1 ? text.replace(/^\ufeff/, '') : text
    if (plain.trim() === '') continue
    yield* rowsOfLine(plain, { line, isCut, path })
  }
}

function* rowsOfLine(
  text: string,
  { line, isCut, path }: { line: number; isCut: boolean; path: string | undefined },
): Generator<Row> {
  const parsed = isCut ? { fault: `is longer than ${maxRowBytes} bytes` } : parsedLine(text)
  const raw = text.slice(0, keptOfRaw)
  if ('fault' in parsed) return yield { line, fault: parsed.fault, raw }
  const { value } = parsed
  if (path === undefined || !isObject(value)) return yield objectRow(value, line, () => text)
  const list = valueAt(value, path)
  if (!Array.isArray(list)) return yield { line, fault: `has no list "${path}" (items)`, raw }
  for (const each of list) yield objectRow(each, line, () => shown(each, keptOfRaw))
}

interface DocumentOptions {
  name: string
  map: ColumnMap
  remarks: Remarks
  /** Limit for the document, which is held in memory; absent: what one text can hold. */
  maxBytes?: number | undefined
}

const longestText = constants.MAX_STRING_LENGTH

/** The rows of one JSON document. @throws UsageError when it is too long or not JSON, or has several lists to choose from */
export async function* jsonDocument(
  stream: AsyncIterable<Buffer>,
  { name, map, remarks, maxBytes = longestText }: DocumentOptions,
): AsyncGenerator<Row> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes > maxBytes)
      throw new UsageError(`${name} is one JSON document of more than ${maxBytes} bytes: split it, or write JSON lines`)
    chunks.push(chunk)
  }
  const written = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\ufeff/, '')
  if (written.trim() === '') return
  const text = withoutScript(written)
  let document: unknown
  try {
    document = parseJson(text)
  } catch (error) {
    throw new UsageError(`${name} is not JSON: ${(error as Error).message}`, { cause: error })
  }
  if (typeof document !== 'object' || document === null) throw new UsageError(`${name} must be a JSON array of objects`)
  const { items, path } = itemsIn(document, map, name)
  if (path !== undefined) remarks.say(`rows are the items of "${path}"`)
  for (const [i, value] of items.entries()) yield objectRow(value, i + 1, () => shown(value, keptOfRaw))
}

function parsedLine(text: string): { value: unknown } | { fault: string } {
  try {
    return { value: parseJson(text) }
  } catch (error) {
    return { fault: `is not JSON: ${(error as Error).message}` }
  }
}

function objectRow(value: unknown, line: number, raw: () => string): Row {
  if (isDeeperThan(deepest, value)) return { line, fault: tooDeep, raw: raw().slice(0, keptOfRaw) }
  if (isObject(value)) return { line, value }
  return { line, fault: 'is not a JSON object', raw: raw().slice(0, keptOfRaw) }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
