import { newBaseline, expectationOf, type Baseline, type Expectation } from './baseline.ts'
import { dispersionOf, newWindows, type Window, type Windows } from './windows.ts'

/** One bucket of a series. `count` teaches the baseline; `live` (neither backfill nor clamped) is what is tested. */
export interface Bucket {
  /** Start, epoch ms. */
  at: number
  count: number
  live: number
  /** A source that feeds the series cannot be heard: no calm, no drop, but still a spike. */
  blind?: boolean
  /** In a planned event up to so many times the usual is nothing special; 1 otherwise. */
  uplift?: number
  /** An alert has told of it: it is no evidence of what is usual, or the same incident a week later would be none. */
  masked?: boolean
}

/** Owned by one series; `step` uses up the state it gets and returns the next one. Structured-cloneable, about 20 KB. */
export interface DetectorState {
  bucketMs: number
  /** Start of the bucket expected next. */
  nextAt: number
  baseline: Baseline
  windows: Windows
  /** When the first live mention was heard, epoch ms; Infinity = never. */
  liveFrom: number
}

/** Another one whenever a state holds something else, or means something else: stored states and findings of the one before cannot be read. */
export const detectorVersion = '2'

const day = 24 * 3_600_000

export function newDetector(bucketMs: number, at: number): DetectorState {
  return { bucketMs, nextAt: at, baseline: newBaseline(bucketMs), windows: newWindows(bucketMs), liveFrom: Infinity }
}

/** A silence means something only where so long was listened to live. */
const liveMs = 14 * day

export const hasLiveHistory = ({ liveFrom, nextAt }: DetectorState) => nextAt - liveFrom >= liveMs

/** Too little was seen to know what is usual. */
export const isCold = ({ windows, bucketMs }: DetectorState) =>
  windows.seen < Math.max(12, Math.min(288, Math.ceil(day / bucketMs)))

/** Of a count around its mean, and of the mean around what we know of it. */
export function varianceOf(window: Window, { spread, dispersion }: Expectation, expected: number): number {
  const noise = dispersion ?? dispersionOf(window)
  return noise * expected * (1 + expected * (dispersion === undefined ? spread : spread / dispersion))
}

/** What is usual in a bucket, and what a planned event makes of it. */
export interface UpliftedExpectation extends Expectation {
  uplift: number
}

export const upliftedExpectation = (state: DetectorState, { at, uplift = 1 }: Bucket): UpliftedExpectation => ({
  ...expectationOf(state.baseline, at),
  uplift,
})
