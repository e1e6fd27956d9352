/** Tails of count distributions in doubles: relative accuracy about 1e-10 down to 1e-300, for means up to about 10 million. */

/** ln Γ(x) for x > 0: Stirling's series from 10 on (the first omitted term is below 1e-12), by recurrence below. */
function logGamma(x: number): number {
  let product = 1
  let y = x
  for (; y < 10; y++) product *= y
  const inverse = 1 / y
  const square = inverse * inverse
  const series =
    inverse *
    (1 / 12 -
      square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - (square * 691) / 360_360)))))
  return (y - 0.5) * Math.log(y) - y + halfLogTwoPi + series - Math.log(product)
}

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI)

/**
 * P(X ≥ x) for a count with this mean and variance: Poisson when the variance is at most the mean, otherwise negative
 * binomial with size mean²/(variance − mean). 1 at x ≤ 0.
 */
export function upperTail(x: number, mean: number, variance: number): number {
  const count = Math.ceil(x)
  if (count <= 0) return 1
  if (mean <= 0) return 0
  const excess = variance - mean
  if (excess < 1e-9 * mean) return lowerGamma(count, mean)
  const size = (mean * mean) / excess
  return incompleteBeta(mean / (mean + size), count, size)
}

/** Quantile of the gamma distribution with this mean and variance at normal deviate z (Wilson & Hilferty 1931), never negative. */
export function quantileAt(z: number, mean: number, variance: number): number {
  if (mean <= 0) return 0
  const shape = (mean * mean) / Math.max(variance, 1e-12)
  const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))
  return root <= 0 ? 0 : mean * root ** 3
}

const tiny = 1e-300
const epsilon = 1e-12
const maxTerms = 10_000

/** The upper regularised incomplete gamma function Q(a, x): the probability that a gamma variable of shape a exceeds x. */
export const upperGamma = (a: number, x: number): number => (x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x))

/** P(a, x) = P(Poisson(x) ≥ a). */
const lowerGamma = (a: number, x: number): number => (x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x))

const gammaFront = (a: number, x: number) => Math.exp(a * Math.log(x) - x - logGamma(a))

function gammaSeries(a: number, x: number): number {
  if (x <= 0) return 0
  let term = 1 / a
  let sum = term
  for (let n = 1; n < maxTerms && term > sum * epsilon; n++) sum += term *= x / (a + n)
  return Math.min(1, gammaFront(a, x) * sum)
}

/** Continued fraction (Lentz). */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let h = d
  for (let i = 1; i < maxTerms; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / nonZero(an * d + b)
    c = nonZero(b + an / c)
    h *= d * c
    if (Math.abs(d * c - 1) < epsilon) break
  }
  return Math.min(1, gammaFront(a, x) * h)
}

/** Regularised incomplete beta I_x(a, b) by continued fraction (Lentz). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  if (x > (a + 1) / (a + b + 2)) return 1 - (front * betaFraction(1 - x, b, a)) / b
  return (front * betaFraction(x, a, b)) / a
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m < maxTerms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonZero(1 + even * d)
    c = nonZero(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d)
    c = nonZero(1 + odd / c)
    h *= d * c
    if (Math.abs(d * c - 1) < epsilon) break
  }
  return h
}

const nonZero = (x: number) => (Math.abs(x) < tiny ? tiny : x)
