import { openSeriesDetector } from '../../../alerts/detection/detect.ts'

/** Counts of one service in buckets of 20 minutes. */
export interface OutageSeries {
  name: string
  /** Epoch ms. */
  at: number[]
  values: number[]
}

/** Which buckets alarm. */
type OutageRule = (series: OutageSeries) => boolean[]

const bucketMs = 20 * 60_000
const daysRemembered = 14
const remembered = (daysRemembered * 24 * 3_600_000) / bucketMs
/** Statistics of the past are taken again after so many buckets. */
const everyBuckets = 6
/** Fewer buckets than a day teach nothing. */
const leastBuckets = 72

/** Linear interpolation between order statistics. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = Float64Array.from(values).toSorted()
  const place = (sorted.length - 1) * q
  const low = Math.floor(place)
  return sorted[low]! + (sorted[Math.min(low + 1, sorted.length - 1)]! - sorted[low]!) * (place - low)
}

/** Above what the last 14 days give as the limit, and at least `least`. */
const aboveLimit =
  (limitOf: (past: readonly number[]) => number, least: number): OutageRule =>
  ({ values }) => {
    let limit = Infinity
    return values.map((value, i) => {
      const past = () => values.slice(Math.max(0, i - remembered), i)
      if (i >= leastBuckets && (i % everyBuckets === 0 || i < leastBuckets + everyBuckets)) limit = limitOf(past())
      return value >= least && value > limit
    })
  }

function meanAndDeviations(k: number): OutageRule {
  return aboveLimit((past) => {
    const mean = past.reduce((sum, x) => sum + x, 0) / past.length
    const variance = past.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (past.length - 1)
    return mean + k * Math.sqrt(variance)
  }, 5)
}

const medianAndSpread = (k: number): OutageRule =>
  aboveLimit((past) => {
    const median = quantile(past, 0.5)
    return median + k * Math.max(1, quantile(past, 0.9) - median)
  }, 5)

const ratioToBefore =
  (k: number): OutageRule =>
  ({ values }) =>
    values.map((value, i) => i > 0 && value >= 8 && value >= k * Math.max(1, values[i - 1]!))

const groundswell: OutageRule = ({ at, values }) => {
  const detect = openSeriesDetector(bucketMs)
  return values.map((value, i) => detect(at[i]!, value).alert)
}

/** Ours first, then the simple ones that others use. */
export const outageRules: Record<string, OutageRule> = {
  groundswell,
  '3 × the bucket before, at least 8': ratioToBefore(3),
  'mean + 3 deviations of 14 days, at least 5': meanAndDeviations(3),
  'mean + 5 deviations of 14 days, at least 5': meanAndDeviations(5),
  'median + 10 × (q90 − median) of 14 days, at least 5': medianAndSpread(10),
}
