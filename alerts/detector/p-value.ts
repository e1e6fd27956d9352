import { Type, type Static } from 'typebox'
import { upperGamma, upperTail } from './count-tail.ts'
import { fewestRanked } from './ranks.ts'

export const TestedWindow = Type.Object({
  buckets: Type.Integer(),
  lengthMs: Type.Integer(),
  /** In the window: observed and expected count, and the variance of the count. */
  observed: Type.Number(),
  expected: Type.Number(),
  variance: Type.Number(),
  /** Number of ranked past sums of this length, and how many of them are at least as large as `observed`. */
  ranked: Type.Integer(),
  atLeast: Type.Integer(),
  /** Probability of such a sum by the extrapolated tail of the past ones, see `extrapolated`. */
  extrapolated: Type.Number(),
  /** Regular count of its hour, see `regularAt`. */
  regular: Type.Number(),
})
export type TestedWindow = Static<typeof TestedWindow>

/** The inputs of a p-value, from which it can be computed again. */
export const Tested = Type.Object({
  /** The windows that count. */
  windows: Type.Array(TestedWindow),
  /** Number of windows that were full. */
  full: Type.Integer(),
  /** Whether the p-values of the windows are pooled; otherwise the smallest counts. */
  pooled: Type.Boolean(),
})
export type Tested = Static<typeof Tested>

/**
 * Calibration: the model's tail probability (weight: 300 ranks) is combined with the rank of the sum among those of 14 days (conformal
 * p-value; Vovk et al. 2005), once at least 200 sums are ranked.
 */
const rankPrior = 300

/** The calibrated p-value over all windows; 1 without any. */
export const pOf = (tested: Tested): number => combined(tested.windows.map(pOfWindow), tested)

/** The same from the p-values of the windows. */
export function combined(ps: readonly number[], { windows, full, pooled }: Tested): number {
  if (ps.length === 0) return 1
  if (!pooled) return Math.min(1, testsFactor(full) * Math.min(...ps))
  return pooledP(
    ps,
    windows.map((window) => window.buckets),
  )
}

/** Windows in which the extrapolated tail counts: shorter ones are too bursty, in longer ones an incident lasts too long. */
const extrapolatedMs = { least: 20 * 60_000, most: 60 * 60_000 }
/** It counts from this multiple of the expected and of the regular count on. */
const leastMultiple = 4
/** Multiple of the extrapolated probability, for choosing the smaller of two p-values. */
const extrapolatedFactor = 1.5

/** Whether the extrapolated tail may count in the window: by its length, and by its multiple of the expected count. */
export const isExtrapolated = ({
  lengthMs,
  observed,
  expected,
}: Pick<TestedWindow, 'lengthMs' | 'observed' | 'expected'>) =>
  lengthMs >= extrapolatedMs.least && lengthMs <= extrapolatedMs.most && observed >= leastMultiple * expected

/**
 * The p-value of one window: weighted mean of the model's tail and the rank among past sums, at least 1 / (300 + ranked) unless the tail
 * is smaller; or the extrapolated tail, where that is smaller. The rank alone would hide a second incident within two weeks.
 */
export function pOfWindow(window: TestedWindow): number {
  const { observed, expected, variance, ranked, atLeast } = window
  const tail = upperTail(observed, expected, variance)
  const byTail =
    isExtrapolated(window) && observed >= leastMultiple * window.regular ? extrapolatedFactor * window.extrapolated : 1
  if (ranked < fewestRanked) return Math.min(tail, byTail)
  const resolution = 1 / (rankPrior + ranked)
  return Math.min(byTail, Math.max(Math.min(tail, resolution), (rankPrior * tail + atLeast) * resolution))
}

/** Part of the extrapolated probability that counts as evidence. */
const evidenceFactor = 0.1

/**
 * Whether a spike of a single series rests on more than the model's tail, which real counts often exceed: on the ranks, or on the
 * extrapolated tail. Pooled windows and young series have neither.
 */
export const hasEvidence = ({ windows, full, pooled }: Tested, threshold: number): boolean =>
  pooled ||
  windows.some((window) => {
    const { ranked, extrapolated } = window
    const isYoung = ranked < fewestRanked && extrapolated === 1
    const evidence = isYoung ? 0 : Math.min(1 / (rankPrior + ranked), evidenceFactor * extrapolated)
    return testsFactor(full) * Math.max(evidence, pOfWindow(window)) <= threshold
  })

/** Bonferroni factor for testing several windows. They overlap, so they count as (1 + windows) / 2 tests. */
export const testsFactor = (windows: number): number => (1 + windows) / 2

/**
 * Fisher's method for nested windows, which are correlated: a scaled χ² with the covariances of Kost & McDermott (Statistics &
 * Probability Letters 2002) and correlations √(shorter / longer). @param lengths of the windows in buckets, ascending
 */
function pooledP(ps: readonly number[], lengths: readonly number[]): number {
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
