import { upperTail } from '../../../alerts/detector/count-tail.ts'
import { expectedOf, fitCounts, type CountModel } from '../../../alerts/detector/regression.ts'
import type { Simulated } from './simulated.ts'

const dayMs = 24 * 3_600_000
/** The newest buckets teach nothing: an outbreak that has begun must not be what is usual. */
const gap = 10

interface Calendar {
  features(bucket: number): Float64Array
  /** Buckets that are learnt from. */
  history: number
  /** Buckets between two fits. */
  every: number
}

const weekly: Calendar = {
  features: (week) => Float64Array.from([1, (week - 600) / 300, ...waves(week / 52)]),
  history: 520,
  every: 4,
}
const daily: Calendar = {
  features: (day) =>
    Float64Array.from([
      1,
      (day - 2_500) / 1_000,
      ...Array.from({ length: 6 }, (_, d) => (day % 7 === d ? 1 : 0)),
      ...waves(day / 364),
    ]),
  history: 3 * 364,
  every: 7,
}

function waves(years: number): number[] {
  return [1, 2].flatMap((j) => [Math.cos(2 * Math.PI * j * years), Math.sin(2 * Math.PI * j * years)])
}

/** Farrington's idea with waves instead of windows of weeks: robust regression on history, a negative binomial tail for the bucket. */
export function regression({ counts, bucketMs, testFrom }: Simulated): Float64Array {
  const { features, history, every } = bucketMs === dayMs ? daily : weekly
  const { length: width } = features(0)
  const alarming = new Float64Array(counts.length)
  let model: CountModel | undefined
  for (let i = testFrom; i < counts.length; i++) {
    if (!model || (i - testFrom) % every === 0) {
      const from = Math.max(0, i - gap - history)
      const learnt = counts.slice(from, i - gap)
      const rows = new Float64Array(learnt.length * width)
      for (let k = 0; k < learnt.length; k++) rows.set(features(from + k), k * width)
      model = fitCounts({ features: rows, width, counts: learnt })
    }
    const { mean, spread } = expectedOf(model, features(i))
    const variance = model.dispersion * mean + spread * mean * mean
    alarming[i] = -Math.log10(Math.max(1e-300, upperTail(counts[i]!, mean, variance)))
  }
  return alarming
}
