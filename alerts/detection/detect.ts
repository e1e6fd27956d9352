import { thresholdFor } from './budget.ts'
import { skip, step } from '../detector/detector.ts'
import type { Finding } from '../detector/finding.ts'
import { newDetector, type DetectorState } from '../detector/state.ts'

/** A detected row; `score` is 1 exactly where `alert` is: on the first row of an episode and on each escalation. */
export interface Detected extends Pick<Finding, 'expected' | 'lower' | 'upper' | 'p'> {
  score: number
  alert: boolean
}

const minute = 60_000
const day = 24 * 3_600_000
/** Of 5-minute buckets, for a series alone: just above what the ranks of 14 days can tell, which is about one false alarm a fortnight. */
const levelOfFiveMinutes = 0.0007
const mostLevel = 0.01
const quietMs = day
/** Within the quiet time only an excess so many times the last alert's speaks. */
const escalation = 2
/** One or two are no spike, however few are usual. */
const fewest = 3
export const rowsForWidth = 50
/** Rows may be this much apart from where they belong and still be neighbours. */
const jitter = 1.5

/** The width that most neighbouring rows are apart, in ms: the median of the first, so that later rows change nothing. */
export function bucketWidth(times: readonly number[]): number {
  const gaps = times
    .slice(1, rowsForWidth)
    .map((at, i) => at - times[i]!)
    .filter((gap) => gap > 0)
    .toSorted((a, b) => a - b)
  return gaps[Math.floor(gaps.length / 2)] ?? 3_600_000
}

/** The p-value in force: from a budget of alerts a week over all series; or for each alone, where a wider bucket may be wrong a little more often. */
export function detectLevel(bucketMs: number, budget?: { perWeek: number; series: number }): number {
  if (budget) return thresholdFor({ ...budget, bucketMs })
  return Math.min(mostLevel, levelOfFiveMinutes * Math.sqrt(Math.max(1, bucketMs / (5 * minute))))
}

/**
 * Goes through one series in order, strictly causal. What is missing is not known, and not zero; rows that are late or doubled count as the
 * next. Mutes nothing that clearly grows.
 */
export function openSeriesDetector(
  bucketMs: number,
  threshold = detectLevel(bucketMs),
): (at: number, value: number) => Detected {
  let state: DetectorState | undefined
  let alertedAt = -Infinity
  let alertedExcess = 0
  return (at, value) => {
    state ??= newDetector(bucketMs, at)
    const missing = Math.floor((at - state.nextAt) / bucketMs)
    if (at - state.nextAt >= jitter * bucketMs) state = skip(state, state.nextAt + missing * bucketMs)
    const { state: next, finding } = step(state, { at, count: value, live: value }, threshold)
    state = next
    const excess = finding.observedInWindow - finding.expectedInWindow
    const speaks = at - alertedAt >= quietMs || excess >= escalation * alertedExcess
    const alert = finding.kind === 'spike' && finding.observedInWindow >= fewest && !finding.cold && speaks
    if (alert) [alertedAt, alertedExcess] = [at, excess]
    const { expected, lower, upper, p } = finding
    return { expected, lower, upper, p, alert, score: alert ? 1 : scoreOf(p) }
  }
}

/** 0…0.99 by the magnitude of the p-value. */
const scoreOf = (p: number) => Math.min(0.99, -Math.log10(Math.max(p, 1e-300)) / 20)
