import { newRegularHours, type RegularHours } from './regular-hours.ts'
import { newBaseline, expectationOf, type Baseline, type Expectation, type Locality } from './baseline.ts'
import { dispersionOf, newWindows, type Window, type Windows } from './windows.ts'

/**
 * One bucket of a series. The baseline learns `count`; the test uses `live` (mentions that are neither backfill nor have a clamped time).
 */
export interface Bucket {
  /** Start, epoch ms. */
  at: number
  count: number
  live: number
  /** Counts are incomplete (a source is down): a spike is possible, calm and drop are not. */
  blind?: boolean
  /** How many times the expected count a planned event allows; 1 = none. */
  uplift?: number
  /** Covered by an alert: not used for dispersion and ranks, or the same incident a week later would look normal. */
  masked?: boolean
}

/** The state of one series. `step` modifies it in place and returns it. Structured-cloneable, about 20 KB. */
export interface DetectorState {
  bucketMs: number
  /** Start of the next bucket, epoch ms. */
  nextAt: number
  baseline: Baseline
  windows: Windows
  /** Absent for buckets longer than an hour. */
  regularHours?: RegularHours
  /** The newest unknown times that it skipped, in order; epoch ms. */
  skipped?: { from: number; to: number }[]
  /** Time of the first mention and of the first live one, epoch ms; Infinity = none yet. */
  firstAt: number
  liveFrom: number
  /** Discounted counts of mentions at midnight UTC exactly, and of all: whether the series has days for times. */
  midnight: { exact: number; all: number }
  /** Only of a series with a window of a day. */
  days?: Days
}

interface DaySum {
  count: number
  live: number
  /** Live mentions of buckets that an alert covered. */
  covered: number
  masked: boolean
  /** Its count is unknown, wholly or in part. */
  unknown?: boolean
}

/** Whole days (UTC) of a series. */
export interface Days {
  /** Has learnt the days before yesterday: mentions of today and yesterday still arrive. */
  state: DetectorState
  /** Days from 1970 to today. */
  newest: number
  today: DaySum
  yesterday: DaySum
}

export const noMentions = (): DaySum => ({ count: 0, live: 0, covered: 0, masked: false })

/** Increase it when the contents or the meaning of a state change. Stored states and findings of other versions are not used. */
export const detectorVersion = '4'

const hour = 3_600_000
const day = 24 * hour

export interface DetectorOptions {
  /** Absent: UTC without holidays. */
  locality?: Locality | undefined
  /** Windows up to this length are tested, even if they have more buckets than others; absent: none. */
  longestMs?: number | undefined
}

/** The state of a series whose first bucket begins at `at` (epoch ms). */
export const newDetector = (
  bucketMs: number,
  at: number,
  { locality = { zone: 'UTC' }, longestMs }: DetectorOptions = {},
): DetectorState => ({
  bucketMs,
  nextAt: at,
  baseline: newBaseline(bucketMs, locality),
  windows: newWindows(bucketMs, longestMs),
  ...(bucketMs <= hour && { regularHours: newRegularHours() }),
  firstAt: Infinity,
  liveFrom: Infinity,
  midnight: { exact: 0, all: 0 },
  ...(longestMs !== undefined && { days: newDays(at, locality.holidays) }),
})

/** Days for times are the same in every zone: midnight UTC is the start of the local day that is meant. */
function newDays(at: number, holidays: string | undefined): Days {
  const newest = Math.floor(at / day)
  const state = newDetector(day, (newest - 1) * day, { locality: { zone: 'UTC', holidays } })
  return { state, newest, today: noMentions(), yesterday: noMentions() }
}

/** Live history that a drop needs. */
const liveMs = 14 * day

export const hasLiveHistory = ({ liveFrom, nextAt }: DetectorState) => nextAt - liveFrom >= liveMs

/** Buckets before which there is too little history for a reliable expected count: a day, but 12 to 288 of them. */
export const coldBuckets = (bucketMs: number): number => Math.max(12, Math.min(288, Math.ceil(day / bucketMs)))
export const isCold = ({ windows, bucketMs }: DetectorState) => windows.seen < coldBuckets(bucketMs)

/** The variance of a count: its own around the mean, and the uncertainty of the mean. */
export function varianceOf(window: Window, { spread, dispersion }: Expectation, expected: number): number {
  const noise = dispersion ?? dispersionOf(window)
  return noise * expected * (1 + expected * (dispersion === undefined ? spread : spread / dispersion))
}

/** The expectation for a bucket, and the uplift of a planned event. */
export interface UpliftedExpectation extends Expectation {
  uplift: number
}

export const upliftedExpectation = (state: DetectorState, { at, uplift = 1 }: Bucket): UpliftedExpectation => ({
  ...expectationOf(state.baseline, at),
  uplift,
})
