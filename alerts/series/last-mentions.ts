import { Type } from 'typebox'
import type { Store } from '../../infra/store/store.ts'

/** The bucket (5 minutes, its start in epoch ms) of the newest mention of each source that ever had one. */
export async function lastMentions(store: Store): Promise<Map<string, number>> {
  const rows = await store.select(
    Type.Object({ source: Type.String(), lastAt: Type.Integer() }),
    `SELECT value AS source, max(bucket_at) AS last_at FROM series_counts FINAL
     WHERE subject_kind = 'all' AND dimension = 'source' AND mentions > 0 GROUP BY source`,
  )
  return new Map(rows.map(({ source, lastAt }) => [source, lastAt]))
}
