import { createHash } from 'node:crypto'
import { shown } from '../../infra/shown.ts'
import { parseTime, type ReadTime } from '../../infra/time-reader.ts'
import type { RawMention } from '../mention/source.ts'
import { isNothing, isPlaceholder, isRoundedId, isVisible, ratingOf } from './cell-values.ts'
import { columnFinder, fieldsOfMention, textAt, valueAt, type ColumnMap } from './columns.ts'
import { plainText } from './html-to-text.ts'
import type { Remarks } from './remarks.ts'

export type Converted = { mention: RawMention } | { fault: string }
type Values = Record<string, unknown>

export interface RowRules {
  /** The columns of a row; those of all rows until now. */
  columnsOf(row: Values): ColumnMap
  readTime: ReadTime
  /** Epoch ms. A time more than a day later, or before 2000, is a fault. */
  now: number
  /** Takes a row without a time (missing, not unreadable) as one of this time (epoch ms). */
  timeOfReceipt?: number
  /** The id of a row without one. When absent: a hash of its content. */
  idOf?: (() => string) | undefined
  /** The ratings go above 5: none is read. */
  isOtherScale?: boolean
  /** The ids repeat with other texts and times, as the comments of one ticket do: each row is a mention. */
  isIdShared?: boolean
  remarks: Remarks
}

/** Converts the rows of one file or request to mentions. */
export function rowConverter(rules: RowRules): (row: Values) => Converted {
  const occurrences = new Map<string, number>()
  return (row) => convert(row, rules, occurrences)
}

/** What a row states about a text, without its id and time. */
type DescribedText = Pick<RawMention, 'text' | 'title' | 'rating' | 'fields'>

/** A text with its author and time (epoch ms) where the row has them. */
export interface RowText extends DescribedText {
  author?: string
  createdAt?: number
}

/** Reads the texts of rows that need no id and no time, from the same columns. Undefined for a row without a text. */
export function textReader(map: ColumnMap = {}): (row: Values) => RowText | undefined {
  const { columnsOf } = columnFinder(map)
  return (row) => {
    const columns = columnsOf(row)
    const text = described(row, columns)
    const author = textAt(row, columns.author)
    const createdAt = columns.createdAt === undefined ? NaN : parseTime(valueAt(row, columns.createdAt))
    return text && { ...text, ...(author && { author }), ...(!Number.isNaN(createdAt) && { createdAt }) }
  }
}

const earliest = Date.UTC(2000, 0, 1)
const dayMs = 86_400_000

function convert(row: Values, rules: RowRules, occurrences: Map<string, number>): Converted {
  const { remarks } = rules
  const columns = rules.columnsOf(row)
  const text = described(row, columns, rules)
  if (!text) return { fault: `has no text (column ${columns.text ?? columns.title})` }
  const time = timeOf(row, columns, rules)
  if ('fault' in time) return time
  const createdAt = time.at
  const [named, url, channel] = (['author', 'url', 'channel'] as const).map((field) => textAt(row, columns[field]))
  const author = named !== undefined && isPlaceholder(named) ? undefined : named
  if (author !== named) remarks.count('a placeholder instead of an author')
  const written = textAt(row, columns.text) ?? textAt(row, columns.title)!
  const content = [written, String(createdAt), author ?? '']
  return {
    mention: {
      nativeId: idOf(textAt(row, columns.id), content, { rules, occurrences }),
      createdAt,
      ...text,
      ...(url && { url }),
      ...(channel && { channel }),
      ...(author && { author: { id: author, handle: author } }),
    },
  }
}

function timeOf(row: Values, columns: ColumnMap, rules: RowRules): { at: number } | { fault: string } {
  const value = columns.createdAt === undefined ? undefined : valueAt(row, columns.createdAt)
  const isMissing = value === undefined || value === null || value === ''
  if (isMissing && rules.timeOfReceipt !== undefined) return { at: rules.timeOfReceipt }
  const read = rules.readTime(value)
  if ('fault' in read) {
    const why = read.fault.includes('may be') ? `: ${read.fault}` : `: ${shown(value, 60) || 'undefined'}`
    return { fault: `has no readable time (column ${columns.createdAt}${why})` }
  }
  if (read.at >= earliest && read.at <= rules.now + dayMs) return read
  const when = new Date(Math.max(-8.64e15, Math.min(8.64e15, read.at))).toISOString()
  const side = read.at < earliest ? 'before 2000' : 'in the future'
  return {
    fault: `has a time ${side} (column ${columns.createdAt}: ${shown(value, 60) || 'undefined'} is ${when})`,
  }
}

function idOf(
  stated: string | undefined,
  content: string[],
  { rules, occurrences }: { rules: RowRules; occurrences: Map<string, number> },
): string {
  const isRounded = stated !== undefined && isRoundedId(stated)
  if (isRounded)
    rules.remarks.count('an id in scientific notation or with zeros at its end, rounded by a spreadsheet and not used')
  if (stated !== undefined && !isRounded)
    return rules.isIdShared ? `${stated}.${hashOf(content, 1).slice(0, 12)}` : stated
  if (rules.idOf) return rules.idOf()
  // The same row gets the same id when the file is read again. A row that occurs twice is two mentions.
  const key = content.join('\u0001')
  const nth = (occurrences.get(key) ?? 0) + 1
  occurrences.set(key, nth)
  return hashOf(content, nth)
}

const hashOf = (content: string[], nth: number) =>
  createHash('sha256')
    .update(`${content.join('\u0001')}\u0001${nth}`)
    .digest('hex')
    .slice(0, 32)

function described(
  row: Values,
  columns: ColumnMap,
  { remarks, isOtherScale }: Partial<Pick<RowRules, 'remarks' | 'isOtherScale'>> = {},
): DescribedText | undefined {
  const body = plainText(textAt(row, columns.text) ?? '')
  const title = plainText(textAt(row, columns.title) ?? '')
  // A review may have a title only.
  const text = isNothing(body) && !isNothing(title) ? title : body
  if (!isVisible(text)) return undefined
  if (text !== body) remarks?.count('a title only, read as the text')
  if (text.includes('\ufffd')) remarks?.count('a text with characters that could not be decoded')
  const stated = isOtherScale ? undefined : textAt(row, columns.rating)
  const rating = stated === undefined ? NaN : ratingOf(stated)
  if (stated !== undefined && Number.isNaN(rating)) remarks?.count('a rating that is not 1 to 5, left out')
  const facts = Object.fromEntries(
    fieldsOfMention
      .map((field) => [field, textAt(row, columns[field])])
      .filter(([, value]) => value && !isNothing(value)),
  ) as Record<string, string>
  return {
    text,
    ...(title && text !== title && { title }),
    ...(!Number.isNaN(rating) && { rating }),
    ...(Object.keys(facts).length > 0 && { fields: facts }),
  }
}
