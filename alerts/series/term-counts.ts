import { Type } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import type { Counted } from './counted.ts'
import { mentionsOf } from './mentions-of.ts'
import { baseBucketMs, type Subject } from './subject.ts'

/**
 * The counts of a phrase from `from` to the bucket of `to` (included, epoch ms), in order. They are counted from the mentions each time:
 * a few phrases are watched, and any could be.
 */
export async function termCounts(
  store: Store,
  subject: Subject,
  { from, to }: { from: number; to: number },
): Promise<Counted[]> {
  const { where, params } = mentionsOf(subject)
  const rows = await store.select(
    Type.Object({ bucket: Type.Integer(), mentions: Type.Integer(), live: Type.Integer() }),
    `SELECT intDiv(toUnixTimestamp(created_at), ${baseBucketMs / 1000}) AS bucket, count() AS mentions,
       countIf(NOT backfill AND NOT time_clamped) AS live
     FROM mentions FINAL WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${where}
     GROUP BY bucket ORDER BY bucket`,
    { ...params, fromAt: from, toAt: Math.floor(to / baseBucketMs) * baseBucketMs + baseBucketMs },
  )
  return rows.map(({ bucket, mentions, live }) => ({ at: bucket * baseBucketMs, mentions, live }))
}
