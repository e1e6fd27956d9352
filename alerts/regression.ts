/** A log-linear model of counts and what is not known of it. */
export interface CountModel {
  coefficients: Float64Array
  /** Of the coefficients, row by row; already times the dispersion. */
  covariance: Float64Array
  /** Variance as a multiple of the mean, at least 1. */
  dispersion: number
}

/** Beside each other: what is known of a bucket, and its count. */
export interface CountRows {
  /** `width` numbers a row; the first of each is 1. */
  features: Float64Array
  width: number
  counts: Float64Array
}

const ridge = 1e-3
const maxRounds = 12
const settled = 1e-6
const robustPasses = 2
/** Anscombe residuals above it are outbreaks rather than noise (Noufaily et al. 2013). */
const outlying = 2.58
const mostLog = 20

/**
 * Poisson regression with a log link by iteratively reweighted least squares with a light ridge on all but the level, then twice more
 * with past outbreaks weighed down by the square of their residual (Farrington et al., JRSS A 1996; Noufaily et al., Statistics in
 * Medicine 2013). The dispersion is Pearson's.
 */
export function fitCounts(rows: CountRows): CountModel {
  const { counts, width } = rows
  const weights = new Float64Array(counts.length).fill(1)
  let model = fitted(rows, weights, started(rows))
  for (let pass = 0; pass < robustPasses; pass++) {
    const leverages = leveragesOf(rows, weights, model)
    for (let i = 0; i < counts.length; i++) {
      const residual = anscombe(counts[i]!, meanAt(model, rows.features, i * width), model.dispersion, leverages[i]!)
      weights[i] = residual > outlying ? 1 / residual ** 2 : 1
    }
    model = fitted(rows, weights, model.coefficients)
  }
  return model
}

/** The mean of a bucket, and the variance of a count of it: noise, and what is not known of the mean. */
export function expectedOf(model: CountModel, features: Float64Array): { mean: number; variance: number } {
  const mean = meanAt(model, features, 0)
  const width = model.coefficients.length
  let spread = 0
  for (let a = 0; a < width; a++)
    for (let b = 0; b < width; b++) spread += features[a]! * features[b]! * model.covariance[a * width + b]!
  return { mean, variance: model.dispersion * mean + mean * mean * spread }
}

function meanAt({ coefficients }: Pick<CountModel, 'coefficients'>, features: Float64Array, at: number): number {
  let log = 0
  for (let k = 0; k < coefficients.length; k++) log += coefficients[k]! * features[at + k]!
  return Math.exp(Math.max(-mostLog, Math.min(mostLog, log)))
}

function started({ counts, width }: CountRows): Float64Array {
  const mean = counts.reduce((sum, x) => sum + x, 0) / counts.length
  return new Float64Array(width).fill(0).with(0, Math.log(Math.max(mean, 1e-3)))
}

function fitted(rows: CountRows, weights: Float64Array, start: Float64Array): CountModel {
  const { features, counts, width } = rows
  let coefficients = start
  for (let round = 0; round < maxRounds; round++) {
    const { matrix, right } = normalEquations(rows, weights, coefficients)
    const next = solve(matrix, right, width)
    const change = next.reduce((most, x, k) => Math.max(most, Math.abs(x - coefficients[k]!)), 0)
    coefficients = next
    if (change < settled) break
  }
  let pearson = 0
  let total = 0
  for (let i = 0; i < counts.length; i++) {
    const mean = meanAt({ coefficients }, features, i * width)
    pearson += (weights[i]! * (counts[i]! - mean) ** 2) / mean
    total += weights[i]!
  }
  const dispersion = Math.max(1, pearson / Math.max(1, total - width))
  const covariance = inverse(normalEquations(rows, weights, coefficients).matrix, width).map((x) => x * dispersion)
  return { coefficients, covariance, dispersion }
}

function normalEquations({ features, counts, width }: CountRows, weights: Float64Array, coefficients: Float64Array) {
  const matrix = new Float64Array(width * width)
  const right = new Float64Array(width)
  for (let k = 1; k < width; k++) matrix[k * width + k] = ridge
  for (let i = 0, at = 0; i < counts.length; i++, at += width) {
    const mean = meanAt({ coefficients }, features, at)
    const weight = weights[i]! * mean
    const working = Math.log(mean) + (counts[i]! - mean) / mean
    for (let a = 0; a < width; a++) {
      const weighed = weight * features[at + a]!
      right[a]! += weighed * working
      for (let b = 0; b <= a; b++) matrix[a * width + b]! += weighed * features[at + b]!
    }
  }
  for (let a = 0; a < width; a++) for (let b = a + 1; b < width; b++) matrix[a * width + b] = matrix[b * width + a]!
  return { matrix, right }
}

/** How much each count pulls its own mean towards itself, 0…1. */
function leveragesOf({ features, counts, width }: CountRows, weights: Float64Array, model: CountModel): Float64Array {
  return Float64Array.from(counts, (_, i) => {
    const at = i * width
    let spread = 0
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++) spread += features[at + a]! * features[at + b]! * model.covariance[a * width + b]!
    return Math.min(0.99, (weights[i]! * meanAt(model, features, at) * spread) / model.dispersion)
  })
}

function anscombe(count: number, mean: number, dispersion: number, leverage: number): number {
  const spread = Math.sqrt(dispersion * (1 - leverage))
  return (1.5 * (count ** (2 / 3) * mean ** (-1 / 6) - Math.sqrt(mean))) / spread
}

/** Cholesky's factor of a positive definite matrix. */
function factor(matrix: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n)
  for (let r = 0; r < n; r++)
    for (let c = 0; c <= r; c++) {
      let sum = matrix[r * n + c]!
      for (let k = 0; k < c; k++) sum -= lower[r * n + k]! * lower[c * n + k]!
      lower[r * n + c] = r === c ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[c * n + c]!
    }
  return lower
}

function substituted(lower: Float64Array, right: Float64Array, n: number): Float64Array {
  const x = right.slice()
  for (let r = 0; r < n; r++) {
    for (let k = 0; k < r; k++) x[r]! -= lower[r * n + k]! * x[k]!
    x[r]! /= lower[r * n + r]!
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let k = r + 1; k < n; k++) x[r]! -= lower[k * n + r]! * x[k]!
    x[r]! /= lower[r * n + r]!
  }
  return x
}

const solve = (matrix: Float64Array, right: Float64Array, n: number) => substituted(factor(matrix, n), right, n)

function inverse(matrix: Float64Array, n: number): Float64Array {
  const lower = factor(matrix, n)
  const all = new Float64Array(n * n)
  for (let c = 0; c < n; c++)
    substituted(lower, new Float64Array(n).with(c, 1), n).forEach((x, r) => (all[r * n + c] = x))
  return all
}
