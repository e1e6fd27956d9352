import type { Clock } from '../../../infra/clock.ts'
import { SourceFailed, type SourceUsage } from '../../mention/source.ts'

/** What a source used on a day (UTC, `2026-11-29`). `units`: what the service charges for one by one, such as posts that are read. */
export interface DayUsage {
  day: string
  requests: number
  units?: number
  usd?: number
}

/** The budget of a day (UTC), and what each request costs. Absent: no limit, nothing. */
export interface Budget {
  requestsPerDay?: number | undefined
  usdPerDay?: number | undefined
  usdPerRequest?: number | undefined
}

export interface Usage {
  /** Goes on from the saved usage, so that a restart does not renew the budget. */
  restore(saved: DayUsage | undefined): void
  /** Counts a request, with its price, before it is sent. @throws SourceFailed when the budget of the day is used up; nothing is counted then */
  count(): void
  /** How many units at this price the rest of the day pays for; Infinity without a budget. */
  affordable(usdEach: number): number
  /** Counts units that the service charges for. */
  pay(units: number, usdEach: number): void
  /** The same for one unit, before it is asked for. @throws SourceFailed when the budget of the day does not suffice; it waits for midnight UTC */
  payFirst(usdEach: number): void
  /** For the cursor. */
  today(): DayUsage
  /** For people; undefined until the usage of an earlier process is restored. */
  report(): SourceUsage | undefined
}

const dayMs = 86_400_000
/** Half a cent is no binary fraction. */
const rounding = 1e-6

/** Counts what a source uses by day. */
export function openUsage({ requestsPerDay, usdPerDay, usdPerRequest = 0 }: Budget, clock: Clock): Usage {
  let usage: DayUsage = { day: '', requests: 0 }
  let isRestored = false
  const today = (): DayUsage => {
    const day = new Date(clock()).toISOString().slice(0, 10)
    return usage.day === day ? usage : { day, requests: 0 }
  }
  const left = () => (usdPerDay ?? Infinity) - (today().usd ?? 0) + rounding
  const usedUp = (budget: string) =>
    new SourceFailed('failing', `${budget} until midnight UTC`, { retryAfterMs: dayMs - (clock() % dayMs) })
  const add = (requests: number, { units, usd }: { units: number; usd: number }) => {
    const before = today()
    usage = {
      day: before.day,
      requests: before.requests + requests,
      ...((before.units || units) && { units: (before.units ?? 0) + units }),
      // Whole hundredths of a cent.
      ...((before.usd || usd) && { usd: Math.round(((before.usd ?? 0) + usd) * 10_000) / 10_000 }),
    }
  }
  const mustAfford = (usd: number) => {
    if (usd > left()) throw usedUp(`usdPerDay is used up: ${usdPerDay} USD`)
  }
  return {
    restore(saved) {
      isRestored = true
      if (saved && (saved.day > usage.day || saved.requests > usage.requests)) usage = saved
    },
    count() {
      if (requestsPerDay !== undefined && today().requests >= requestsPerDay)
        throw usedUp(`requestsPerDay is used up: ${requestsPerDay}`)
      if (usdPerRequest > 0) mustAfford(usdPerRequest)
      add(1, { units: 0, usd: usdPerRequest })
    },
    affordable: (usdEach) => Math.max(0, Math.floor(left() / usdEach)),
    pay: (units, usdEach) => add(0, { units, usd: units * usdEach }),
    payFirst(usdEach) {
      mustAfford(usdEach)
      add(0, { units: 1, usd: usdEach })
    },
    today,
    report() {
      if (!isRestored) return undefined
      const { day, requests, units = 0, usd = 0 } = today()
      return { day, requests, units, usd, requestsPerDay: requestsPerDay ?? 0, usdPerDay: usdPerDay ?? 0 }
    },
  }
}
