import { setTimeout as pause } from 'node:timers/promises'
import { isShortOfMemory } from './out-of-reach.ts'
import type { Store } from './store.ts'

/** Two minutes altogether: other work that takes the memory has then ended, or there is too little of it. */
const defaultPausesMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000]

/**
 * The same store for work that nobody waits for: a statement that finds too little memory, because others have it, is repeated. That is safe
 * because the key of every table makes repeated writes idempotent.
 */
export function patientStore(store: Store, pausesMs: readonly number[] = defaultPausesMs): Store {
  async function again<R>(call: () => Promise<R>): Promise<R> {
    for (const pauseMs of pausesMs) {
      try {
        return await call()
      } catch (error) {
        if (!isShortOfMemory(error)) throw error
        await pause(pauseMs)
      }
    }
    return call()
  }
  return {
    ...store,
    insert: (table, rows, onRefused) => again(() => store.insert(table, rows, onRefused)),
    select: (row, sql, params) => again(() => store.select(row, sql, params)),
    command: (sql, params) => again(() => store.command(sql, params)),
  }
}
