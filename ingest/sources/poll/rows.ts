import { openTimeReader, type DayOrder, type ReadTime } from '../../../infra/time-reader.ts'
import { SourceFailed } from '../../mention/source.ts'
import { columnFinder, valueAt, type ColumnMap } from '../../read/columns.ts'
import { deepest, isDeeperThan } from '../../../infra/nesting.ts'
import { openRemarks } from '../../read/remarks.ts'
import { rowConverter, type Converted } from '../../read/to-raw-mention.ts'
import type { Item, Reading } from './item.ts'
import { isJsonPath, valuesAt } from './json-path.ts'

type Row = Record<string, unknown>

interface RowOptions {
  map?: ColumnMap
  /** How a row says that it was deleted: a value at a path; any but false and null if absent. */
  deleted?: Deleted
  /** The time that decides what is new; absent: `createdAt`. */
  sinceParameter?: { path?: string }
  dates?: DayOrder
  timeZone?: string
}

interface Deleted {
  path: string
  value?: string
}

export interface ReadRow {
  /** Undefined for what `readItems` rejects: no object, or one that is nested too deeply. */
  reading: Reading | { fault: string }
  /** Epoch ms of the time that the since-parameter compares with; undefined if unreadable. */
  changedAt: number | undefined
}

/** Reads the items of a page by the map; columns without one are found by their names, as in files. */
export function rowReader({ map = {}, deleted, sinceParameter, dates, timeZone }: RowOptions) {
  const { items: _items, ...columns } = map
  const finder = columnFinder(columns)
  const paths = Object.values(columns).filter(isJsonPath)
  const remarks = openRemarks()

  return (items: readonly Item[], now: number): ReadRow[] => {
    const rows = items.map(({ raw }) => (isRow(raw) ? withPaths(raw, paths) : undefined))
    const given = rows.filter((row) => row !== undefined)
    finder.lookInside(given)
    const found = columnsIn(given, finder.columnsOf)
    const readTime = openTimeReader(timesIn(given, found), { dates, timeZone })
    const convert = rowConverter({ columnsOf: finder.columnsOf, readTime, now, remarks })
    return rows.map((row): ReadRow => {
      if (row === undefined) return { reading: undefined, changedAt: undefined }
      const converted = convert(row)
      const changedAt = sinceParameter?.path === undefined ? undefined : timeOf(row, sinceParameter.path, readTime)
      return {
        reading: isDeleted(row, deleted) ? toDeletion(row, found) : toReading(converted),
        changedAt: changedAt ?? ('mention' in converted ? converted.mention.createdAt : undefined),
      }
    })
  }
}

const isRow = (raw: unknown): raw is Row =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !isDeeperThan(deepest, raw)

/** Values at paths that are more than names with dots, several joined, under the path itself. */
function withPaths(row: Row, paths: readonly string[]): Row {
  if (paths.length === 0) return row
  const values = paths.map((path): [string, unknown] => {
    const found = valuesAt(row, path).filter((value) => value !== null && value !== '')
    return [path, found.length > 1 ? found.join('\n') : found[0]]
  })
  return { ...row, ...Object.fromEntries(values) }
}

/** @throws SourceFailed when no item of the page has a text or a time by a known name */
function columnsIn(rows: readonly Row[], columnsOf: (row: Row) => ColumnMap): ColumnMap {
  for (const row of rows) columnsOf(row)
  const columns = columnsOf({})
  const missing = [!columns.text && !columns.title && 'text', !columns.createdAt && 'createdAt'].find(Boolean)
  if (rows.length === 0 || !missing) return columns
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].slice(0, 12).join(', ')
  throw new SourceFailed('failing', `no item has a ${missing}: name it with map.${missing} (the fields are ${names})`)
}

const timesIn = (rows: readonly Row[], { createdAt }: ColumnMap) =>
  createdAt === undefined ? [] : rows.map((row) => valueAt(row, createdAt))

function timeOf(row: Row, path: string, readTime: ReadTime): number | undefined {
  const read = readTime(valuesAt(row, path)[0])
  return 'at' in read ? read.at : undefined
}

function isDeleted(row: Row, deleted: Deleted | undefined): boolean {
  if (!deleted) return false
  const [value] = valuesAt(row, deleted.path)
  if (deleted.value !== undefined) return String(value) === deleted.value
  return value !== undefined && value !== null && value !== false
}

function toDeletion(row: Row, { id }: ColumnMap): ReadRow['reading'] {
  const value = id === undefined ? undefined : valueAt(row, id)
  if (typeof value === 'string' || typeof value === 'number') return { deleted: String(value) }
  return { fault: `is deleted and has no id (${id ?? 'map.id'})` }
}

const toReading = (converted: Converted): ReadRow['reading'] =>
  'fault' in converted ? converted : { ...converted.mention, format: 'post' }
