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
/**
 * p-value threshold for a single series of 5-minute buckets: just above the resolution of 14 days of ranks; about one false alarm in two
 * weeks.
 */
const thresholdOf5Minutes = 0.0007
const maxThreshold = 0.01
const quietMs = day
/** Within `quietMs` after an alert, only an excess of at least this many times the last alerted one alerts again. */
const escalation = 2
/** Minimum count of a spike, however few are expected. */
const minMentions = 3
export const rowsForWidth = 50
/** A gap counts as missing buckets from this many bucket widths. */
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
export function detectThreshold(bucketMs: number, budget?: { perWeek: number; series: number }): number {
  if (budget) return thresholdFor({ ...budget, bucketMs })
  return Math.min(maxThreshold, thresholdOf5Minutes * Math.sqrt(Math.max(1, bucketMs / (5 * minute))))
}

/**
 * Detects spikes in one series, row by row, using only earlier rows. Missing buckets are unknown, not zero; a late or repeated row counts
 * as the next bucket. Alerts again when the excess clearly grows.
 */
export function openSeriesDetector(
  bucketMs: number,
  threshold = detectThreshold(bucketMs),
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
    const isNews = at - alertedAt >= quietMs || excess >= escalation * alertedExcess
    const alert = finding.kind === 'spike' && finding.observedInWindow >= minMentions && !finding.cold && isNews
    if (alert) [alertedAt, alertedExcess] = [at, excess]
    const { expected, lower, upper, p } = finding
    return { expected, lower, upper, p, alert, score: alert ? 1 : scoreOf(p) }
  }
}

/** 0 … 0.99, by the magnitude of the p-value. */
const scoreOf = (p: number) => Math.min(0.99, -Math.log10(Math.max(p, 1e-300)) / 20)
