import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import { isShortOfMemory, needsMemory } from './out-of-reach.ts'
import type { Store } from './store.ts'

/** Two minutes altogether: other work that takes the memory has then ended, or there is too little of it. */
const defaultPausesMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000]

/**
 * The same store for work that nobody waits for: a statement that finds too little memory, because others have it, is repeated. That is safe
 * because the key of every table makes repeated writes idempotent. A mutation that failed is not: the server goes on trying it, and it is
 * waited for.
 * @param signal no statement is sent after it; it ends the pauses
 */
export function patientStore(
  store: Store,
  { pausesMs = defaultPausesMs, signal }: { pausesMs?: readonly number[]; signal?: AbortSignal } = {},
): Store {
  const wait = async (ms: number) => {
    await pause(ms, undefined, { signal }).catch(() => {})
    signal?.throwIfAborted()
  }
  async function again<R>(call: () => Promise<R>, isWorthIt = isShortOfMemory): Promise<R> {
    signal?.throwIfAborted()
    for (const pauseMs of pausesMs) {
      try {
        return await call()
      } catch (error) {
        if (!isWorthIt(error)) throw error
        await wait(pauseMs)
      }
    }
    return call()
  }
  async function mutate(table: string, call: () => Promise<void>): Promise<void> {
    try {
      await again(call, needsMemory)
    } catch (error) {
      if (!isShortOfMemory(error)) throw error
      for (const pauseMs of pausesMs) {
        await wait(pauseMs)
        if ((await again(() => pendingMutations(store, table))) === 0) return
      }
      throw error
    }
  }
  return {
    ...store,
    insert: (table, rows, onRefused) => again(() => store.insert(table, rows, onRefused)),
    select: (row, sql, params) => again(() => store.select(row, sql, params)),
    command(sql, params) {
      const [, table] = /^\s*ALTER TABLE (\w+)\s+(?:DELETE|UPDATE)\b/i.exec(sql) ?? []
      const call = () => store.command(sql, params)
      return table === undefined ? again(call) : mutate(table, call)
    },
  }
}

async function pendingMutations(store: Store, table: string): Promise<number> {
  const [row] = await store.select(
    Type.Object({ count: Type.Integer() }),
    'SELECT count() AS count FROM system.mutations WHERE database = currentDatabase() AND table = {table: String} AND NOT is_done',
    { table },
  )
  return row!.count
}
