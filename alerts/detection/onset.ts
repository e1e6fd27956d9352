import type { Counted } from '../series/counted.ts'

/** Floor of the expected mentions in a bucket. */
const leastExpected = 0.001
/** Log-likelihood that each further level must gain (about ln of the number of buckets in a day), and a steady rise, which has no levels. */
const penalties = { level: 6, rise: 8 }
/** A level is part of the excess if it explains its own mentions better than the expected counts do by this log-likelihood. */
const leastEvidence = 3
/** Newton steps to the most likely slope. */
const newtonSteps = 12

/** Start of a change, and how much likelier it makes the counts (log-likelihood ratio, penalties subtracted). */
interface Change {
  start: number
  gain: number
}

/** Mentions and expected mentions of each bucket. */
interface Buckets {
  observed: readonly number[]
  expected: readonly number[]
}

/**
 * Start of the bucket in which the excess began, epoch ms. Counts are Poisson around the expected counts until then; afterwards either around
 * levels (sudden, in stairs, fading), found by optimal partitioning (Jackson et al. 2005), or rise steadily. The likelier of the two is taken.
 * `expectedAt` is the expected count of the bucket that begins then, so a usually busy hour is no onset.
 */
export function onsetOf(
  counted: readonly Counted[],
  span: { from: number; to: number; bucketMs: number; expectedAt: (at: number) => number },
): number {
  const { from, to, bucketMs, expectedAt } = span
  const mentions = new Map(counted.map((c) => [c.at, c.mentions]))
  const starts = Array.from({ length: Math.round((to - from) / bucketMs) + 1 }, (_, i) => from + i * bucketMs)
  const buckets = {
    observed: starts.map((at) => mentions.get(at) ?? 0),
    expected: starts.map((at) => Math.max(leastExpected, expectedAt(at))),
  }
  const [levels, rise] = [inLevels(buckets), steadily(buckets)]
  const change = rise.gain > levels.gain ? rise : levels
  return starts[change.start] ?? to
}

/** The most likely levels. The excess is the last run of raised ones, which may be over. */
function inLevels({ observed, expected }: Buckets): Change {
  const [sums, means] = [cumulated(observed), cumulated(expected)]
  const n = observed.length
  /** Log-likelihood ratio of one level in [i, j) against the expected counts. */
  const gainOf = (i: number, j: number) => {
    const [o, e] = [sums[j]! - sums[i]!, means[j]! - means[i]!]
    return (o > 0 ? o * Math.log(o / e) : 0) - (o - e)
  }
  // Up to `j`: the best gain, and where its last level begins; −1: all before `j` is as expected.
  const best: { gain: number; since: number }[] = [{ gain: 0, since: -1 }]
  for (let j = 1; j <= n; j++) {
    let found = { gain: 0, since: -1 }
    for (let i = 0; i < j; i++) {
      const gain = best[i]!.gain + gainOf(i, j) - penalties.level
      if (gain > found.gain) found = { gain, since: i }
    }
    best.push(found)
  }
  const isRaised = (i: number, j: number) =>
    sums[j]! - sums[i]! > means[j]! - means[i]! && gainOf(i, j) >= leastEvidence
  // What came after an excess that is over is no part of it.
  let end = n
  while (best[end]!.since >= 0 && !isRaised(best[end]!.since, end)) end = best[end]!.since
  let start = end
  for (let since = best[end]!.since; since >= 0 && isRaised(since, start); since = best[start]!.since) start = since
  return { start: start < end ? start : n, gain: best[n]!.gain }
}

/** The most likely steady rise: the expected counts, and from the start on a number of mentions that grows by the same in every bucket. */
function steadily({ observed, expected }: Buckets): Change {
  const n = observed.length
  let best: Change = { start: n, gain: 0 }
  for (let start = 0; start < n; start++) {
    const gain = gainOfRise({ observed: observed.slice(start), expected: expected.slice(start) }) - penalties.rise
    if (gain > best.gain) best = { start, gain }
  }
  return best
}

function gainOfRise({ observed, expected }: Buckets): number {
  const n = observed.length
  const height = (i: number) => i + 0.5
  const heights = (n * n) / 2
  let slope = Math.max(0, (sumOf(observed) - sumOf(expected)) / heights)
  if (slope === 0) return 0
  for (let step = 0; step < newtonSteps; step++) {
    let [first, second] = [-heights, 0]
    for (let i = 0; i < n; i++) {
      const part = height(i) / (expected[i]! + slope * height(i))
      first += observed[i]! * part
      second -= observed[i]! * part * part
    }
    if (second === 0) return 0
    slope = Math.max(slope / 4, slope - first / second)
  }
  let gain = -slope * heights
  for (let i = 0; i < n; i++) gain += observed[i]! * Math.log1p((slope * height(i)) / expected[i]!)
  return gain
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** Sums of the first 0, 1, 2 … values. */
function cumulated(values: readonly number[]): number[] {
  const sums = [0]
  for (const value of values) sums.push(sums.at(-1)! + value)
  return sums
}
