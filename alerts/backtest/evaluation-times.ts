import { activeMs } from '../detection/counts.ts'
import { baseBucketMs } from '../series/subject.ts'
import type { Period } from './period.ts'

const dayMs = 24 * 3_600_000
/**
 * Without new mentions an alert can only calm down, and a department drop. Both take at least an hour, so an evaluation every 30 minutes
 * is enough; with days for times, one when the mentions of the day have left every window.
 */
const quietStepMs = 30 * 60_000

/** Whether every mention is at the same time of day: the source gives days, not instants. */
export function hasDaysOnly({ series }: Pick<Period, 'series'>): boolean {
  const times = new Set(series.flatMap(({ at }) => at.map((start) => start % dayMs)))
  return times.size === 1
}

/** Epoch ms at which a replay evaluates: the last ms of each bucket with mentions, and one in each step without. */
export function* evaluationTimes(period: Pick<Period, 'series'>, { from, to }: { from: number; to: number }) {
  const filled = new Set(period.series.flatMap(({ at }) => at))
  const stepMs = hasDaysOnly(period) ? activeMs.cut : quietStepMs
  for (let start = Math.floor(from / baseBucketMs) * baseBucketMs; start <= to; start += baseBucketMs) {
    const end = start + baseBucketMs
    if (filled.has(start) || end % stepMs === 0 || end > to) yield end - 1
  }
}
