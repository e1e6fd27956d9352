import { thresholdFor } from './budget.ts'
import type { Locality } from '../detector/baseline.ts'
import { learn, skip } from '../detector/detector.ts'
import { figuresOf, excessesOf, peek, type Figures, type Finding } from '../detector/finding.ts'
import { hasEvidence } from '../detector/p-value.ts'
import { newDetector, type DetectorState } from '../detector/state.ts'

/** The result of a row. `score` is exactly 1 where `alert` is true: on the first row of an episode and on each escalation. */
export interface Detected extends Pick<Finding, 'expected' | 'lower' | 'upper' | 'p'> {
  score: number
  alert: boolean
}

const minute = 60_000
const hour = 60 * minute
/**
 * p-value threshold for a single series. Buckets of 5 minutes: the resolution of 14 days of ranks, about one false alarm a week where
 * nothing is labelled. It falls with the width up to 20 minutes, where the tail beyond the ranks is reliable; wider buckets have one
 * false alarm in 20 weeks. Chosen on NAB and outage reports (docs/detection.md).
 */
const thresholdOf5Minutes = 0.0006
const narrowest = 5 * minute
const turn = 20 * minute
const falsePerWeek = 0.05
const week = 7 * 24 * hour
const maxThreshold = 0.01
/**
 * An episode ends when for so long (in buckets of an hour or longer: for three of them) the count of an hour has been within its band,
 * and its excess at most this share of the alerted one: after a lasting rise the first alone becomes true as the expectation adapts.
 */
const calmMs = 20 * minute
const calmBuckets = 3
const settledShare = 0.1
/** An episode alerts again when the excess of a window is this many times its last alerted one. */
const escalation = 2
/** Minimum count of a spike, however few are expected. */
const minMentions = 3
export const rowsForWidth = 50

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
  const narrow = (thresholdOf5Minutes * narrowest) / Math.max(narrowest, Math.min(bucketMs, turn))
  return Math.min(maxThreshold, Math.max(narrow, (falsePerWeek * bucketMs) / week))
}

export interface SeriesOptions {
  /** The p-value at or below which a row is a spike; absent: `detectThreshold`. */
  threshold?: number
  /** Absent: UTC without holidays. */
  locality?: Locality | undefined
  /** What a bucket without a row means; absent: unknown. */
  missing?: 'unknown' | 'zero'
}

/**
 * Detects spikes in one series, row by row, using only earlier rows. A late or repeated row counts as the next bucket. Alerts again when
 * the excess clearly grows.
 */
export function openSeriesDetector(
  bucketMs: number,
  { threshold = detectThreshold(bucketMs), locality, missing = 'unknown' }: SeriesOptions = {},
): (at: number, value: number) => Detected {
  let state: DetectorState | undefined
  const episodes = openEpisodes(bucketMs)
  return (at, value) => {
    state ??= newDetector(bucketMs, at, { locality })
    const gap = Math.round((at - state.nextAt) / bucketMs)
    if (gap > 0) {
      const to = state.nextAt + gap * bucketMs
      if (missing === 'zero') while (state.nextAt < to) state = learn(state, { at: state.nextAt, count: 0, live: 0 })
      else state = skip(state, to)
    }
    const bucket = { at, count: value, live: value }
    const finding = peek(state, bucket, threshold)
    const isSpike =
      finding.tested !== undefined &&
      hasEvidence(finding.tested, threshold) &&
      finding.observedInWindow >= minMentions &&
      !finding.cold
    const alert = isSpike && episodes.isNews(at, excessesOf(state, bucket))
    if (!alert)
      episodes.learn(at, figuresOf(state, bucket, { windowMs: Math.max(hour, bucketMs) }), Math.max(hour, bucketMs))
    state = learn(state, bucket)
    const { expected, lower, upper, p } = finding
    return { expected, lower, upper, p, alert, score: alert ? 1 : scoreOf(p) }
  }
}

/** Episodes of spikes. Each alerts once where it begins and when it has clearly grown, so a level that rises for good alerts once. */
function openEpisodes(bucketMs: number) {
  const calm = bucketMs < hour ? calmMs : calmBuckets * bucketMs
  let isOpen = false
  let aboveAt = -Infinity
  let alerted: ReadonlyMap<number, number> = new Map()
  /** Highest excess a millisecond when it was alerted. */
  let rate = 0
  return {
    /** Whether a spike alerts. `excesses` as from `excessesOf`. */
    isNews(at: number, excesses: ReadonlyMap<number, number>): boolean {
      // At the same rate a long window fills up for a while: that is no growth.
      const hasGrown = [...excesses].some(([ms, x]) => x >= escalation * Math.max(1, alerted.get(ms) ?? 0, rate * ms))
      if (isOpen && !hasGrown) return false
      isOpen = true
      aboveAt = at
      alerted = excesses
      rate = Math.max(...[...excesses].map(([ms, excess]) => excess / ms))
      return true
    },
    /** Ends the episode when the bucket at `at` (epoch ms) completes a calm. `figures` are those of the hour that ends with it. */
    learn(at: number, { observedInWindow, expectedInWindow, upperOfWindow }: Figures, windowMs: number): void {
      const isAbove =
        observedInWindow > upperOfWindow || observedInWindow - expectedInWindow > settledShare * rate * windowMs
      if (isAbove) aboveAt = at
      else if (at - aboveAt >= calm) isOpen = false
    },
  }
}

/** 0 … 0.99, by the magnitude of the p-value. */
const scoreOf = (p: number) => Math.min(0.99, -Math.log10(Math.max(p, 1e-300)) / 20)
