import { upperGamma } from '../detector/count-tail.ts'
import { baseBucketMs, isCut, type Subject } from '../series/subject.ts'

const week = 7 * 24 * 3_600_000
/** "At most" = in 39 of 40 weeks. */
const kept = 0.975

/**
 * The p-value at or below which a bucket is a spike, so that over all `series` together at most `perWeek` false alarms come in a week, in 39 weeks of 40. Where
 * p-values are honest this controls the number of false alarms per family (Bonferroni; Tukey 1953) whatever the series have in common; alarms
 * come in episodes, so there are fewer.
 */
export function thresholdFor({
  perWeek,
  series,
  bucketMs,
}: {
  perWeek: number
  series: number
  bucketMs: number
}): number {
  return Math.min(0.5, expectedWithin(perWeek) / (Math.max(1, series) * Math.max(1, week / bucketMs)))
}

/** The mean of a Poisson count that is at most `most` in 39 of 40 weeks: where P(X ≤ most) = Q(most + 1, mean) is 0.975. Never above `most`, which may be a small part of one. */
function expectedWithin(most: number): number {
  let [low, high] = [0, most + 1]
  for (let i = 0; i < 60; i++) {
    const mean = (low + high) / 2
    if (upperGamma(most + 1, mean) >= kept) low = mean
    else high = mean
  }
  return Math.min(low, most)
}

/** The p-values in force at a look. */
export interface Thresholds {
  /** Of topics and departments as wholes, and of one product, carrier, source … of them. */
  whole: number
  cut: number
}

/** A department watches at least so many, also at night when few are active: otherwise the levels would rise when there is least to see. */
const least = { whole: 10, cut: 30 }

/**
 * A department's budget, half for the wholes and half for their cuts, of which there are many more: so that what matters to all of a topic need not be
 * as unlikely as what happens to one of a hundred parts. `active` = how many there are in all, should these be only some of them.
 */
export function thresholdsFor(
  subjects: readonly Subject[],
  { perWeek, departments, active }: { perWeek: number; departments: number; active: number },
): Thresholds {
  const scale = active / Math.max(1, subjects.length) / Math.max(1, departments)
  const cuts = subjects.filter(isCut).length
  const half = (series: number, fewest: number) =>
    thresholdFor({ perWeek, series: Math.max(fewest, series * scale), bucketMs: baseBucketMs }) / 2
  return { whole: half(subjects.length - cuts, least.whole), cut: half(cuts, least.cut) }
}
