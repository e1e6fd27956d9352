import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import type { Store } from './store.ts'

/** Merges all parts of a table, so that only the newest version of each row remains. */
export async function mergeAll(store: Store, table: string): Promise<void> {
  await store.command(`OPTIMIZE TABLE ${table} FINAL`)
}

const waitMs = 90_000
const everyMs = 1_000

/**
 * Deletes the files of parts that merges and mutations replaced, and waits for it: rows that were deleted or replaced are then in no file of these
 * tables. By default the server keeps such parts for eight minutes; for the moment it keeps them for a second.
 * @throws Error when they are still there after 90 s, for example because a query reads them
 */
export async function purgeOldParts(store: Store, tables: readonly string[]): Promise<void> {
  const replacedBefore = await serverTime(store)
  for (const table of tables) await store.command(`ALTER TABLE ${table} MODIFY SETTING old_parts_lifetime = 1`)
  try {
    for (const until = Date.now() + waitMs; ;) {
      await pause(everyMs)
      const left = await withOldParts(store, tables, replacedBefore)
      if (left.length === 0) return
      if (Date.now() > until) throw new Error(`the store keeps old files of ${left.join(', ')}; run the erasure again`)
      for (const table of left) await cleanUp(store, table)
    }
  } finally {
    for (const table of tables) await store.command(`ALTER TABLE ${table} RESET SETTING old_parts_lifetime`)
  }
}

/** Dropping a partition, even one that there is not, deletes old parts at once; otherwise the server does so when it next has time. */
const cleanUp = (store: Store, table: string): Promise<void> =>
  store.command(`ALTER TABLE ${table} DROP PARTITION ID 'none'`)

/** Epoch s. */
async function serverTime(store: Store): Promise<number> {
  const [row] = await store.select(Type.Object({ now: Type.Integer() }), 'SELECT toUnixTimestamp(now()) AS now')
  return row!.now
}

async function withOldParts(store: Store, tables: readonly string[], replacedBefore: number): Promise<string[]> {
  const rows = await store.select(
    Type.Object({ name: Type.String() }),
    `SELECT DISTINCT table AS name FROM system.parts
     WHERE database = currentDatabase() AND table IN {tables: Array(String)} AND NOT active AND toUnixTimestamp(remove_time) <= {replacedBefore: UInt32}`,
    { tables, replacedBefore },
  )
  return rows.map(({ name }) => name)
}
