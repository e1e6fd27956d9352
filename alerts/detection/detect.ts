import { thresholdFor } from './budget.ts'
import { skip, step } from '../detector/detector.ts'
import type { Finding } from '../detector/finding.ts'
import { newDetector, type DetectorState } from '../detector/state.ts'

/** The result of a row. `score` is exactly 1 where `alert` is true: on the first row of an episode and on each escalation. */
export interface Detected extends Pick<Finding, 'expected' | 'lower' | 'upper' | 'p'> {
  score: number
  alert: boolean
}

const minute = 60_000
const day = 24 * 3_600_000
/** For 5-minute buckets of a single series: just above what the ranks of 14 days resolve, about one false alarm in two weeks. */
const levelOfFiveMinutes = 0.0007
const mostLevel = 0.01
const quietMs = day
/** Within the quiet time after an alert, only an excess of at least this many times the alert's escalates. */
const escalation = 2
/** One or two are no spike, however few are expected. */
const fewest = 3
export const rowsForWidth = 50
/** Neighbouring rows may be off by this share of a bucket. */
const jitter = 1.5

/** The bucket width in ms: the median distance of the first rows, so that later rows do not change it. */
export function bucketWidth(times: readonly number[]): number {
  const gaps = times
    .slice(1, rowsForWidth)
    .map((at, i) => at - times[i]!)
    .filter((gap) => gap > 0)
    .toSorted((a, b) => a - b)
  return gaps[Math.floor(gaps.length / 2)] ?? 3_600_000
}

/** The p-value at or below which a row is a spike: from a budget of alerts a week over all series, else for each series alone. */
export function detectLevel(bucketMs: number, budget?: { perWeek: number; series: number }): number {
  if (budget) return thresholdFor({ ...budget, bucketMs })
  return Math.min(mostLevel, levelOfFiveMinutes * Math.sqrt(Math.max(1, bucketMs / (5 * minute))))
}

/**
 * Detects in one series, row by row, strictly causal. A missing bucket is unknown, not zero; late or repeated rows count as the next one. Escalates what
 * clearly grows.
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

/** 0 … 0.99, by the magnitude of the p-value. */
const scoreOf = (p: number) => Math.min(0.99, -Math.log10(Math.max(p, 1e-300)) / 20)
