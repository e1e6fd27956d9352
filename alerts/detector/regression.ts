import { factor, inverse, substitute } from './cholesky.ts'

/** A log-linear model of counts, with its uncertainty. */
export interface CountModel {
  coefficients: Float64Array
  /** Covariance of the coefficients, row by row, times the dispersion. */
  covariance: Float64Array
  /** Variance as a multiple of the mean, at least 1. */
  dispersion: number
}

/** The features of each bucket, and its count. */
export interface CountRows {
  /** `width` numbers a row; the first of each is 1. */
  features: Float64Array
  width: number
  counts: Float64Array
}

/** Weight of the prior that a coefficient (except the intercept) is 0, in counts. */
const ridge = 0.1
const maxRounds = 12
/** Convergence limit: the largest change of a coefficient in a round. */
const tolerance = 1e-6
/** The same once the rows are weighted: the weights are approximate themselves. */
const weightedTolerance = 0.1
/** Cap on a coefficient's change in one round: the first Newton steps may overshoot. */
const longestStep = 3
/**
 * Counts with a larger Anscombe residual get less weight: 1 / residual for the coefficients (Huber 1964), so that yearly peaks are
 * learnt, and its square for the dispersion, so that outbreaks do not raise it. Chosen on simulated weeks for a calibrated false-alarm
 * rate; Noufaily et al. 2013 use 2.58 and the square for both.
 */
const outlierResidual = 1.8
const mostLog = 20
/** Weight of the prior that the dispersion is 2, in buckets. */
const dispersionPrior = { weight: 2, value: 2 }

/**
 * Poisson regression with log link by iteratively reweighted least squares that down-weights past outbreaks (Farrington et al., JRSS A
 * 1996; Noufaily et al., Statistics in Medicine 2013). The dispersion is Pearson's. Starting from an `earlier` model of nearly the same
 * rows, one round usually suffices.
 */
export function fitCounts(rows: CountRows, earlier?: CountModel): CountModel {
  const fit = openFit(rows, earlier)
  if (!earlier) {
    for (let round = 0; round < maxRounds && fit.improve() > tolerance; round++);
    fit.weigh()
    fit.improve()
  }
  fit.weigh()
  for (let round = 0; round < maxRounds && fit.improve() > weightedTolerance; round++);
  return fit.model()
}

/** The mean of a bucket with these features, and the variance of its logarithm. */
export function expectedOf(model: CountModel, features: Float64Array): { mean: number; spread: number } {
  return {
    mean: Math.exp(logOf(model.coefficients, features, 0)),
    spread: spreadOf(model.covariance, features, { at: 0, width: model.coefficients.length }),
  }
}

function openFit({ features, counts, width }: CountRows, earlier: CountModel | undefined) {
  const coefficients = earlier?.coefficients.slice() ?? levelOnly(counts, width)
  const weights = new Float64Array(counts.length).fill(1)
  const means = new Float64Array(counts.length)
  const matrix = new Float64Array(width * width)
  const step = new Float64Array(width)
  let known = earlier

  const expect = () => {
    for (let i = 0; i < counts.length; i++) means[i] = Math.exp(logOf(coefficients, features, i * width))
  }
  /** One round; returns the largest change of a coefficient. */
  const improve = (): number => {
    matrix.fill(0)
    step.fill(0)
    for (let i = 0, at = 0; i < counts.length; i++, at += width) {
      const weight = weights[i]! * means[i]!
      const error = weights[i]! * (counts[i]! - means[i]!)
      for (let a = 0; a < width; a++) {
        const feature = features[at + a]!
        if (feature === 0) continue
        step[a]! += error * feature
        const weighed = weight * feature
        for (let b = 0; b <= a; b++) matrix[a * width + b]! += weighed * features[at + b]!
      }
    }
    for (let a = 1; a < width; a++) {
      matrix[a * width + a]! += ridge
      step[a]! -= ridge * coefficients[a]!
    }
    factor(matrix, width)
    substitute(matrix, step, width)
    const longest = step.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    const scale = Math.min(1, longestStep / longest)
    for (let a = 0; a < width; a++) coefficients[a]! += scale * step[a]!
    expect()
    return longest
  }
  const weigh = () => {
    known ??= model()
    for (let i = 0, at = 0; i < counts.length; i++, at += width) {
      const [count, mean] = [counts[i]!, means[i]!]
      const pull = count > mean ? weights[i]! * mean * spreadOf(known.covariance, features, { at, width }) : 0
      const leverage = Math.min(0.99, pull / known.dispersion)
      const residual = anscombe(count, mean) / Math.sqrt(known.dispersion * (1 - leverage))
      weights[i] = residual > outlierResidual ? outlierResidual / residual : 1
    }
    known = undefined
  }
  /** The covariance, from the factor that the last `improve` left in the matrix. */
  const model = (): CountModel => {
    let pearson = 0
    let total = 0
    for (let i = 0; i < counts.length; i++) {
      const trusted = weights[i]! ** 2
      pearson += (trusted * (counts[i]! - means[i]!) ** 2) / means[i]!
      total += trusted
    }
    const { weight, value } = dispersionPrior
    const dispersion = Math.max(1, (pearson + weight * value) / Math.max(1, total - width + weight))
    return { coefficients, covariance: inverse(matrix, width).map((x) => x * dispersion), dispersion }
  }
  expect()
  return { improve, weigh, model }
}

function levelOnly(counts: Float64Array, width: number): Float64Array {
  const mean = counts.reduce((sum, x) => sum + x, 0) / counts.length
  return new Float64Array(width).with(0, Math.log(Math.max(mean, 1e-3)))
}

function logOf(coefficients: Float64Array, features: Float64Array, at: number): number {
  let log = 0
  for (let k = 0; k < coefficients.length; k++) log += coefficients[k]! * features[at + k]!
  return Math.max(-mostLog, Math.min(mostLog, log))
}

/** xᵀCx of the row of features at `at`. */
function spreadOf(covariance: Float64Array, features: Float64Array, { at, width }: { at: number; width: number }) {
  let spread = 0
  for (let a = 0; a < width; a++) {
    const feature = features[at + a]!
    if (feature === 0) continue
    let sum = 0
    for (let b = 0; b < width; b++) sum += covariance[a * width + b]! * features[at + b]!
    spread += feature * sum
  }
  return spread
}

const anscombe = (count: number, mean: number) => 1.5 * (count ** (2 / 3) * mean ** (-1 / 6) - Math.sqrt(mean))
