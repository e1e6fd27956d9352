import { Type, type Static } from 'typebox'
import { upperGamma, upperTail } from './count-tail.ts'

export const TestedWindow = Type.Object({
  buckets: Type.Integer(),
  /** In the window: observed and expected count, and the variance of the count. */
  observed: Type.Number(),
  expected: Type.Number(),
  variance: Type.Number(),
  /** How many past sums of this length are ranked, and how many of them are at least as large. */
  ranked: Type.Integer(),
  atLeast: Type.Integer(),
})
export type TestedWindow = Static<typeof TestedWindow>

/** The inputs of a p-value, from which it can be computed again. */
export const Tested = Type.Object({
  windows: Type.Array(TestedWindow),
  /** Whether the windows are pooled, or the most significant one decides. */
  pooled: Type.Boolean(),
})
export type Tested = Static<typeof Tested>

/**
 * Self-calibration: the rank of a rolling sum among those of 14 days (a conformal p-value; Vovk et al. 2005), shrunk to the model's tail
 * with the weight of 300 ranks, once there are 200.
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
  return Math.min(1, priceOf(ps.length) * Math.min(...ps))
}

/**
 * The p-value of one window: the model's tail, shrunk towards the rank among past sums. It is not below the resolution of the ranks, 1 / (300 + ranked),
 * unless the tail itself is.
 */
export function pOfWindow({ observed, expected, variance, ranked, atLeast }: TestedWindow): number {
  const tail = upperTail(observed, expected, variance)
  if (ranked < rankMin) return tail
  const least = Math.min(tail, 1 / (rankPrior + ranked))
  return Math.max(least, (rankPrior * tail + atLeast) / (rankPrior + ranked))
}

/** The factor for testing several windows: Bonferroni, but as they overlap they count as (1 + windows) / 2 tests. */
export const priceOf = (windows: number): number => (1 + windows) / 2

/**
 * Fisher's sum of logarithms over windows that end together, a longer one holding the shorter: a scaled χ² with the covariances of Kost &
 * McDermott (Statistics & Probability Letters 2002), correlations √(shorter / longer).
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
