import { expectedBy, learnCalendar, newCalendar, type Calendar } from './calendar.ts'
import { expectedAt, learnLevel, newLevel, spreadAt, typicalOf, type Level } from './level.ts'

/** The expected count: below a day a level with seasons, for days and weeks a regression over years. */
export type Baseline = Level | Calendar

const day = 24 * 3_600_000

export const newBaseline = (bucketMs: number): Baseline => (bucketMs < day ? newLevel(bucketMs) : newCalendar(bucketMs))

export interface Expectation {
  mean: number
  /** The expected count of an average hour. */
  typical: number
  /** Uncertainty of the mean: the variance of its logarithm; without `dispersion`, as a multiple of the dispersion. */
  spread: number
  /** Variance of a count as a multiple of its mean, where the baseline estimates it. */
  dispersion?: number
}

/** The expectation for the bucket that begins at `at` (epoch ms). */
export function expectationOf(baseline: Baseline, at: number): Expectation {
  if (baseline.kind === 'calendar') {
    const known = expectedBy(baseline, at)
    return { ...known, typical: known.mean }
  }
  return { mean: expectedAt(baseline, at), typical: typicalOf(baseline), spread: spreadAt(baseline, at) }
}

/** Learns from a bucket. The caller has capped `count` to what may be learnt. */
export function teach(baseline: Baseline, at: number, count: number): void {
  if (baseline.kind === 'calendar') learnCalendar(baseline, at, count)
  else learnLevel(baseline, at, count)
}
