import { upperGamma } from '../detector/count-tail.ts'
import { baseBucketMs, isCut, type Subject } from '../series/subject.ts'

const week = 7 * 24 * 3_600_000
/** Probability that a week stays within the budget: 39 of 40 weeks. */
const confidence = 0.975

/**
 * The p-value at or below which a bucket is a spike, so that all `series` together raise at most `perWeek` false alarms in 39 of 40
 * weeks. With calibrated p-values this bounds the false alarms per family (Bonferroni; Tukey 1953), however the series depend on each
 * other. Consecutive alarms form one episode, so the actual number is lower.
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

/**
 * The mean of a Poisson count that is at most `most` in 39 of 40 weeks: P(X ≤ most) = Q(most + 1, mean) = 0.975. Never above `most`,
 * which may be below 1.
 */
function expectedWithin(most: number): number {
  let [low, high] = [0, most + 1]
  for (let i = 0; i < 60; i++) {
    const mean = (low + high) / 2
    if (upperGamma(most + 1, mean) >= confidence) low = mean
    else high = mean
  }
  return Math.min(low, most)
}

/** The p-values at or below which a bucket is a spike, at one evaluation. */
export interface Thresholds {
  /** `whole`: topics and departments. `cut`: one product, carrier, source … of them. */
  whole: number
  cut: number
}

/** Minimum number of series that the budget is divided by; otherwise the thresholds would rise at night, when few series are active. */
const least = { whole: 10, cut: 30 }

/**
 * Half of a department's budget goes to wholes and half to cuts, of which there are many more, so that a spike of a whole topic need not
 * be as unlikely as one of a hundred cuts.
 * @param active how many series there are, where `subjects` are only some of them
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
