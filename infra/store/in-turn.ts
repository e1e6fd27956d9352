import { setTimeout as pause } from 'node:timers/promises'
import { isCrowded, sized, StoreBusy } from './out-of-reach.ts'
import type { Store } from './store.ts'

/** Fewer than the connections to the server: more at once only make each slower. */
const mostAtOnce = 8
/** Whoever waits longer for a turn is told to come again. */
const turnMs = 4_000
/** Ten seconds altogether. */
const pausesMs = [100, 200, 400, 800, 1_500, 3_000, 4_000]

/**
 * The same store for readers, who wait for the answer. Eight queries run at once; one that waits for four seconds rejects with `StoreBusy`. One
 * that finds the server's memory taken by others is repeated: of those only one runs at a time, so that each finds what it needs. One that
 * needs more than a query may have rejects with `QueryTooLarge`.
 */
export function inTurn(store: Store, { most = mostAtOnce, waitMs = turnMs } = {}): Store {
  let running = 0
  let crowd: Promise<unknown> = Promise.resolve()
  let inCrowd = 0
  /** Each gives the next one its turn. */
  const waiting = new Set<() => void>()

  function turn(): Promise<void> | undefined {
    if (running < most) {
      running++
      return undefined
    }
    return new Promise((resolve, reject) => {
      const go = () => {
        clearTimeout(tooLong)
        resolve()
      }
      const tooLong = setTimeout(() => {
        waiting.delete(go)
        reject(new StoreBusy())
      }, waitMs)
      waiting.add(go)
    })
  }

  function ended(): void {
    const [next] = waiting
    if (next === undefined) {
      running--
      return
    }
    waiting.delete(next)
    next()
  }

  async function read<R>(call: () => Promise<R>): Promise<R> {
    await turn()
    try {
      return await call().finally(ended)
    } catch (error) {
      if (!isCrowded(error)) throw sized(error)
    }
    // Without a turn, so that small queries go on meanwhile.
    if (inCrowd === most) throw new StoreBusy()
    inCrowd++
    const mine = crowd.then(() => repeated(call)).finally(() => inCrowd--)
    crowd = mine.catch(() => {})
    return mine.catch((error: unknown) => {
      throw sized(error)
    })
  }

  return {
    ...store,
    select: (row, sql, params) => read(() => store.select(row, sql, params)),
    parquet: (sql, params) => read(() => store.parquet(sql, params)),
  }
}

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
