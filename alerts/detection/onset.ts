import type { Counted } from '../series/counted.ts'

/** Log-likelihood margin: the earliest start within it of the most likely one is the onset. */
const margin = 1
/** Floor of the expected mentions in a bucket. */
const leastExpected = 0.001

/**
 * Start of the bucket in which the excess began, epoch ms: the change-point of Poisson counts with a known mean before the change and an
 * unknown one after it (generalised likelihood ratio; Siegmund & Venkatraman 1995). `expectedAt` is the expected count of the bucket that
 * begins then, so a usually busy hour is no onset.
 */
export function onsetOf(
  counted: readonly Counted[],
  span: { from: number; to: number; bucketMs: number; expectedAt: (at: number) => number },
): number {
  const { from, to, bucketMs, expectedAt } = span
  const lives = new Map(counted.map((c) => [c.at, c.live]))
  const starts: { at: number; evidence: number }[] = []
  let [observed, expected] = [0, 0]
  for (let at = to; at >= from; at -= bucketMs) {
    const live = lives.get(at) ?? 0
    observed += live
    expected += Math.max(leastExpected, expectedAt(at))
    // A change begins with a mention, so empty buckets are no start.
    if (live > 0 && observed > expected)
      starts.push({ at, evidence: observed * Math.log(observed / expected) - (observed - expected) })
  }
  const most = Math.max(...starts.map(({ evidence }) => evidence))
  return starts.findLast(({ evidence }) => evidence >= most - margin)?.at ?? to
}
