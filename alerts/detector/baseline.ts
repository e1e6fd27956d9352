import { expectedBy, learnCalendar, newCalendar, type Calendar } from './calendar.ts'
import { expectedAt, learnLevel, newLevel, spreadAt, typicalOf, type Level } from './level.ts'

/** What is usual: below a day a level that follows, of days and weeks a regression that knows years. */
export type Baseline = Level | Calendar

const day = 24 * 3_600_000

export const newBaseline = (bucketMs: number): Baseline => (bucketMs < day ? newLevel(bucketMs) : newCalendar(bucketMs))

export interface Expectation {
  mean: number
  /** What is usual whatever the hour. */
  typical: number
  /** What is not known of the mean: the variance of its logarithm, without a dispersion as a multiple of it. */
  spread: number
  /** Variance of a count as a multiple of its mean, where the baseline itself knows it. */
  dispersion?: number
}

/** Of the bucket that begins then. */
export function expectationOf(baseline: Baseline, at: number): Expectation {
  if (baseline.kind === 'calendar') {
    const known = expectedBy(baseline, at)
    return { ...known, typical: known.mean }
  }
  return { mean: expectedAt(baseline, at), typical: typicalOf(baseline), spread: spreadAt(baseline, at) }
}

/** Takes a bucket in; the caller has cut it to what may be learnt from it. */
export function teach(baseline: Baseline, at: number, count: number): void {
  if (baseline.kind === 'calendar') learnCalendar(baseline, at, count)
  else learnLevel(baseline, at, count)
}
