import { createHash } from 'node:crypto'
import { Type, type TOptional, type TString } from 'typebox'
import { UsageError } from '../../infra/verb.ts'
import type { RawMention } from '../mention/source.ts'

/** The column (or JSON path with dots) of each field. */
export type ColumnMap = Partial<Record<Field, string>>
type Field = (typeof fields)[number]

const fields = [
  'id',
  'text',
  'createdAt',
  'title',
  'author',
  'url',
  'channel',
  'rating',
  'product',
  'version',
  'region',
  'carrier',
  'supplier',
  'lot',
  'sku',
] as const
export const ColumnMapOptions = Type.Object(
  Object.fromEntries(fields.map((field) => [field, Type.Optional(Type.String({ minLength: 1 }))])) as Record<
    Field,
    TOptional<TString>
  >,
  {
    additionalProperties: false,
    description: 'Field → column of a file, or name or path (`ticket.body`) of a JSON value.',
    examples: [{ text: 'body', createdAt: 'created_at' }],
  },
)
const fieldsOfMention: readonly Field[] = ['product', 'version', 'region', 'carrier', 'supplier', 'lot', 'sku']

/** Common names of columns; the first one that a row has is used. Letter case, `_`, `-` and spaces are ignored. */
const commonNames: Partial<Record<Field, string[]>> = {
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

/** Parses `text=body,createdAt=date`. @throws UsageError for an unknown field */
export function parseColumnMap(pairs: readonly string[]): ColumnMap {
  const map: ColumnMap = {}
  for (const pair of pairs.flatMap((list) => list.split(','))) {
    const [field, column] = pair.split('=').map((word) => word.trim())
    if (!fields.includes(field as Field) || !column)
      throw new UsageError(`--map: "${pair}" must be FIELD=COLUMN with FIELD one of ${fields.join(', ')}`)
    map[field as Field] = column
  }
  return map
}

/** The origin of rows, and how to convert them. */
export interface RowOrigin {
  /** `reviews.csv`, `item 3`. */
  name: string
  map: ColumnMap
  /** For errors: how to name the column of a field, such as `--map text=COLUMN`. */
  remedy: (field: string) => string
  /** The id of a row without one. When absent: a hash of its content. */
  idOf?: () => string
}

/**
 * Converts the rows of one file to mentions. The first row determines the columns.
 * @throws UsageError when the file has no column for text or time; the message includes the remedy
 */
export function rowConverter(rows: RowOrigin): (row: Record<string, unknown>) => Converted {
  let columns: ColumnMap | undefined
  const occurrences = new Map<string, number>()
  const idOf = rows.idOf ?? ((parts: string[]) => idFrom(parts, occurrences))
  return (row) => {
    columns ??= columnsIn(row, rows)
    return convert(row, columns, idOf)
  }
}

function columnsIn(row: Record<string, unknown>, { name, map, remedy }: RowOrigin): ColumnMap {
  const byPlainName = new Map(Object.keys(row).map((column) => [plain(column), column]))
  const found: ColumnMap = {}
  for (const field of fields) {
    const candidates = (commonNames[field] ?? [field]).map((known) => byPlainName.get(plain(known)))
    const column = map[field] ?? candidates.find((known) => known !== undefined)
    if (column !== undefined) found[field] = column
  }
  for (const field of ['text', 'createdAt'] as const) {
    const column = found[field]
    if (column === undefined || (map[field] !== undefined && valueAt(row, column) === undefined)) {
      const available = Object.keys(row).slice(0, 12).join(', ')
      const why = column === undefined ? `has no column for ${field}` : `has no column "${column}"`
      throw new UsageError(`${name} ${why}: name it with ${remedy(field)} (the columns are ${available})`)
    }
  }
  return found
}

const plain = (name: string) => name.toLowerCase().replace(/[_\s-]/g, '')

function convert(row: Record<string, unknown>, columns: ColumnMap, idOf: (parts: string[]) => string): Converted {
  const get = (field: Field) => (columns[field] === undefined ? undefined : toText(valueAt(row, columns[field])))
  const text = get('text')
  if (!text?.trim()) return { fault: `has no text (column ${columns.text})` }
  const time = columns.createdAt === undefined ? undefined : valueAt(row, columns.createdAt)
  const createdAt = toTime(time)
  if (createdAt === undefined)
    return { fault: `has no readable time (column ${columns.createdAt}: ${JSON.stringify(time)?.slice(0, 60)})` }
  const author = get('author')
  const rating = Number(get('rating') ?? NaN)
  const facts = Object.fromEntries(
    fieldsOfMention.map((field) => [field, get(field)]).filter(([, value]) => value),
  ) as Record<string, string>
  const nativeId = get('id') ?? idOf([text, String(createdAt), author ?? ''])
  const [title, url, channel] = [get('title'), get('url'), get('channel')]
  return {
    mention: {
      nativeId,
      createdAt,
      text,
      ...(title && { title }),
      ...(url && { url }),
      ...(channel && { channel }),
      ...(author && { author: { id: author, handle: author } }),
      ...(rating >= 1 && rating <= 5 && { rating }),
      ...(Object.keys(facts).length > 0 && { fields: facts }),
    },
  }
}

/** The same row gets the same id when the file is read again. A row that occurs twice is two mentions. */
function idFrom(parts: string[], occurrences: Map<string, number>): string {
  const content = parts.join('\u0001')
  const nth = (occurrences.get(content) ?? 0) + 1
  occurrences.set(content, nth)
  return createHash('sha256').update(`${content}\u0001${nth}`).digest('hex').slice(0, 32)
}

function valueAt(row: Record<string, unknown>, path: string): unknown {
  if (Object.hasOwn(row, path)) return row[path]
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
      row,
    )
}

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? String(value)
    : undefined
}

/** A smaller number is epoch seconds, any other epoch ms. */
const year3000Seconds = 32_503_680_000
const zone = /(?:[zZ]|[+-]\d\d:?\d\d|GMT|UTC|[A-Z]{3,4})$/
/** V8 accepts far more as a date ("item 3"). Here a date must have four digits in a row, or day, month and year. */
const dateLike = /\d{4}|\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3})[-/. ]\d{2}\b/
const dayFirst = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)$/s

/** Epoch ms of an ISO 8601 or RFC 2822 date, of `31.12.2026 14:00`, or of epoch seconds or ms. A time without a zone is UTC. Undefined for anything else. */
export function toTime(value: unknown): number | undefined {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,14}(\.\d+)?$/.test(value.trim()))) {
    const number = Number(value)
    return Number.isFinite(number) ? Math.round(Math.abs(number) < year3000Seconds ? number * 1000 : number) : undefined
  }
  if (typeof value !== 'string' || value.length > 100 || !dateLike.test(value)) return undefined
  const text = value.trim().replace(dayFirst, (_, day: string, month: string, year: string, rest: string) => {
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${rest}`
  })
  const iso = /^\d{4}-\d\d-\d\d[ T]\d/.test(text) ? text.replace(' ', 'T') : text
  const isUnambiguous = zone.test(iso) || /^\d{4}(-\d\d){0,2}$/.test(iso)
  const parsed = Date.parse(isUnambiguous ? iso : iso.includes('T') ? `${iso}Z` : `${iso} UTC`)
  return Number.isNaN(parsed) ? undefined : parsed
}
