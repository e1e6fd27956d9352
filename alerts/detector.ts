import { quantileAt, upperTail } from './count-tail.ts'
import { expectedAt, learnLevel, newLevel, type Level } from './level.ts'
import { atLeast, newRanks, rank, rankedOf, type Ranks } from './ranks.ts'

/** One bucket of a series. `count` teaches the baseline; `live` (neither backfill nor clamped) is what is tested. */
export interface Bucket {
  /** Start, epoch ms. */
  at: number
  count: number
  live: number
  /** A source that feeds the series cannot be heard: no calm, no drop, but still a spike. */
  blind?: boolean
}

export interface Finding {
  kind: 'spike' | 'calm' | 'drop' | 'blind'
  /** Usual count of this bucket and the band that 4 in 5 such buckets stay within. */
  expected: number
  lower: number
  upper: number
  /** Calibrated upper-tail p-value over all windows that end with this bucket. */
  p: number
  /** The window that carries the p-value: its length in ms, what was heard in it and what is usual. */
  windowMs: number
  observedInWindow: number
  expectedInWindow: number
  /** Too little history to know what is usual. */
  cold: boolean
}

/** Owned by one series; `step` uses up the state it gets and returns the next one. Structured-cloneable, about 20 KB. */
export interface DetectorState {
  bucketMs: number
  /** Start of the bucket expected next; buckets come in order and without holes. */
  nextAt: number
  seen: number
  level: Level
  /** The newest counts, live counts and expectations, as rings. */
  counts: Float64Array
  lives: Float64Array
  expecteds: Float64Array
  windows: WindowState[]
}

interface WindowState {
  buckets: number
  /** Sums over the newest `buckets − 1` buckets: with the bucket under test they make the window. */
  count: number
  live: number
  expected: number
  /** Discounted sums of squared errors and of expectations; their ratio is the variance as a multiple of the mean. */
  squared: number
  mean: number
  /** Sums of the 14 days before the last one. */
  ranks: Ranks
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const week = 7 * day

/** Windows tested at every bucket, as far as they are 1 to 72 buckets long. */
const windowsMs = [5 * minute, 30 * minute, hour, 6 * hour, day, week]
const maxWindowBuckets = 72
/** Pseudo-counts that hold a dispersion at 1 until there is evidence. */
const dispersionPrior = 5
const dispersionMemory = 300
/** A bucket above expected + 3 deviations teaches no more than that: an outbreak is not the new usual. */
const capDeviations = 3
/**
 * Self-calibration: the rank of a rolling sum among those of 14 days, shrunk to the model's tail with the weight of 300 ranks.
 * The last day is not ranked yet: what goes on now is no evidence that it is usual.
 */
const rankMs = 14 * day
const maxRanks = 4032
const rankDelayMs = day
const rankPrior = 300
const rankMin = 200
/** z of the 10 % and 90 % quantiles. */
const bandZ = 1.2816

export function newDetector(bucketMs: number, at: number): DetectorState {
  const lengths = windowsMs.map((ms) => Math.round(ms / bucketMs)).filter((n) => n > 1 && n <= maxWindowBuckets)
  const windows = [1, ...new Set(lengths)]
  const ring = Math.max(...windows)
  const ranks = Math.max(1, Math.min(maxRanks, Math.round(rankMs / bucketMs)))
  const delay = Math.round(rankDelayMs / bucketMs)
  return {
    bucketMs,
    nextAt: at,
    seen: 0,
    level: newLevel(bucketMs),
    counts: new Float64Array(ring),
    lives: new Float64Array(ring),
    expecteds: new Float64Array(ring),
    windows: windows.map((buckets) => ({
      buckets,
      count: 0,
      live: 0,
      expected: 0,
      squared: 0,
      mean: 0,
      ranks: newRanks(ranks, delay),
    })),
  }
}

/**
 * Tests a closed bucket against what came before it, then learns from it. `level` is the p-value at or below which a
 * finding is a spike, and mirrored a drop.
 */
export function step(state: DetectorState, bucket: Bucket, level: number): { state: DetectorState; finding: Finding } {
  const finding = peek(state, bucket, level)
  return { state: learn(state, bucket), finding }
}

/** What `step` would say of the next bucket; `share` is how much of it has passed when it is still open. Changes nothing. */
export function peek(state: DetectorState, bucket: Bucket, level: number, share = 1): Finding {
  const expected = expectedAt(state.level, bucket.at) * share
  const best = strongestWindow(state, bucket.live, expected)
  const variance = varianceOf(state, state.windows[0]!, expected)
  const dropP = share === 1 && bucket.live === bucket.count ? 1 - upperTail(bucket.live + 1, expected, variance) : 1
  const cold = isCold(state)
  const kind = best.p <= level ? 'spike' : bucket.blind ? 'blind' : dropP <= level && !cold ? 'drop' : 'calm'
  const band = { lower: quantileAt(-bandZ, expected, variance), upper: quantileAt(bandZ, expected, variance) }
  return { kind, expected, ...band, ...best, cold }
}

type Sums = Pick<Finding, 'observedInWindow' | 'expectedInWindow'>

function strongestWindow(state: DetectorState, live: number, expected: number) {
  let best = { p: 1, windowMs: state.bucketMs, observedInWindow: live, expectedInWindow: expected }
  for (const window of state.windows) {
    // The first bucket of all has nothing to be unusual against.
    if (state.seen === 0 || window.buckets > state.seen + 1) break
    const observedInWindow = window.live + live
    const expectedInWindow = window.expected + expected
    if (observedInWindow <= expectedInWindow) continue
    const variance = varianceOf(state, window, expectedInWindow)
    const ranks = {
      ranked: rankedOf(window.ranks),
      atLeast: atLeast(window.ranks, observedInWindow),
      windows: state.windows.length,
    }
    const p = pOf({ observed: observedInWindow, expected: expectedInWindow, variance, ...ranks })
    if (p < best.p) best = { p, windowMs: window.buckets * state.bucketMs, observedInWindow, expectedInWindow }
  }
  return best
}

export interface Figures extends Sums {
  /** The band of the whole window. */
  lowerOfWindow: number
  upperOfWindow: number
}

/** Observed, usual and band of the window of this length that ends with the (open) bucket. */
export function figuresOf(
  state: DetectorState,
  bucket: Bucket,
  { windowMs, share = 1 }: { windowMs: number; share?: number },
): Figures {
  const window = windowOf(state, windowMs)
  const observedInWindow = window.live + bucket.live
  const expectedInWindow = window.expected + expectedAt(state.level, bucket.at) * share
  const variance = varianceOf(state, window, expectedInWindow)
  const [lowerOfWindow, upperOfWindow] = [
    quantileAt(-bandZ, expectedInWindow, variance),
    quantileAt(bandZ, expectedInWindow, variance),
  ]
  return { observedInWindow, expectedInWindow, lowerOfWindow, upperOfWindow }
}

/** What a finding's p-value was made of, so that it can be made again (`pOf`). */
export function factsOf(state: DetectorState, finding: Finding) {
  const window = windowOf(state, finding.windowMs)
  return {
    observed: finding.observedInWindow,
    expected: finding.expectedInWindow,
    variance: varianceOf(state, window, finding.expectedInWindow),
    ranked: rankedOf(window.ranks),
    atLeast: atLeast(window.ranks, finding.observedInWindow),
    windows: state.windows.length,
  }
}

/** The calibrated p-value: the model's tail, shrunk towards the rank among past sums, over all windows tested. */
export function pOf(v: ReturnType<typeof factsOf>): number {
  if (v.observed <= v.expected) return 1
  const tail = upperTail(v.observed, v.expected, v.variance)
  const p = v.ranked < rankMin ? tail : (rankPrior * tail + v.atLeast) / (rankPrior + v.ranked)
  // The windows overlap, so about half of them are news: a Bonferroni factor of (1 + windows) / 2.
  return Math.min(1, (p * (1 + v.windows)) / 2)
}

const windowOf = (state: DetectorState, windowMs: number) =>
  state.windows.find((w) => w.buckets * state.bucketMs === windowMs) ?? state.windows[0]!

/** The calibrated p-value of another count in the finding's window: distinct people, distinct texts. */
export function pOfCount(state: DetectorState, finding: Finding, count: number): number {
  return pOf({ ...factsOf(state, finding), observed: count })
}

/** Learns from a bucket without testing it. */
export function learn(state: DetectorState, bucket: Bucket): DetectorState {
  const expected = expectedAt(state.level, bucket.at)
  for (const window of state.windows) learnWindow(state, window, { ...bucket, expected })
  const place = state.seen % state.counts.length
  state.counts[place] = bucket.count
  state.lives[place] = bucket.live
  state.expecteds[place] = expected

  const deviation = Math.sqrt(varianceOf(state, state.windows[0]!, expected))
  const taught = isCold(state) ? bucket.count : Math.min(bucket.count, expected + capDeviations * deviation + 1)
  learnLevel(state.level, bucket.at, taught)
  state.seen++
  state.nextAt = bucket.at + state.bucketMs
  return state
}

function learnWindow(state: DetectorState, window: WindowState, bucket: Bucket & { expected: number }): void {
  const count = window.count + bucket.count
  const expected = window.expected + bucket.expected
  if (state.seen >= window.buckets) {
    // Only windows that do not overlap teach the dispersion; an outbreak teaches no more than five deviations.
    if (state.seen % window.buckets === 0 && !isCold(state)) {
      const most = 5 * Math.sqrt(dispersionOf(window) * expected) + 1
      window.squared = window.squared * (1 - 1 / dispersionMemory) + Math.min(count - expected, most) ** 2
      window.mean = window.mean * (1 - 1 / dispersionMemory) + expected
    }
    rank(window.ranks, count)
  }
  const leaving = (state.seen - window.buckets + 1) % state.counts.length
  const full = window.buckets > 1 && state.seen >= window.buckets - 1
  window.count = window.buckets === 1 ? 0 : count - (full ? state.counts[leaving]! : 0)
  window.live = window.buckets === 1 ? 0 : window.live + bucket.live - (full ? state.lives[leaving]! : 0)
  window.expected = window.buckets === 1 ? 0 : Math.max(0, expected - (full ? state.expecteds[leaving]! : 0))
}

const isCold = (state: DetectorState) => state.seen < Math.max(12, Math.min(288, Math.ceil(day / state.bucketMs)))

const dispersionOf = (window: WindowState) =>
  Math.max(1, (window.squared + dispersionPrior) / (window.mean + dispersionPrior))

/** Dispersion, and what we do not know of the level: its relative variance is dispersion over the counts it was learnt from. */
function varianceOf(state: DetectorState, window: WindowState, expected: number): number {
  const dispersion = dispersionOf(window)
  return dispersion * expected * (1 + expected / (state.level.count + 1))
}
