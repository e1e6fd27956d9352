import { Type, type TOptional, type TString } from 'typebox'
import { UsageError } from '../../infra/verb.ts'

/** The column (or JSON path with dots) of each field; `items` is the path of the list in a JSON document. */
export type ColumnMap = Partial<Record<Field | 'items', string>>
export type Field = (typeof fields)[number]

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
const keys = [...fields, 'items'] as const
export const ColumnMapOptions = Type.Object(
  Object.fromEntries(keys.map((key) => [key, Type.Optional(Type.String({ minLength: 1 }))])) as Record<
    (typeof keys)[number],
    TOptional<TString>
  >,
  {
    additionalProperties: false,
    description:
      'Field → column of a file, or name or path (`ticket.body`) of a JSON value; `items`: the list in a JSON document.',
    examples: [{ text: 'body', createdAt: 'created_at' }],
  },
)
/**
 * Common names of columns; the first one that a row has is used. Letter case, `_`, `-` and spaces are ignored. `score` is not among
 * them: it counts votes in forums, and goes from 0 to 10 in surveys. Nor are the names and addresses of customers that exports of
 * helpdesks hold (Zendesk `Requester`, Freshdesk `Full name`): their ids tell them apart.
 */
const commonNames: Partial<Record<Field, string[]>> = {
  id: ['id', 'mentionid', 'tweetid', 'idstr', 'reviewid', 'commentid', 'messageid', 'postid', 'ticketid'],
  text: 'text fulltext body content message review reviewtext comment commenttext tweet feedback verbatim description'.split(
    ' ',
  ),
  createdAt:
    'createdat date timestamp time datetime created published publishedat postedat createddate createdtime createdate submittedat reviewdate reviewsubmitdateandtime'.split(
      ' ',
    ),
  title: ['title', 'subject', 'headline', 'reviewtitle', 'summary'],
  author: ['author', 'user', 'username', 'handle', 'authorid', 'userid', 'requesterid', 'contactid', 'customerid'],
  url: ['url', 'link', 'permalink', 'reviewlink'],
  channel: ['channel'],
  rating: ['rating', 'stars', 'starrating', 'reviewrating'],
  language: ['language', 'lang', 'reviewerlanguage'],
  version: ['version', 'appversionname'],
}
const namesOf = (field: Field) => commonNames[field] ?? [field.toLowerCase()]

export const isKnownName = (field: Field, column: string): boolean => namesOf(field).includes(plain(column))

/** Whether a header is likely to contain this name. */
export const isAnyKnownName = (column: string): boolean => fields.some((field) => isKnownName(field, column))

/** Parses `text=body,createdAt=date`. @throws UsageError for an unknown field */
export function parseColumnMap(pairs: readonly string[]): ColumnMap {
  const map: ColumnMap = {}
  for (const pair of pairs.flatMap((list) => list.split(','))) {
    const at = pair.indexOf('=')
    const [key, column] = [pair.slice(0, Math.max(0, at)), pair.slice(at + 1)].map((word) => word.trim())
    if (!keys.includes(key as Field) || !column)
      throw new UsageError(`--map: "${pair}" must be FIELD=COLUMN with FIELD one of ${keys.join(', ')}`)
    map[key as Field] = column.replaceAll('[]', '')
  }
  return map
}

export interface ColumnFinder {
  /**
   * The columns of the fields in all rows until now: a row of JSON has only the columns that it has values for. Where it lacks one, it may
   * have another of the field: `body` in files that were joined, whose first rows have `text`.
   */
  columnsOf(row: Record<string, unknown>): ColumnMap
  /** Also looks one level down, where no column has a text or a time: `tweet.full_text`. */
  lookInside(rows: readonly Record<string, unknown>[]): void
}

export function columnFinder(map: ColumnMap): ColumnFinder {
  const found: ColumnMap = { ...map }
  /** All columns with a name of the field, the best first. */
  const candidates = new Map<Field, string[]>()
  const names = new Set<string>()
  const byPlainName = new Map<string, string[]>()
  const find = () => {
    for (const field of fields) {
      if (map[field] !== undefined) continue
      const columns = namesOf(field).flatMap((name) => byPlainName.get(name) ?? [])
      if (columns.length > 0) found[field] ??= columns[0]!
      if (columns.length > 1) candidates.set(field, columns)
    }
  }
  const add = (name: string, path: string) => {
    const columns = byPlainName.get(plain(name)) ?? []
    if (!columns.includes(path)) byPlainName.set(plain(name), [...columns, path])
  }
  const withOthers = (row: Record<string, unknown>): ColumnMap => {
    let columns = found
    for (const [field, others] of candidates) {
      if (hasValue(row, found[field]!)) continue
      const other = others.find((column) => hasValue(row, column))
      if (other !== undefined) columns = { ...columns, [field]: other }
    }
    return columns
  }
  return {
    columnsOf(row) {
      const before = names.size
      for (const column in row) {
        if (names.has(column) || isObject(row[column])) continue
        names.add(column)
        add(column, column)
      }
      if (names.size > before) find()
      return candidates.size === 0 ? found : withOthers(row)
    },
    lookInside(rows) {
      for (const row of rows)
        for (const [outer, inner] of Object.entries(row))
          if (isObject(inner))
            for (const [name, value] of Object.entries(inner)) if (!isObject(value)) add(name, `${outer}.${name}`)
      find()
    },
  }
}

const hasValue = (row: Record<string, unknown>, path: string) => (valueAt(row, path) ?? null) !== null

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const plain = (name: string) => name.toLowerCase().replace(/[@_\s-]/g, '')

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

/** Undefined for nothing, an empty text, NULL as databases export it, a list or an object. */
export const textAt = (row: Record<string, unknown>, column: string | undefined): string | undefined =>
  column === undefined ? undefined : toText(valueAt(row, column))

const nulls = new Set(['', '\\N', 'NULL', 'null', 'NaN', '#N/A', '<NA>', '(null)'])

function toText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length <= 6 && nulls.has(value) ? undefined : value
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? String(value)
    : undefined
}
