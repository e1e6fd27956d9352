/** Counts of the hours of the last 15 days: what comes at the same hour of most days, or of each week, is regular. Constant memory. */
export interface RegularHours {
  /** Ring buffer by hours since 1970. */
  counts: Float32Array
  newest: number
}

const hour = 3_600_000
const dayHours = 24
const weekHours = 7 * dayHours
const hours = 15 * dayHours

export const newRegularHours = (): RegularHours => ({ counts: new Float32Array(hours), newest: -1 })

/** Adds the count of a bucket of at most an hour that begins at `at` (epoch ms). */
export function learnHour(regular: RegularHours, at: number, count: number): void {
  const of = Math.floor(at / hour)
  const { counts, newest } = regular
  for (let h = Math.max(newest + 1, of - hours + 1); h <= of; h++) counts[h % hours] = 0
  regular.newest = Math.max(newest, of)
  counts[of % hours]! += count
}

/**
 * The count of an hour that is regular at `at`: the median of the same hour on the last seven days, or the smaller of the last two weeks,
 * or either of a neighbouring hour (clocks change).
 */
export function regularAt({ counts }: RegularHours, at: number): number {
  const of = Math.floor(at / hour)
  const countOf = (h: number) => counts[h % hours]!
  let most = 0
  for (const h of [of - 1, of, of + 1]) {
    const days = Array.from({ length: 7 }, (_, d) => countOf(h - (d + 1) * dayHours)).toSorted((a, b) => a - b)
    most = Math.max(most, days[3]!, Math.min(countOf(h - weekHours), countOf(h - 2 * weekHours)))
  }
  return most
}
