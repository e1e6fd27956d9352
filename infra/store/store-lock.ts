import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ClickHouseError } from '@clickhouse/client'
import { Type } from 'typebox'
import type { Logger } from '../logger.ts'
import { patientStore } from './patient-store.ts'
import type { Store } from './store.ts'

/** A lock is a table that exists while it is held. Its comment names the holder, and changes while that process is alive. */
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

/** The holder could not show for too long that it is alive: another process may have the lock now. */
export class LockLost extends Error {
  override readonly name = 'LockLost'
  constructor({ table, staleMs }: Lock) {
    super(`${table} was lost: the store did not answer for ${staleMs / 1000} s, or another process took it`)
  }
}

interface Waiting {
  lock: Lock
  /** Ends the waiting, and aborts the signal of `run`. */
  signal?: AbortSignal
  /** Hears why a lock could not be given back. It is then taken by others after `staleMs`. */
  logger?: Logger
}

/**
 * Runs `run` while no other process holds the lock, on this server or, with a replicated database, on any of its replicas. Waits for the
 * others. The lock of a process that was killed is taken after `staleMs`.
 * ClickHouse has no advisory locks; of several `CREATE TABLE` without `IF NOT EXISTS`, exactly one succeeds.
 * @param run its signal aborts with `LockLost` when the lock was not refreshed for `staleMs`, or is another's
 */
export async function withStoreLock<T>(
  store: Store,
  { lock, signal, logger }: Waiting,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const owner = randomUUID()
  await acquire(patientStore(store, { ...(signal && { signal }) }), { lock, owner, signal })
  const kept = keep(store, lock, owner)
  try {
    return await run(signal ? AbortSignal.any([signal, kept.lost]) : kept.lost)
  } finally {
    await kept.stop()
    // What was done is done, and an error of `run` is the one to know.
    await release(store, lock, owner).catch((err: unknown) =>
      logger?.warn({ err, lock: lock.table }, 'a lock could not be given back; it ends by itself'),
    )
  }
}

/** So many looks at a lock of another, one after the other, say that it is no longer the own one. */
const mostForeign = 3

/** Changes the comment every `refreshMs`, and notices when that is in vain. */
function keep(store: Store, lock: Lock, owner: string): { lost: AbortSignal; stop(): Promise<void> } {
  const { table, refreshMs, staleMs } = lock
  const lost = new AbortController()
  let keptAt = performance.now()
  let foreign = 0
  let refreshing: Promise<void> | undefined
  const refresh = async () => {
    const at = performance.now()
    const comment = await commentOf(store, table)
    // Who was late has taken it away, and gives it back, or creates none.
    const isForeign = comment !== undefined && !comment.startsWith(owner)
    foreign = isForeign ? foreign + 1 : 0
    if (foreign >= mostForeign) lost.abort(new LockLost(lock))
    if (isForeign || (comment === undefined && !(await create(store, table, nextComment(owner))))) return
    if (comment !== undefined) await store.command(`ALTER TABLE ${table} MODIFY COMMENT '${nextComment(owner)}'`)
    keptAt = at
  }
  const timer = setInterval(() => {
    if (performance.now() - keptAt > staleMs) lost.abort(new LockLost(lock))
    else
      refreshing ??= refresh()
        .catch(() => {})
        .finally(() => (refreshing = undefined))
  }, refreshMs)
  return {
    lost: lost.signal,
    async stop() {
      clearInterval(timer)
      await refreshing
    },
  }
}

async function acquire(
  store: Store,
  { lock, owner, signal }: { lock: Lock; owner: string; signal: AbortSignal | undefined },
): Promise<void> {
  const { table, staleMs, everyMs } = lock
  let seen: string | undefined
  for (let since = performance.now(); ; await pause(everyMs, undefined, { signal })) {
    signal?.throwIfAborted()
    const own = nextComment(owner)
    if (await create(store, table, own)) return
    const comment = await commentOf(store, table)
    // Of a CREATE that was repeated, the first one may have succeeded.
    if (comment === own) return
    if (comment !== seen) {
      seen = comment
      since = performance.now()
    } else if (comment !== undefined && performance.now() - since > staleMs) {
      if (await takeOver(store, table, { owner, stale: comment })) return
    }
  }
}

/**
 * Takes a stale lock. What is sent may arrive late, when the lock is another's: so the tables change places, which never leaves the lock
 * free, and what came is looked at. That of another is given back. @returns false when the lock was not the stale one any more
 */
async function takeOver(
  store: Store,
  table: string,
  { owner, stale }: { owner: string; stale: string },
): Promise<boolean> {
  const aside = asideOf(table)
  const exchange = () => unless('UNKNOWN_TABLE', () => store.command(`EXCHANGE TABLES ${table} AND ${aside}`))
  await create(store, aside, nextComment(owner))
  try {
    if (!(await exchange())) return false
    const found = await commentOf(store, aside)
    // The own one: a statement that was sent twice.
    if (found !== stale && found?.startsWith(owner) === false) await exchange()
    return found === stale
  } finally {
    await store.command(`DROP TABLE IF EXISTS ${aside} SYNC`).catch(() => {})
  }
}

/** Removes the own lock: renamed and looked at first, for the same reason. */
async function release(store: Store, { table }: Lock, owner: string): Promise<void> {
  const isOwn = (comment: string | undefined) => comment?.startsWith(owner) === true
  if (!isOwn(await commentOf(store, table))) return
  const aside = asideOf(table)
  if (!(await rename(store, table, aside))) return
  if (!isOwn(await commentOf(store, aside)) && (await rename(store, aside, table))) return
  await store.command(`DROP TABLE IF EXISTS ${aside} SYNC`)
}

const asideOf = (table: string) => `${table}_${randomUUID().replaceAll('-', '')}`

/** False when there is no such table any more, or one of that name. */
const rename = async (store: Store, from: string, to: string): Promise<boolean> =>
  unless(['UNKNOWN_TABLE', 'TABLE_ALREADY_EXISTS'], () => store.command(`RENAME TABLE ${from} TO ${to}`))

/** False when another process has the lock. */
const create = (store: Store, table: string, comment: string): Promise<boolean> =>
  unless('TABLE_ALREADY_EXISTS', () =>
    store.command(`CREATE TABLE ${table} (a UInt8) ENGINE = Memory COMMENT '${comment}'`),
  )

const nextComment = (owner: string) => `${owner} ${randomUUID()}`

const Comment = Type.Object({ comment: Type.String() })

/** Undefined where there is no such table. */
async function commentOf(store: Store, table: string): Promise<string | undefined> {
  const sql = 'SELECT comment FROM system.tables WHERE database = currentDatabase() AND name = {table: String}'
  const [found] = await store.select(Comment, sql, { table })
  return found?.comment
}

/** False when the server answers with one of these errors. */
async function unless(types: string | readonly string[], call: () => Promise<void>): Promise<boolean> {
  try {
    await call()
    return true
  } catch (error) {
    if (error instanceof ClickHouseError && types.includes(error.type ?? '?')) return false
    throw error
  }
}
