import { Type } from 'typebox'
import { recount } from '../../../alerts/series/count-table.ts'
import type { Store } from '../../../infra/store/store.ts'

/** Recounts the bucket and returns its mentions of a topic. */
export async function countsAt(store: Store, bucketAt: number, topic: string): Promise<number> {
  await recount(store, [bucketAt])
  const [row] = await store.select(
    Type.Object({ n: Type.Integer() }),
    `SELECT sum(mentions) AS n FROM series_counts FINAL
     WHERE bucket_at = {bucketAt: DateTime64(3)} AND subject_kind = 'topic' AND subject = {topic: String} AND dimension = ''`,
    { bucketAt, topic },
  )
  return row!.n
}
