import type { Counted } from './load-counts.ts'

/**
 * Start of the bucket in which the present excess began: the last time the Poisson log-likelihood CUSUM for a rate `ratio`
 * times the usual one was at zero (Page 1954; Lucas 1985). `usual` is mentions a bucket.
 */
export function onsetOf(
  counted: readonly Counted[],
  span: { from: number; to: number; bucketMs: number; usual: number; ratio: number },
): number {
  const { from, to, bucketMs } = span
  const usual = Math.max(span.usual, 0.01)
  const ratio = Math.max(1.5, Math.sqrt(span.ratio))
  const lives = new Map(counted.map((c) => [c.at, c.live]))
  let sum = 0
  let onset = to
  for (let at = from; at <= to; at += bucketMs) {
    const before = sum
    sum = Math.max(0, sum + (lives.get(at) ?? 0) * Math.log(ratio) - usual * (ratio - 1))
    if (before === 0 && sum > 0) onset = at
  }
  return onset
}
