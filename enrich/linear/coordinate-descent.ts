import type { Dataset } from './dataset.ts'

export interface BinaryProblem {
  /** Rows of the dataset to learn from. */
  rows: Int32Array
  /** +1 or −1 for each element of `rows`. */
  signs: Int8Array
  /** Cost C of an error for each element of `rows`, relative to the regularisation. */
  costs: Float32Array
  /** Squared scale of each column: how easily its weight changes. When absent: 1. */
  scaleSquared?: Float32Array | undefined
  /**
   * Initial weights: `dataset.width` of them, then the bias. The regularisation then applies to the difference from these
   * weights (adaptive SVM: Yang, Yan & Hauptmann, "Cross-domain video concept detection using adaptive SVMs", ACM MM 2007).
   * The bias does not change.
   */
  start?: Float32Array | undefined
}

const maxEpochs = 30
/** Stops when the largest and the smallest projected gradient of an epoch differ by less. */
const tolerance = 0.1

/**
 * A linear support vector machine with squared hinge loss, by dual coordinate descent with shrinking: Hsieh, Chang, Lin,
 * Keerthi & Sundararajan, "A dual coordinate descent method for large-scale linear SVM", ICML 2008, algorithm 3.
 * @returns `dataset.width` weights, then the bias
 */
export function fitBinary(dataset: Dataset, problem: BinaryProblem, seed = 1): Float32Array {
  const { rows, signs, costs, scaleSquared, start } = problem
  const { starts, columns, values, width } = dataset
  const n = rows.length
  const weights = start?.slice() ?? new Float32Array(width + 1)
  const bias = start ? 0 : 1
  const alphas = new Float64Array(n)
  const diagonal = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = bias * bias + 0.5 / costs[i]!
    for (let k = starts[rows[i]!]!; k < starts[rows[i]! + 1]!; k++)
      sum += values[k]! * values[k]! * (scaleSquared ? scaleSquared[columns[k]!]! : 1)
    diagonal[i] = sum
  }
  const order = Int32Array.from({ length: n }, (_, i) => i)
  const random = xorshift(seed)
  let active = n
  let highest = Infinity
  for (let epoch = 0; epoch < maxEpochs; epoch++) {
    let max = -Infinity
    let min = Infinity
    for (let i = 0; i < active; i++) swap(order, i, i + (random() % (active - i)))
    for (let s = 0; s < active; s++) {
      const i = order[s]!
      const sign = signs[i]!
      const from = starts[rows[i]!]!
      const to = starts[rows[i]! + 1]!
      let margin = weights[width]!
      for (let k = from; k < to; k++) margin += weights[columns[k]!]! * values[k]!
      const alpha = alphas[i]!
      const gradient = margin * sign - 1 + (0.5 / costs[i]!) * alpha
      if (alpha === 0 && gradient > highest) {
        swap(order, s--, --active)
        continue
      }
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient
      if (projected > max) max = projected
      if (projected < min) min = projected
      if (Math.abs(projected) < 1e-12) continue
      const next = Math.max(alpha - gradient / diagonal[i]!, 0)
      const step = (next - alpha) * sign
      alphas[i] = next
      weights[width]! += step * bias
      if (scaleSquared)
        for (let k = from; k < to; k++) weights[columns[k]!]! += step * values[k]! * scaleSquared[columns[k]!]!
      else for (let k = from; k < to; k++) weights[columns[k]!]! += step * values[k]!
    }
    if (max - min <= tolerance) {
      if (active === n) break
      active = n
      highest = Infinity
    } else highest = max <= 0 ? Infinity : max
  }
  return weights
}

function swap(order: Int32Array, a: number, b: number): void {
  const kept = order[a]!
  order[a] = order[b]!
  order[b] = kept
}

/** A seeded random number generator (xorshift32: Marsaglia 2003). */
function xorshift(seed: number): () => number {
  let x = seed | 0 || 1
  return () => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return x >>> 0
  }
}
