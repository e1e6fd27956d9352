import { setTimeout as pause } from 'node:timers/promises'
import { isCrowded, sized } from './out-of-reach.ts'
import type { Store } from './store.ts'

/** Ten seconds altogether. */
const pausesMs = [100, 200, 400, 800, 1_500, 3_000, 4_000]

/**
 * The same store for readers, who wait for the answer. A query that finds the server's memory taken by others is repeated in turn: of those
 * only one runs at a time, so that each finds what it needs. One that needs more than a query may have rejects with `QueryTooLarge`.
 */
export function inTurn(store: Store): Store {
  let turn: Promise<unknown> = Promise.resolve()

  async function repeated<R>(call: () => Promise<R>): Promise<R> {
    for (const pauseMs of pausesMs) {
      try {
        return await call()
      } catch (error) {
        if (!isCrowded(error)) throw error
        await pause(pauseMs)
      }
    }
    return call()
  }

  async function read<R>(call: () => Promise<R>): Promise<R> {
    try {
      return await call()
    } catch (error) {
      if (!isCrowded(error)) throw sized(error)
      const mine = turn.then(() => repeated(call))
      turn = mine.catch(() => {})
      return mine.catch((again: unknown) => {
        throw sized(again)
      })
    }
  }

  return {
    ...store,
    select: (row, sql, params) => read(() => store.select(row, sql, params)),
    parquet: (sql, params) => read(() => store.parquet(sql, params)),
  }
}
