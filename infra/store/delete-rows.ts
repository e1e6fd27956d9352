import { Type } from 'typebox'
import type { Store } from './store.ts'

export interface Rows {
  table: string
  /** SQL. */
  where: string
  params: Record<string, unknown>
}

/** The months of these rows by a column: `202611`. By them the large tables are divided into partitions. */
export async function monthsOf(store: Store, { table, where, params }: Rows, column: string): Promise<string[]> {
  const rows = await store.select(
    Type.Object({ month: Type.String() }),
    `SELECT DISTINCT toString(toYYYYMM(${column})) AS month FROM ${table} WHERE ${where} ORDER BY month`,
    params,
  )
  return rows.map(({ month }) => month)
}

/**
 * Deletes rows, and waits until the parts are rewritten. The server rewrites all parts at once that a statement concerns, and needs memory for
 * each: of a table that is divided by months, the parts of one month follow those of another.
 * @param months of a divided table; rows of other months stay
 */
export async function deleteRows(
  store: Store,
  { table, where, params }: Rows,
  months?: readonly string[],
): Promise<void> {
  for (const part of months?.map((month) => `IN PARTITION ID '${month}' `) ?? [''])
    await store.command(`ALTER TABLE ${table} DELETE ${part}WHERE ${where} SETTINGS mutations_sync = 2`, params)
}
