import { describe, expect, test } from 'vitest'
import { quantileAt, upperTail } from '../../../alerts/detector/count-tail.ts'

/** By summation: slow, and right. */
function poissonTail(x: number, mean: number): number {
  let term = Math.exp(-mean)
  let below = 0
  for (let k = 0; k < x; k++) {
    below += term
    term *= mean / (k + 1)
  }
  if (below < 0.999) return 1 - below
  let above = 0
  for (let k = x; term > above * 1e-17; k++) {
    above += term
    term *= mean / (k + 1)
  }
  return above
}

function negativeBinomialTail(x: number, mean: number, variance: number): number {
  const size = (mean * mean) / (variance - mean)
  const q = mean / (mean + size)
  let term = (size / (size + mean)) ** size
  let sum = 0
  for (let k = 0; k < 20_000; k++) {
    if (k >= x) sum += term
    term *= ((size + k) / (k + 1)) * q
  }
  return sum
}

describe('tails of counts', () => {
  test.each([
    [0, 3],
    [1, 0.1],
    [5, 0.5],
    [12, 10],
    [40, 10],
    [200, 150],
  ])('P(X ≥ %i) at mean %f agrees with the Poisson sum', (x, mean) => {
    expect(upperTail(x, mean, mean) / poissonTail(x, mean)).toBeCloseTo(1, 8)
  })

  test.each([
    [3, 1, 2],
    [15, 5, 12],
    [60, 20, 90],
    [300, 100, 2500],
  ])('P(X ≥ %i) at mean %f, variance %f agrees with the negative binomial sum', (x, mean, variance) => {
    expect(upperTail(x, mean, variance) / negativeBinomialTail(x, mean, variance)).toBeCloseTo(1, 6)
  })

  test('the far tail stays positive and falls with the count', () => {
    const tails = [50, 100, 200].map((x) => upperTail(x, 1, 1.5))
    expect(tails.every((p) => p > 0)).toBe(true)
    expect(tails).toEqual(tails.toSorted((a, b) => b - a))
  })

  test('the band holds about four in five', () => {
    const [mean, variance] = [30, 60]
    const [lower, upper] = [quantileAt(-1.2816, mean, variance), quantileAt(1.2816, mean, variance)]
    const inside = upperTail(Math.ceil(lower), mean, variance) - upperTail(Math.floor(upper) + 1, mean, variance)
    expect(inside).toBeGreaterThan(0.75)
    expect(inside).toBeLessThan(0.85)
  })
})
