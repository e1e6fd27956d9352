import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../../infra/clock.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Six weeks of history end eight hours before the anchor. From there the clock runs at ×360 until it reaches real time. */
const historyHours = 6 * 7 * 24
const fastHours = 8
const demoSpeed = 360
/** Two buckets of five minutes and the time between two evaluations; with 13 minutes the clock waited for them most of the time. */
const aheadMs = 18 * minuteMs
/** The longest that the clock waits for the next evaluation, in real time. */
const longestWaitMs = 30_000

/** In the data folder of a demo. */
export const anchorFile = 'demo.json'

/** The beginning of the UTC hour in which the data folder was first started (epoch ms). With `keep` it is saved there. */
export function demoAnchor(data: string, now: number, keep: boolean): number {
  const file = join(data, anchorFile)
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { anchor: number }).anchor
  } catch {
    const anchor = Math.floor(now / hourMs) * hourMs
    if (keep) {
      mkdirSync(data, { recursive: true, mode: 0o700 })
      writeFileSync(file, JSON.stringify({ anchor }))
    }
    return anchor
  }
}

export const historyEnd = (anchor: number) => anchor - fastHours * hourMs
export const historyStart = (anchor: number) => historyEnd(anchor) - historyHours * hourMs

export interface DemoClock {
  now: Clock
  /** Until this call the clock stands at `from`. Call it when the history is stored. */
  start(): void
  /** Whether the clock has not reached real time yet. */
  fast(): boolean
  /** Call it when evaluations have covered everything up to `until`. The clock waits for them, because on a slow machine hours of its time would pass between two. */
  evaluated(until: number): void
}

/** Stands at `from` until `start`, then runs at ×360, at most a few minutes ahead of the evaluations, until it reaches real time. */
export function demoClock(from: number, real: Clock): DemoClock {
  let at = from
  let movedAt: number | undefined
  let covered: { until: number; at: number } | undefined
  const now = () => {
    const time = real()
    if (movedAt === undefined) return Math.min(from, time)
    const reach = covered && time - covered.at < longestWaitMs ? covered.until + aheadMs : Infinity
    const next = Math.min(time, at + (time - movedAt) * demoSpeed)
    at = at >= movedAt ? time : Math.max(at, Math.min(next, reach))
    movedAt = time
    return at
  }
  return {
    now,
    start: () => (movedAt ??= real()),
    fast: () => now() < real(),
    evaluated: (until) => (covered = { until, at: real() }),
  }
}
