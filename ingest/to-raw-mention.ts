import { createHash } from 'node:crypto'
import { UsageError } from '../infra/verb.ts'
import type { RawMention } from './source.ts'

/** Which column (or JSON path with dots) of a row holds what. */
export type ColumnMap = Partial<Record<Field, string>>
type Field = (typeof fields)[number]

const fields = ['id', 'text', 'createdAt', 'title', 'author', 'url', 'channel', 'rating', 'product', 'version', 'region', 'carrier', 'supplier', 'lot', 'sku'] as const
const stated: readonly Field[] = ['product', 'version', 'region', 'carrier', 'supplier', 'lot', 'sku']

/** What columns are usually called; the first that a row has is taken. Letter case and `_` do not matter. */
const usualNames: Partial<Record<Field, string[]>> = {
  id: ['id', 'mentionid', 'tweetid', 'reviewid', 'postid', 'ticketid'],
  text: ['text', 'body', 'content', 'message', 'review', 'comment', 'tweet', 'description'],
  createdAt: ['createdat', 'date', 'timestamp', 'time', 'datetime', 'created', 'published', 'publishedat', 'postedat'],
  title: ['title', 'subject', 'headline'],
  author: ['author', 'user', 'username', 'handle', 'authorid', 'userid'],
  url: ['url', 'link', 'permalink'],
  channel: ['channel'],
  rating: ['rating', 'stars', 'score'],
}

export type Converted = { mention: RawMention } | { fault: string }

/** `text=body,createdAt=date` as a map. @throws UsageError for a field that does not exist. */
export function parseColumnMap(pairs: readonly string[]): ColumnMap {
  const map: ColumnMap = {}
  for (const pair of pairs.flatMap((list) => list.split(','))) {
    const [field, column] = pair.split('=').map((word) => word.trim())
    if (!fields.includes(field as Field) || !column) throw new UsageError(`--map: "${pair}" must be FIELD=COLUMN with FIELD one of ${fields.join(', ')}`)
    map[field as Field] = column
  }
  return map
}

/**
 * Turns rows of one file into mentions. The first row decides which columns are meant.
 * @throws UsageError when the file has no column for text or time, with the flag that mends it.
 */
export function rowConverter(file: string, map: ColumnMap): (row: Record<string, unknown>) => Converted {
  let columns: ColumnMap | undefined
  const occurrences = new Map<string, number>()
  return (row) => {
    columns ??= columnsIn(row, { file, map })
    return convert(row, columns, occurrences)
  }
}

function columnsIn(row: Record<string, unknown>, { file, map }: { file: string; map: ColumnMap }): ColumnMap {
  const byPlainName = new Map(Object.keys(row).map((name) => [plain(name), name]))
  const found: ColumnMap = {}
  for (const field of fields) {
    const usual = [...(usualNames[field] ?? [field])].map((name) => byPlainName.get(plain(name))).find((name) => name !== undefined)
    const column = map[field] ?? usual
    if (column !== undefined) found[field] = column
  }
  for (const field of ['text', 'createdAt'] as const) {
    const column = found[field]
    if (column === undefined || (map[field] !== undefined && valueAt(row, column) === undefined)) {
      const names = Object.keys(row).slice(0, 12).join(', ')
      const why = column === undefined ? `has no column for ${field}` : `has no column "${column}"`
      throw new UsageError(`${file} ${why}: say which one it is with --map ${field}=COLUMN (there are ${names})`)
    }
  }
  return found
}

const plain = (name: string) => name.toLowerCase().replace(/[_\s-]/g, '')

function convert(row: Record<string, unknown>, columns: ColumnMap, occurrences: Map<string, number>): Converted {
  const get = (field: Field) => (columns[field] === undefined ? undefined : toText(valueAt(row, columns[field])))
  const text = get('text')
  if (!text?.trim()) return { fault: `has no text (column ${columns.text})` }
  const told = columns.createdAt === undefined ? undefined : valueAt(row, columns.createdAt)
  const createdAt = toTime(told)
  if (createdAt === undefined) return { fault: `has no readable time (column ${columns.createdAt}: ${JSON.stringify(told)?.slice(0, 60)})` }
  const author = get('author')
  const rating = Number(get('rating') ?? NaN)
  const facts = Object.fromEntries(stated.map((field) => [field, get(field)]).filter(([, value]) => value)) as Record<string, string>
  const nativeId = get('id') ?? idOf([text, String(createdAt), author ?? ''], occurrences)
  const [title, url, channel] = [get('title'), get('url'), get('channel')]
  return {
    mention: {
      ...{ nativeId, createdAt, text },
      ...(title && { title }),
      ...(url && { url }),
      ...(channel && { channel }),
      ...(author && { author: { id: author, handle: author } }),
      ...(rating >= 1 && rating <= 5 && { rating }),
      ...(Object.keys(facts).length > 0 && { fields: facts }),
    },
  }
}

/** The same row in another reading of the file gets the same id; a row that stands twice is two mentions. */
function idOf(parts: string[], occurrences: Map<string, number>): string {
  const content = parts.join('\u0001')
  const nth = (occurrences.get(content) ?? 0) + 1
  occurrences.set(content, nth)
  return createHash('sha256').update(`${content}\u0001${nth}`).digest('hex').slice(0, 32)
}

function valueAt(row: Record<string, unknown>, path: string): unknown {
  if (path in row) return row[path]
  return path.split('.').reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined), row)
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? String(value) : undefined
}

const year3000 = 32_503_680_000
const zone = /(?:[zZ]|[+-]\d\d:?\d\d|GMT|UTC|[A-Z]{3,4})$/

/** ISO 8601, RFC 2822, epoch seconds or ms; without a zone it is UTC. */
export function toTime(value: unknown): number | undefined {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,14}(\.\d+)?$/.test(value.trim()))) {
    const number = Number(value)
    return Number.isFinite(number) ? Math.round(Math.abs(number) < year3000 ? number * 1000 : number) : undefined
  }
  if (typeof value !== 'string' || !/\d/.test(value)) return undefined
  const text = value.trim()
  const iso = /^\d{4}-\d\d-\d\d[ T]\d/.test(text) ? text.replace(' ', 'T') : text
  const parsed = Date.parse(zone.test(iso) || /^\d{4}(-\d\d){0,2}$/.test(iso) ? iso : iso.includes('T') ? `${iso}Z` : `${iso} UTC`)
  return Number.isNaN(parsed) ? undefined : parsed
}
