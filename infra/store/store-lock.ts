import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ClickHouseError } from '@clickhouse/client'
import { Type } from 'typebox'
import type { Store } from './store.ts'

/** A lock is a table that exists while it is held. Its comment changes while the process that created it is alive. */
export interface Lock {
  table: 'schema_migration_lock' | 'erasure_lock'
  /** How often the holder changes the comment, in ms. */
  refreshMs: number
  /** After how many ms without a change another process takes the lock. */
  staleMs: number
  /** How often those that wait look, in ms. */
  everyMs: number
}

export const migrationLock: Lock = { table: 'schema_migration_lock', refreshMs: 1_000, staleMs: 15_000, everyMs: 100 }
/** A store that is short of memory answers late. */
export const erasureLock: Lock = { table: 'erasure_lock', refreshMs: 2_000, staleMs: 30_000, everyMs: 250 }
/** No backup holds them: a restored one would keep everybody waiting. */
export const lockTables = [migrationLock, erasureLock].map(({ table }) => table)

const Comment = Type.Object({ comment: Type.String() })

/**
 * Runs `run` while no other process holds the lock, on this server or, with a replicated database, on any of its replicas. Waits for the
 * others. The lock of a process that was killed is taken after `staleMs`.
 * ClickHouse has no advisory locks; of several `CREATE TABLE` without `IF NOT EXISTS`, exactly one succeeds.
 * @param signal ends the waiting
 */
export async function withStoreLock<T>(
  store: Store,
  { lock, signal }: { lock: Lock; signal?: AbortSignal },
  run: () => Promise<T>,
): Promise<T> {
  const { table, refreshMs } = lock
  await acquire(store, lock, signal)
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

async function acquire(
  store: Store,
  { table, staleMs, everyMs }: Lock,
  signal: AbortSignal | undefined,
): Promise<void> {
  let seen: string | undefined
  for (let since = performance.now(); ; await pause(everyMs, undefined, { signal })) {
    signal?.throwIfAborted()
    if (await create(store, table)) return
    const found = await store.select(
      Comment,
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
async function create(store: Store, table: string): Promise<boolean> {
  try {
    await store.command(`CREATE TABLE ${table} (a UInt8) ENGINE = Memory COMMENT '${randomUUID()}'`)
    return true
  } catch (error) {
    if (error instanceof ClickHouseError && error.type === 'TABLE_ALREADY_EXISTS') return false
    throw error
  }
}
