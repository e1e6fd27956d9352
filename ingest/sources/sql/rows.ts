import { cursorName, type SqlRow } from './database.ts'

/** A row of a driver: its cursor apart, and dates as ISO times, as JSON has them. */
export function withoutCursor({ [cursorName]: cursor, ...row }: Record<string, unknown>): SqlRow {
  const values = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Date ? value.toISOString() : typeof value === 'bigint' ? String(value) : value,
    ]),
  )
  return { values, cursor: String(cursor) }
}
