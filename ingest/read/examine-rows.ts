import { closest } from '../../infra/closest.ts'
import {
  dayOrderNote,
  dayOrderOf,
  isAmbiguous,
  isWithoutZone,
  openTimeReader,
  type DayOrder,
} from '../../infra/time-reader.ts'
import { UsageError } from '../../infra/verb.ts'
import { isAboveFive } from './cell-values.ts'
import { columnFinder, textAt, valueAt, type ColumnMap, type Field } from './columns.ts'
import type { Remarks } from './remarks.ts'
import type { RowRules } from './to-raw-mention.ts'

type Values = Record<string, unknown>

/** What is decided once for a file, from its first rows. A later part of the file is read in the same way. */
export interface Learned {
  dates?: DayOrder | undefined
  isIdShared?: boolean | undefined
  isOtherScale?: boolean | undefined
}

/** The origin of rows, and how to convert them. */
export interface RowOrigin {
  /** `reviews.csv`, `item 3`. */
  name: string
  map: ColumnMap
  /** For errors: how to name the column of a field, such as `--map text=COLUMN`. */
  remedy: (field: string) => string
  /** For errors: how to state the order of day and month. */
  datesRemedy?: string
  dates?: DayOrder | undefined
  /** IANA zone of times without a zone; absent: UTC. */
  timeZone?: string | undefined
  /** Rows may have no time: they get that of their receipt. */
  isTimeOptional?: boolean
  /** What the beginning of the file said; the rows need not have all columns then. */
  learned?: Learned | undefined
}

export type Examined = Pick<RowRules, 'columnsOf' | 'readTime'> & {
  learned: Learned
  /** The rows have dates like 05/11/2026, and none of them tells which is the day. */
  isDayOrderOpen: boolean
}

/** Of so many rows the times are tried; a file mixes times with and without a zone rarely. */
const zoneSamples = 100

/**
 * Decides from the first rows which columns are read, in which order days and months are, and whether ids repeat.
 * @throws UsageError when there is no column for text or time, or none of a name in the map; the message includes the remedy
 */
export function examineRows(head: readonly Values[], origin: RowOrigin, remarks: Remarks): Examined {
  const finder = columnFinder(origin.map)
  for (const row of head) finder.columnsOf(row)
  const columns = () => finder.columnsOf({})
  if ((!columns().text && !columns().title) || !columns().createdAt) finder.lookInside(head)
  checkColumns(head, columns(), origin)
  const times = head.map((row) => timeIn(row, finder.columnsOf(row)))
  const found = dayOrderOf(times)
  const dates = origin.dates ?? origin.learned?.dates ?? found?.order
  if (dates !== undefined && dates === found?.order && origin.dates === undefined)
    remarks.say(dayOrderNote(dates, found[dates]! + 1))
  if (origin.timeZone === undefined && times.slice(0, zoneSamples).some((time) => isWithoutZone(time, dates)))
    remarks.say('times without a zone read as UTC; --time-zone or timeZone names another')
  const isIdShared = origin.learned?.isIdShared ?? repeatsIds(head, columns())
  if (isIdShared) remarks.say(`${columns().id} repeats with other texts and times: each row is a mention of its own`)
  const { rating } = columns()
  const isOtherScale =
    origin.learned?.isOtherScale ?? head.some((row) => isAboveFive(textAt(row, finder.columnsOf(row).rating) ?? ''))
  if (isOtherScale) remarks.say(`${rating} has numbers above 5: it is not read as 1 to 5 stars`)
  sayColumns(head, finder.columnsOf, { map: origin.map, remarks })
  return {
    columnsOf: finder.columnsOf,
    readTime: openTimeReader([], { dates, timeZone: origin.timeZone, remedy: origin.datesRemedy }),
    learned: { ...(dates && { dates }), ...(isIdShared && { isIdShared }), ...(isOtherScale && { isOtherScale }) },
    isDayOrderOpen: dates === undefined && times.some(isAmbiguous),
  }
}

const timeIn = (row: Values, { createdAt }: ColumnMap) =>
  createdAt === undefined ? undefined : valueAt(row, createdAt)

function checkColumns(
  head: readonly Values[],
  columns: ColumnMap,
  { name, map, remedy, learned, isTimeOptional }: RowOrigin,
): void {
  const hasValue = (column: string) => head.some((row) => valueAt(row, column) !== undefined)
  const available = [...new Set(head.flatMap((row) => Object.keys(row)))]
  const refuse = (field: string, why: string) => {
    throw new UsageError(`${name} ${why}: name it with ${remedy(field)} (the columns are ${listOf(available)})`)
  }
  if (!columns.text && !columns.title) refuse('text', 'has no column for text')
  if (!columns.createdAt && !isTimeOptional) refuse('createdAt', 'has no column for createdAt')
  if (learned) return
  for (const [field, column] of Object.entries(map))
    if (field !== 'items' && !hasValue(column)) refuse(field, `has no column "${column}"${meant(column, available)}`)
}

function meant(column: string, available: readonly string[]): string {
  const likely = closest(column, available)
  return likely === undefined ? '' : `, perhaps "${likely}"`
}

const mostListed = 30
const listOf = (columns: readonly string[]) =>
  `${columns.slice(0, mostListed).join(', ')}${columns.length > mostListed ? ' …' : ''}`

/** Comments of one ticket have its id, and texts and times of their own. The versions of one text have the same time. */
function repeatsIds(head: readonly Values[], { id, text, createdAt }: ColumnMap): boolean {
  if (id === undefined) return false
  const firstOf = new Map<string, Values>()
  return head.some((row) => {
    const key = textAt(row, id)
    if (key === undefined) return false
    const first = firstOf.get(key)
    if (!first) firstOf.set(key, row)
    return first !== undefined && [text, createdAt].every((column) => textAt(first, column) !== textAt(row, column))
  })
}

function sayColumns(
  head: readonly Values[],
  columnsOf: (row: Values) => ColumnMap,
  { map, remarks }: { map: ColumnMap; remarks: Remarks },
): void {
  const guessed = Object.entries(columnsOf({})).filter(([field]) => map[field as Field] === undefined)
  if (guessed.length > 0)
    remarks.say(`columns found: ${guessed.map(([field, column]) => `${field} = ${column}`).join(', ')}`)
  const paths = new Set(head.flatMap((row) => Object.values(columnsOf(row))))
  const used = new Set([...paths].flatMap((path) => [path, path.split('.')[0]!]))
  const unread = [...new Set(head.flatMap((row) => Object.keys(row)))].filter((name) => !used.has(name))
  if (unread.length > 0) remarks.say(`columns not read: ${listOf(unread)}`)
}
