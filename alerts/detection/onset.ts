import type { Counted } from '../series/count-query.ts'

/** A start so little less likely than the likeliest one (a likelihood ratio of e) is as good, so the earliest of them is told. */
const asLikely = 1
/** Mentions a bucket: of less nothing is known. */
const leastExpected = 0.001

/**
 * Start of the bucket in which the present excess began: the change-point of Poisson counts whose usual mean is known for each bucket
 * and whose mean since the change is not (generalised likelihood ratio; Siegmund & Venkatraman 1995). `usualAt` is mentions in the bucket that
 * begins then, so that a busy hour is no beginning.
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
    // A change begins with a mention.
    if (live > 0 && observed > expected)
      starts.push({ at, evidence: observed * Math.log(observed / expected) - (observed - expected) })
  }
  const most = Math.max(...starts.map(({ evidence }) => evidence))
  return starts.findLast(({ evidence }) => evidence >= most - asLikely)?.at ?? to
}
