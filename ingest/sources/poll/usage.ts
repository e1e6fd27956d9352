import type { Clock } from '../../../infra/clock.ts'
import { SourceFailed } from '../../mention/source.ts'

/** How many requests a source sent on a day (UTC, `2026-11-29`). */
export interface DayUsage {
  day: string
  requests: number
}

export interface Usage {
  /** Goes on from the saved usage, so that a restart does not renew the budget. */
  restore(saved: DayUsage | undefined): void
  /** Counts a request before it is sent. @throws SourceFailed when the budget of the day is used up; nothing is counted then */
  count(): void
  /** For the cursor. */
  today(): DayUsage
}

const dayMs = 86_400_000

/** Counts the requests of a source by day. @param budget requests a day; undefined: no limit */
export function openUsage(budget: number | undefined, clock: Clock): Usage {
  let usage: DayUsage = { day: '', requests: 0 }
  return {
    restore(saved) {
      if (saved && (saved.day > usage.day || saved.requests > usage.requests)) usage = saved
    },
    count() {
      const now = clock()
      const day = new Date(now).toISOString().slice(0, 10)
      const requests = usage.day === day ? usage.requests : 0
      if (budget !== undefined && requests >= budget)
        throw new SourceFailed('failing', `requestsPerDay is used up: ${budget} until midnight UTC`, {
          retryAfterMs: dayMs - (now % dayMs),
        })
      usage = { day, requests: requests + 1 }
    },
    today: () => usage,
  }
}
