import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './database.ts'

/**
 * Runs writes with a gap between them: 1 ms, or 4 ms while other processes write too. SQLite's lock is not fair: a process
 * that writes without a gap blocks the event loop of every other process that wants to write (measured: for 4.6 s).
 */
export function takeTurns(db: Database): <R>(write: () => R) => Promise<R> {
  const version = db.prepare('PRAGMA data_version')
  let ended = 0
  let seen: unknown
  let othersUntil = 0

  function gapMs(): number {
    const { data_version: now } = version.get() as { data_version: number }
    if (seen !== undefined && now !== seen) othersUntil = performance.now() + 10_000
    seen = now
    return performance.now() < othersUntil ? 4 : 1
  }

  return async (write) => {
    const rest = ended + gapMs() - performance.now()
    if (rest > 0) await sleep(Math.ceil(rest))
    try {
      return write()
    } finally {
      ended = performance.now()
    }
  }
}
