import { expectedBy, learnCalendar, newCalendar, type Calendar } from './calendar.ts'
import { expectedAt, learnLevel, newLevel, spreadAt, typicalOf, type Level } from './level.ts'

/** Model of the expected count: a seasonal level for buckets shorter than a day, else a regression over years. */
export type Baseline = Level | Calendar

const day = 24 * 3_600_000

export const newBaseline = (bucketMs: number): Baseline => (bucketMs < day ? newLevel(bucketMs) : newCalendar(bucketMs))

export interface Expectation {
  mean: number
  /** The expected count of an average hour. */
  typical: number
  /** Variance of the logarithm of the mean. Without `dispersion`, in units of the window's dispersion. */
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

/** Updates the baseline with a bucket. The caller has capped `count`. */
export function updateBaseline(baseline: Baseline, at: number, count: number): void {
  if (baseline.kind === 'calendar') learnCalendar(baseline, at, count)
  else learnLevel(baseline, at, count)
}
