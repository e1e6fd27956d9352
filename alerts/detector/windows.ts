import { newRanks, rank, type Hours, type Ranks } from './ranks.ts'

/** A span of buckets that ends with the one under test. */
export interface Window {
  buckets: number
  /** Sums over the newest `buckets − 1` buckets; the bucket under test completes the window. */
  count: number
  live: number
  expected: number
  /** Discounted sums of squared errors and of expected counts. Their ratio is the variance as a multiple of the mean. */
  squared: number
  mean: number
  /** Ranks of the sums of the 14 days before the last day. */
  ranks: Ranks
}

/** The newest buckets as ring buffers, and the windows over them. */
export interface Windows {
  seen: number
  /** Memory of the dispersion, in buckets. */
  memoryBuckets: number
  /** Value of `seen` after the newest bucket that was in a planned event, a holiday or an alert, or unknown. */
  unlikeSeen: number
  counts: Float64Array
  lives: Float64Array
  expecteds: Float64Array
  all: Window[]
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const week = 7 * day

/** Lengths of the tested windows. */
const lengthsMs = [5 * minute, 30 * minute, hour, 6 * hour, day, week]
const mostBuckets = 72
const rankMs = 14 * day
const mostRanks = 4032
/** Sums are ranked a day late, so that an outbreak in progress does not look normal. */
const rankDelayMs = day
/** Weight of the prior that the dispersion is 1.5, in expected mentions. */
const dispersionPrior = { mean: 5, value: 1.5 }
/** Relative standard errors (1 / √mentions) added to the estimated dispersion. */
const addedErrors = 0.5
const dispersionMemoryMs = 56 * day
const leastMemory = 300
/** Cap of an error for learning the dispersion: 5 standard deviations + 4 mentions. */
const mostDeviations = 5
const mostMentions = 4

/** Windows of the bucket itself, and of 2 buckets to 72 or to `longestMs`, whichever is longer. */
export function newWindows(bucketMs: number, longestMs = 0): Windows {
  const most = Math.max(mostBuckets, longestMs / bucketMs)
  const lengths = lengthsMs.map((ms) => Math.round(ms / bucketMs)).filter((n) => n > 1 && n <= most)
  const buckets = [1, ...new Set(lengths)]
  const ring = Math.max(...buckets)
  const ranks = Math.max(1, Math.min(mostRanks, Math.round(rankMs / bucketMs)))
  const delay = Math.round(rankDelayMs / bucketMs)
  return {
    seen: 0,
    memoryBuckets: dispersionMemoryMs / bucketMs,
    unlikeSeen: -Infinity,
    counts: new Float64Array(ring),
    lives: new Float64Array(ring),
    expecteds: new Float64Array(ring),
    all: buckets.map((n) => ({
      buckets: n,
      count: 0,
      live: 0,
      expected: 0,
      squared: 0,
      mean: 0,
      ranks: newRanks(ranks, delay),
    })),
  }
}

/** Number of windows that are full with the next bucket. 0 for the first bucket of a series, which is not tested. */
export const fullOf = ({ seen, all }: Windows): number =>
  seen === 0 ? 0 : all.findLastIndex((w) => w.buckets <= seen + 1) + 1

export const windowOf = ({ all }: Windows, buckets: number): Window => all.find((w) => w.buckets === buckets) ?? all[0]!

/** Upper estimate of the dispersion (half a standard error): few mentions do not show yet how bursty a series is. */
export function dispersionOf({ squared, mean }: Window): number {
  const evidence = mean + dispersionPrior.mean
  const dispersion = (squared + dispersionPrior.mean * dispersionPrior.value) / evidence
  return Math.max(1, dispersion * (1 + addedErrors / Math.sqrt(evidence)))
}

/** Hours whose expected count is below this share of an average hour's are quiet. */
const quietShare = 0.4

/** Sums are ranked against sums of similar hours, because busy hours would hide a spike at night. */
export const hoursOf = (expected: number, typical: number): Hours =>
  expected < quietShare * typical ? 'quiet' : 'busy'

/** Whether all buckets of the window are outside planned events, holidays and alerts, and known. */
export const isPlain = ({ seen, unlikeSeen }: Windows, { buckets }: Window): boolean => seen - unlikeSeen >= buckets - 1

export interface ClosedBucket {
  count: number
  live: number
  expected: number
  /** The expected count of an average hour. */
  typical: number
  /** Whether the bucket updates the dispersion (needs enough history) and the ranks. Neither during a planned event, a holiday or an alert. */
  learnsError: boolean
  ranksSum: boolean
}

/** Advances every window by one bucket. */
export function advance(windows: Windows, bucket: ClosedBucket): void {
  for (const window of windows.all) advanceWindow(windows, window, bucket)
  const place = windows.seen % windows.counts.length
  windows.counts[place] = bucket.count
  windows.lives[place] = bucket.live
  windows.expecteds[place] = bucket.expected
  windows.seen++
  if (!bucket.ranksSum) windows.unlikeSeen = windows.seen
}

function advanceWindow(windows: Windows, window: Window, bucket: ClosedBucket): void {
  const { seen, counts, lives, expecteds, memoryBuckets } = windows
  const { buckets } = window
  const memory = Math.max(leastMemory, memoryBuckets / buckets)
  const count = window.count + bucket.count
  const expected = window.expected + bucket.expected
  if (seen >= buckets && isPlain(windows, window)) {
    // Only windows that do not overlap update the dispersion.
    if (bucket.learnsError && seen % buckets === 0) learnError(window, { count, expected, memory })
    if (bucket.ranksSum) rank(window.ranks, count, hoursOf(expected, bucket.typical * buckets))
  }
  if (buckets === 1) return
  const leaving = (seen - buckets + 1) % counts.length
  const full = seen >= buckets - 1
  window.count = count - (full ? counts[leaving]! : 0)
  window.live += bucket.live - (full ? lives[leaving]! : 0)
  window.expected = Math.max(0, expected - (full ? expecteds[leaving]! : 0))
}

function learnError(
  window: Window,
  { count, expected, memory }: { count: number; expected: number; memory: number },
): void {
  const most = mostDeviations * Math.sqrt(dispersionOf(window) * expected) + mostMentions
  const keep = 1 - 1 / memory
  window.squared = window.squared * keep + Math.min(count - expected, most) ** 2
  window.mean = window.mean * keep + expected
}
