import { expect, test } from 'vitest'
import { expectedOf, fitCounts } from '../../../alerts/detector/regression.ts'
import { openRandom } from '../../bench/detection/random.ts'

const width = 3
const featuresOf = (i: number) => [1, i / 300, Math.cos((2 * Math.PI * i) / 52)]
const truth = (i: number) => Math.exp(2 + (0.5 * i) / 300 + 0.7 * Math.cos((2 * Math.PI * i) / 52))
const rowsOf = (counts: Float64Array) => ({
  width,
  counts,
  features: Float64Array.from(
    { length: counts.length * width },
    (_, at) => featuresOf(Math.floor(at / width))[at % width]!,
  ),
})
const drawn = (dispersion: number) => {
  const random = openRandom(7)
  return Float64Array.from({ length: 300 }, (_, i) => random.count(truth(i), dispersion))
}

test('level, trend, season and dispersion are found again', () => {
  const model = fitCounts(rowsOf(drawn(3)))
  expect([...model.coefficients].map((x) => Math.round(x * 10) / 10)).toEqual([2, 0.5, 0.7])
  expect(model.dispersion).toBeGreaterThan(2)
  expect(model.dispersion).toBeLessThan(4)
})

test('a past outbreak hardly moves what is expected', () => {
  const counts = drawn(1)
  const next = Float64Array.from(featuresOf(300))
  const before = expectedOf(fitCounts(rowsOf(counts)), next)
  for (let i = 200; i < 206; i++) counts[i]! += 60
  const after = expectedOf(fitCounts(rowsOf(counts)), next)
  expect(Math.abs(after.mean / before.mean - 1)).toBeLessThan(0.06)
})

test('what is known less of is less sure', () => {
  const { covariance, dispersion, coefficients } = fitCounts(rowsOf(drawn(1)))
  const model = { covariance, dispersion, coefficients }
  const near = expectedOf(model, Float64Array.from(featuresOf(300)))
  const far = expectedOf(model, Float64Array.from(featuresOf(1_500)))
  expect(far.spread).toBeGreaterThan(near.spread)
})

test.each([
  ['nothing was ever heard', 0, 0],
  ['always the same', 5, 5],
])('%s', (_, count, expected) => {
  const { mean, spread } = expectedOf(
    fitCounts(rowsOf(new Float64Array(100).fill(count))),
    Float64Array.from(featuresOf(100)),
  )
  expect(mean).toBeCloseTo(expected, 0)
  expect(Number.isFinite(spread)).toBe(true)
})
