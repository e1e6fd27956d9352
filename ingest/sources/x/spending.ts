import { SourceFailed } from '../../mention/source.ts'

/** What was spent on a day (UTC, `2026-11-29`), in USD. */
export interface Spent {
  day: string
  usd: number
}

/** USD for each post that is read, and for each request for counts (X, pricing page of August 2026). */
const prices = { post: 0.005, counts: 0.005 }
/** A request for posts gives at least so many, if there are. */
export const leastPosts = 10
const dayMs = 86_400_000

/** The spending of today against a budget. */
export interface Spending {
  /** @throws SourceFailed when the budget does not suffice for a count; it waits for midnight UTC */
  payCounts(): void
  payPosts(count: number): void
  /** How many posts the rest of the budget pays for. */
  affordable(): number
  today(): Spent
}

export function openSpending(saved: Spent | undefined, usdPerDay: number, now: number): Spending {
  const day = new Date(now).toISOString().slice(0, 10)
  let usd = saved?.day === day ? saved.usd : 0
  // Half a cent is no binary fraction: a thousandth of it is rounding.
  const left = () => usdPerDay - usd + prices.post / 1000
  return {
    payCounts() {
      if (left() < prices.counts)
        throw new SourceFailed('failing', `usdPerDay is used up: ${usdPerDay} USD until midnight UTC`, {
          retryAfterMs: dayMs - (now % dayMs),
        })
      usd += prices.counts
    },
    payPosts: (count) => void (usd += count * prices.post),
    affordable: () => Math.max(0, Math.floor(left() / prices.post)),
    today: () => ({ day, usd: Math.round(usd * 1000) / 1000 }),
  }
}
