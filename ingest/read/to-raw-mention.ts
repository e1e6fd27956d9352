import { createHash } from 'node:crypto'
import { UsageError } from '../../infra/verb.ts'
import type { RawMention } from '../mention/source.ts'
import { columnFinder, fieldsOfMention, textAt, valueAt, type ColumnMap } from './columns.ts'
import { plainText } from './html-to-text.ts'

export type Converted = { mention: RawMention } | { fault: string }

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
 * Converts the rows of one file to mentions. The first row must have the columns for text and time; later rows may add others.
 * @throws UsageError when the file has no column for text or time; the message includes the remedy
 */
export function rowConverter(rows: RowOrigin): (row: Record<string, unknown>) => Converted {
  const columnsOf = columnFinder(rows.map)
  let isChecked = false
  const occurrences = new Map<string, number>()
  const idOf = rows.idOf ?? ((parts: string[]) => idFrom(parts, occurrences))
  return (row) => {
    const columns = columnsOf(row)
    if (!isChecked) checkColumns(row, columns, rows)
    isChecked = true
    return convert(row, columns, idOf)
  }
}

/** What a row states about a text, without its id and time. */
export type DescribedText = Pick<RawMention, 'text' | 'title' | 'rating' | 'fields'>

/** Reads the texts of rows that need no id and no time, from the same columns. Undefined for a row without a text. */
export function textReader(): (row: Record<string, unknown>) => DescribedText | undefined {
  const columnsOf = columnFinder({})
  return (row) => described(row, columnsOf(row))
}

function checkColumns(row: Record<string, unknown>, columns: ColumnMap, { name, map, remedy }: RowOrigin): void {
  for (const field of ['text', 'createdAt'] as const) {
    const column = columns[field]
    if (column !== undefined && (map[field] === undefined || valueAt(row, column) !== undefined)) continue
    const available = Object.keys(row).slice(0, 12).join(', ')
    const why = column === undefined ? `has no column for ${field}` : `has no column "${column}"`
    throw new UsageError(`${name} ${why}: name it with ${remedy(field)} (the columns are ${available})`)
  }
}

function convert(row: Record<string, unknown>, columns: ColumnMap, idOf: (parts: string[]) => string): Converted {
  const text = described(row, columns)
  if (!text) return { fault: `has no text (column ${columns.text})` }
  const time = columns.createdAt === undefined ? undefined : valueAt(row, columns.createdAt)
  const createdAt = toTime(time)
  if (createdAt === undefined)
    return { fault: `has no readable time (column ${columns.createdAt}: ${JSON.stringify(time)?.slice(0, 60)})` }
  const [author, url, channel] = (['author', 'url', 'channel'] as const).map((field) => textAt(row, columns[field]))
  const written = textAt(row, columns.text)!
  return {
    mention: {
      nativeId: textAt(row, columns.id) ?? idOf([written, String(createdAt), author ?? '']),
      createdAt,
      ...text,
      ...(url && { url }),
      ...(channel && { channel }),
      ...(author && { author: { id: author, handle: author } }),
    },
  }
}

function described(row: Record<string, unknown>, columns: ColumnMap): DescribedText | undefined {
  const text = plainText(textAt(row, columns.text) ?? '')
  if (text.trim() === '') return undefined
  const title = plainText(textAt(row, columns.title) ?? '')
  const rating = Number(textAt(row, columns.rating) ?? NaN)
  const facts = Object.fromEntries(
    fieldsOfMention.map((field) => [field, textAt(row, columns[field])]).filter(([, value]) => value),
  ) as Record<string, string>
  return {
    text,
    ...(title && { title }),
    ...(rating >= 1 && rating <= 5 && { rating }),
    ...(Object.keys(facts).length > 0 && { fields: facts }),
  }
}

/** The same row gets the same id when the file is read again. A row that occurs twice is two mentions. */
function idFrom(parts: string[], occurrences: Map<string, number>): string {
  const content = parts.join('\u0001')
  const nth = (occurrences.get(content) ?? 0) + 1
  occurrences.set(content, nth)
  return createHash('sha256').update(`${content}\u0001${nth}`).digest('hex').slice(0, 32)
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
