import { Type, type TOptional, type TString } from 'typebox'
import { UsageError } from '../../infra/verb.ts'

/** The column (or JSON path with dots) of each field. */
export type ColumnMap = Partial<Record<Field, string>>
type Field = (typeof fields)[number]

/** The fields that are kept as facts about the text. */
export const fieldsOfMention = [
  'product',
  'version',
  'region',
  'carrier',
  'supplier',
  'lot',
  'sku',
  'language',
] as const
const fields = ['id', 'text', 'createdAt', 'title', 'author', 'url', 'channel', 'rating', ...fieldsOfMention] as const
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
  language: ['language', 'lang'],
}

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

/** The columns of the fields in all rows until now: a row of JSON has only the columns that it has values for. */
export function columnFinder(map: ColumnMap): (row: Record<string, unknown>) => ColumnMap {
  const found: ColumnMap = { ...map }
  const seen = new Map<string, string>()
  return (row) => {
    const before = seen.size
    for (const column in row) if (!seen.has(plain(column))) seen.set(plain(column), column)
    if (seen.size === before) return found
    for (const field of fields) {
      const column = (commonNames[field] ?? [field])
        .map((known) => seen.get(plain(known)))
        .find((known) => known !== undefined)
      if (column !== undefined) found[field] ??= column
    }
    return found
  }
}

const plain = (name: string) => name.toLowerCase().replace(/[_\s-]/g, '')

/** @param path the column, or a path with dots into a JSON value */
export function valueAt(row: Record<string, unknown>, path: string): unknown {
  if (Object.hasOwn(row, path)) return row[path]
  return path
    .split('.')
    .reduce<unknown>(
      (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
      row,
    )
}

/** Undefined for nothing, an empty text, a list or an object. */
export const textAt = (row: Record<string, unknown>, column: string | undefined): string | undefined =>
  column === undefined ? undefined : toText(valueAt(row, column))

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? String(value)
    : undefined
}
