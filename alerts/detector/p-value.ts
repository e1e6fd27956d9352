import { Type, type Static } from 'typebox'
import { upperGamma, upperTail } from './count-tail.ts'

export const TestedWindow = Type.Object({
  buckets: Type.Integer(),
  /** In the window: what was heard, what is usual, and the variance of what is heard. */
  observed: Type.Number(),
  expected: Type.Number(),
  variance: Type.Number(),
  /** Past sums of this length, and how many of them were at least as large. */
  ranked: Type.Integer(),
  atLeast: Type.Integer(),
})
export type TestedWindow = Static<typeof TestedWindow>

/** What a p-value is made of, so that it can be made again. */
export const Tested = Type.Object({
  windows: Type.Array(TestedWindow),
  /** Whether the windows speak together, or the least likely of them. */
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
 * Of one window alone: the model's tail, shrunk towards the rank among past sums. Never below what the ranks can tell, 1 / (300 + ranked), unless
 * the tail itself is.
 */
export function pOfWindow({ observed, expected, variance, ranked, atLeast }: TestedWindow): number {
  const tail = upperTail(observed, expected, variance)
  if (ranked < rankMin) return tail
  const least = Math.min(tail, 1 / (rankPrior + ranked))
  return Math.max(least, (rankPrior * tail + atLeast) / (rankPrior + ranked))
}

/** What testing several windows costs: Bonferroni, but as they overlap they are about (1 + windows) / 2 tests. */
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
