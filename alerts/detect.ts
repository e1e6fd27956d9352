import { newDetector, step, type DetectorState, type Finding } from './detector.ts'

/** A detected row; `score` is 1 exactly where `alert` is: on the first row of an episode and on each escalation. */
export interface Detected extends Pick<Finding, 'expected' | 'lower' | 'upper' | 'p'> {
  score: number
  alert: boolean
}

/** One false alarm a fortnight for a single series: 1 / (336 half hours × 2 × about 3 looks that overlap). */
const level = 0.0005
const quietMs = 24 * 3_600_000
/** Within the quiet time only an excess so many times the last alert's speaks. */
const escalation = 2
const firstGaps = 50

/** The width that most neighbouring rows are apart, in ms: the median of the first, so that later rows change nothing. */
export function bucketWidth(times: readonly number[]): number {
  const gaps = times
    .slice(1, firstGaps)
    .map((at, i) => at - times[i]!)
    .filter((gap) => gap > 0)
    .toSorted((a, b) => a - b)
  return gaps[Math.floor(gaps.length / 2)] ?? 3_600_000
}

/** Goes through one series in order, strictly causal; rows may be late, doubled or missing. Mutes nothing that clearly grows. */
export function openSeriesDetector(bucketMs: number): (at: number, value: number) => Detected {
  let state: DetectorState | undefined
  let alertedAt = -Infinity
  let alertedExcess = 0
  return (at, value) => {
    state ??= newDetector(bucketMs, at)
    const count = Math.max(0, value)
    const { state: next, finding } = step(state, { at, count, live: count }, level)
    state = next
    const excess = finding.observedInWindow - finding.expectedInWindow
    const speaks = at - alertedAt >= quietMs || excess >= escalation * alertedExcess
    const alert = finding.kind === 'spike' && !finding.cold && speaks
    if (alert) [alertedAt, alertedExcess] = [at, excess]
    const { expected, lower, upper, p } = finding
    return {
      expected,
      lower,
      upper,
      p,
      alert,
      score: alert ? 1 : Math.min(0.99, -Math.log10(Math.max(p, 1e-300)) / 20),
    }
  }
}
