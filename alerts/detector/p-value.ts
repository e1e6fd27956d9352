import { Type, type Static } from 'typebox'
import { upperGamma, upperTail } from './count-tail.ts'

export const TestedWindow = Type.Object({
  buckets: Type.Integer(),
  /** In the window: observed and expected count, and the variance of the count. */
  observed: Type.Number(),
  expected: Type.Number(),
  variance: Type.Number(),
  /** Number of ranked past sums of this length, and how many of them are at least as large as `observed`. */
  ranked: Type.Integer(),
  atLeast: Type.Integer(),
})
export type TestedWindow = Static<typeof TestedWindow>

/** The inputs of a p-value, from which it can be computed again. */
export const Tested = Type.Object({
  windows: Type.Array(TestedWindow),
  /** Whether the p-values of the windows are pooled; otherwise the smallest counts. */
  pooled: Type.Boolean(),
})
export type Tested = Static<typeof Tested>

/**
 * Calibration: the model's tail probability (weight: 300 ranks) is combined with the rank of the sum among those of 14 days (conformal
 * p-value; Vovk et al. 2005), once at least 200 sums are ranked.
 */
const rankPrior = 300
const rankMin = 200

/** The calibrated p-value over all windows. */
export function pOf({ windows, pooled }: Tested): number {
  const ps = windows.map(pOfWindow)
  if (pooled)
    return pooledP(
      ps,
      windows.map((window) => window.buckets),
    )
  return Math.min(1, testsFactor(ps.length) * Math.min(...ps))
}

/**
 * The p-value of one window: weighted mean of the model's tail and the rank among past sums. At least 1 / (300 + ranked), unless the tail
 * is smaller.
 */
export function pOfWindow({ observed, expected, variance, ranked, atLeast }: TestedWindow): number {
  const tail = upperTail(observed, expected, variance)
  if (ranked < rankMin) return tail
  const least = Math.min(tail, 1 / (rankPrior + ranked))
  return Math.max(least, (rankPrior * tail + atLeast) / (rankPrior + ranked))
}

/** Bonferroni factor for testing several windows. They overlap, so they count as (1 + windows) / 2 tests. */
export const testsFactor = (windows: number): number => (1 + windows) / 2

/**
 * Fisher's method for nested windows, which are correlated: a scaled χ² with the covariances of Kost & McDermott (Statistics &
 * Probability Letters 2002) and correlations √(shorter / longer). @param lengths of the windows in buckets, ascending
 */
export function pooledP(ps: readonly number[], lengths: readonly number[]): number {
  const sum = ps.reduce((total, p) => total - 2 * Math.log(Math.max(p, 1e-300)), 0)
  const mean = 2 * ps.length
  let variance = 4 * ps.length
  for (let long = 1; long < ps.length; long++)
    for (let short = 0; short < long; short++) {
      const r = Math.sqrt(lengths[short]! / lengths[long]!)
      variance += 2 * r * (3.263 + r * (0.71 + r * 0.027))
    }
  return upperGamma((mean * mean) / variance, (sum * mean) / variance)
}
