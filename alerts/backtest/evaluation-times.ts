import { baseBucketMs } from '../series/subject.ts'
import type { Period } from './period.ts'

/**
 * Without new mentions an alert can only calm down, and a department drop. Both take at least an hour, so a look every 30 minutes is
 * enough.
 */
const quietStepMs = 30 * 60_000

/** Epoch ms at which a replay evaluates: the last ms of each bucket with mentions, and of one in six without. */
export function* evaluationTimes({ series }: Pick<Period, 'series'>, { from, to }: { from: number; to: number }) {
  const filled = new Set(series.flatMap(({ at }) => at))
  for (let start = Math.floor(from / baseBucketMs) * baseBucketMs; start <= to; start += baseBucketMs) {
    const end = start + baseBucketMs
    if (filled.has(start) || end % quietStepMs === 0 || end > to) yield end - 1
  }
}
