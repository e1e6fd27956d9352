import { reliable, type Reliability } from './reliability.ts'

/**
 * Combines a classifier with the taxonomy: a logistic regression over features of both, fitted on texts that the classifier
 * has not seen (stacking: Wolpert 1992). The result is calibrated.
 */
export interface Blend {
  bias: number
  weights: number[]
  /** Corrects the confidence; fitted to first guesses. */
  reliability?: Reliability
}

const logit = (p: number): number => Math.log(Math.max(1e-6, p) / Math.max(1e-6, 1 - p))

/** A classifier's opinion on a label, as features: its ln odds; their lead over the best other label; whether it is the most likely label; and, if so, the ln odds again. */
export type Opinion = readonly [logit: number, lead: number, isFirst: number, logitOfFirst: number]

const maxLead = 6

/**
 * The least probability of a label with which the blend can reach `sum`, if the label is not the classifier's first. Labels
 * below it can be skipped.
 * @param others the weighted sum of the other features
 * @param first the probability of the first label
 */
export function leastProbability({ bias, weights }: Blend, sum: number, others: number, first: number): number {
  const [own, lead] = [weights[0]!, weights[1]!]
  const left = sum - bias - others
  const near = (left + lead * logit(first)) / (own + lead)
  const farBehind = (left + lead * maxLead) / own
  return 1 / (1 + Math.exp(-Math.min(near, farBehind)))
}

/** The opinion on each label, given the probabilities of all labels of a text. */
export function opinions(probabilities: Float32Array): (label: number) => Opinion {
  let [first, second] = [-Infinity, -Infinity]
  for (const p of probabilities) {
    if (p > first) {
      second = first
      first = p
    } else if (p > second) second = p
  }
  const [best, next] = [logit(first), logit(second)]
  return (label) => {
    const p = probabilities[label]!
    const own = logit(p)
    const lead = Math.max(-maxLead, Math.min(maxLead, own - (p === first ? next : best)))
    return p === first ? [own, lead, 1, own] : [own, lead, 0, 0]
  }
}

/** The confidence (0…1) that a blend assigns to the features. */
export function blended({ bias, weights, reliability }: Blend, features: readonly number[]): number {
  let sum = bias
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * features[i]!
  const confidence = 1 / (1 + Math.exp(-sum))
  return reliability ? reliable(reliability, confidence) : confidence
}

const rounds = 25
const ridge = 1e-3

/** Fits by Newton's method (iteratively reweighted least squares), which converges in a few rounds for so few weights. */
export function fitBlend(pairs: readonly { features: readonly number[]; isRight: boolean; weight: number }[]): Blend {
  const size = pairs[0]!.features.length + 1
  let at = new Float64Array(size)
  for (let round = 0; round < rounds; round++) {
    const gradient = new Float64Array(size)
    const curvature = Array.from({ length: size }, (_, i) => new Float64Array(size).fill(0).with(i, ridge))
    for (const { features, isRight, weight } of pairs) {
      const x = [...features, 1]
      const p = blended({ bias: at[size - 1]!, weights: Array.from(at.subarray(0, -1)) }, features)
      for (let i = 0; i < size; i++) {
        gradient[i]! += weight * (p - (isRight ? 1 : 0)) * x[i]!
        for (let j = 0; j < size; j++) curvature[i]![j]! += weight * p * (1 - p) * x[i]! * x[j]!
      }
    }
    const step = solved(curvature, gradient)
    at = at.map((value, i) => value - step[i]!)
  }
  return { bias: at[size - 1]!, weights: Array.from(at.subarray(0, -1)) }
}

/** Gaussian elimination with partial pivoting. The matrix is small and positive definite. */
function solved(matrix: Float64Array[], right: Float64Array): Float64Array {
  const rows = matrix.map((row, i) => Float64Array.of(...row, right[i]!))
  const n = rows.length
  for (let c = 0; c < n; c++) {
    const pivot = rows.reduce((best, row, r) => (r >= c && Math.abs(row[c]!) > Math.abs(rows[best]![c]!) ? r : best), c)
    ;[rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!]
    for (let r = 0; r < n; r++) {
      if (r === c) continue
      const factor = rows[r]![c]! / rows[c]![c]!
      for (let k = c; k <= n; k++) rows[r]![k]! -= factor * rows[c]![k]!
    }
  }
  return Float64Array.from(rows, (row, i) => row[n]! / row[i]!)
}
