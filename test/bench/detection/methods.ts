import { upperTail } from '../../../alerts/detector/count-tail.ts'
import { learn } from '../../../alerts/detector/detector.ts'
import { peek } from '../../../alerts/detector/finding.ts'
import { newDetector } from '../../../alerts/detector/state.ts'
import { regression } from './regression-method.ts'
import type { Simulated } from './simulated.ts'

/** How alarming each bucket is, by what came before it and itself; larger is more. Comparable within a method only. */
export type Method = (series: Simulated) => Float64Array

const surprise = (p: number) => -Math.log10(Math.max(p, 1e-300))

const groundswell: Method = ({ counts, bucketMs, testFrom }) => {
  let state = newDetector(bucketMs, 0)
  return Float64Array.from(counts, (count, i) => {
    const bucket = { at: i * bucketMs, count, live: count }
    const alarming = i < testFrom ? 0 : surprise(peek(state, bucket, 0).p)
    state = learn(state, bucket)
    return alarming
  })
}

/** Knows what the counts were drawn from. */
const oracle: Method = ({ counts, means, dispersion }) =>
  Float64Array.from(counts, (count, i) => surprise(upperTail(count, means[i]!, dispersion * means[i]!)))

/** (count − mean) / deviation of the `length` buckets that end `gap` buckets before; a deviation of at least `least`. */
function standardised(counts: Float64Array, length: number, gap: number, least = 0.5): Float64Array {
  return Float64Array.from(counts, (count, i) => {
    const before = counts.subarray(Math.max(0, i - gap - length), Math.max(0, i - gap))
    if (before.length < length) return 0
    const mean = before.reduce((sum, x) => sum + x, 0) / length
    const variance = before.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (length - 1)
    return (count - mean) / Math.max(least, Math.sqrt(variance))
  })
}

/** EARS (Hutwagner et al. 2003): a week before; the same two days earlier; the last three of those added up. */
const earsC1: Method = ({ counts }) => standardised(counts, 7, 0)
const earsC2: Method = ({ counts }) => standardised(counts, 7, 2)
const earsC3: Method = (series) => {
  const c2 = earsC2(series)
  return c2.map((x, i) => Math.max(0, x - 1) + Math.max(0, (c2[i - 1] ?? 0) - 1) + Math.max(0, (c2[i - 2] ?? 0) - 1))
}
/** Huginn's peak detector: the mean of all that is remembered + 3 deviations. */
const meanAndDeviations: Method = ({ counts }) => standardised(counts, 30, 0)
/** ElastAlert 2's spike rule: this window over the one before it. */
const adjacentRatio: Method = ({ counts }) =>
  Float64Array.from(counts, (count, i) => (count + 0.5) / ((counts[i - 1] ?? count) + 0.5))

export const methods: Record<string, Method> = {
  oracle,
  groundswell,
  'robust regression (Farrington-type)': regression,
  'EARS C1': earsC1,
  'EARS C2': earsC2,
  'EARS C3': earsC3,
  'mean + 3σ (Huginn)': meanAndDeviations,
  'ratio to the bucket before (ElastAlert 2)': adjacentRatio,
}
