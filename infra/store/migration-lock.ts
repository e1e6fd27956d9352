import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ClickHouseError } from '@clickhouse/client'
import { Type } from 'typebox'
import type { Store } from './store.ts'

/** The table exists while a migration runs. Its comment changes while the process that created it is alive. */
const table = 'schema_migration_lock'
const Lock = Type.Object({ comment: Type.String() })

export interface LockTimes {
  /** How often the holder changes the comment, in ms. */
  refreshMs: number
  /** After how many ms without a change another process takes the lock. */
  staleMs: number
}

/**
 * Runs `run` while no other process does, on this server or, with a replicated database, on any of its replicas. Waits for
 * the others. The lock of a process that was killed is taken after `staleMs`.
 * ClickHouse has no advisory locks; of several `CREATE TABLE` without `IF NOT EXISTS`, exactly one succeeds.
 */
export async function withMigrationLock<T>(
  store: Store,
  run: () => Promise<T>,
  { refreshMs, staleMs }: LockTimes = { refreshMs: 1_000, staleMs: 15_000 },
): Promise<T> {
  await acquire(store, staleMs)
  const refresh = () => store.command(`ALTER TABLE ${table} MODIFY COMMENT '${randomUUID()}'`).catch(() => undefined)
  let refreshing: Promise<void> = Promise.resolve()
  const timer = setInterval(() => void (refreshing = refresh()), refreshMs)
  try {
    return await run()
  } finally {
    clearInterval(timer)
    await refreshing
    await store.command(`DROP TABLE IF EXISTS ${table} SYNC`)
  }
}

async function acquire(store: Store, staleMs: number): Promise<void> {
  let seen: string | undefined
  for (let since = performance.now(); !(await create(store)); await pause(100)) {
    const found = await store.select(
      Lock,
      `SELECT comment FROM system.tables WHERE database = currentDatabase() AND name = '${table}'`,
    )
    if (found[0]?.comment !== seen) {
      seen = found[0]?.comment
      since = performance.now()
    } else if (performance.now() - since > staleMs) {
      await store.command(`DROP TABLE IF EXISTS ${table} SYNC`)
    }
  }
}

/** False when another process has the lock. */
async function create(store: Store): Promise<boolean> {
  try {
    await store.command(`CREATE TABLE ${table} (a UInt8) ENGINE = Memory COMMENT '${randomUUID()}'`)
    return true
  } catch (error) {
    if (error instanceof ClickHouseError && error.type === 'TABLE_ALREADY_EXISTS') return false
    throw error
  }
}
