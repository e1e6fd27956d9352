import { recount } from '../../../alerts/series/count-table.ts'
import { baseBucketMs } from '../../../alerts/series/subject.ts'
import { insertMentions } from '../../../enrich/mentions/mention-table.ts'
import type { Store } from '../../../infra/store/store.ts'
import { mentionRow } from '../make.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
const start = Date.UTC(2026, 5, 1)
const noon = start + 14 * day + 12 * hour
export const planted = { start, burstAt: start + 15 * day + 22 * hour, end: start + 16 * day }

/**
 * All of it history: a fortnight as usual, three who say the same at noon, then within half an hour a bad release, a giveaway told by one person,
 * and a feed whose times were clamped. Stored and counted.
 */
export async function storePlanted(store: Store): Promise<void> {
  const about = (topic: string, departments: string[]) => ({
    topics: [topic],
    topicTree: [topic, topic.split('.')[0]!],
    departments,
    backfill: true,
  })
  const topics = { 'app.crash': ['product'], 'marketing.campaign': ['marketing'], 'billing.refund': ['support'] }
  const usual = Object.entries(topics).flatMap(([topic, departments]) =>
    Array.from({ length: 16 * 12 }, (_, i) =>
      mentionRow({
        id: `${topic}-${i}`,
        createdAt: start + i * 2 * hour + (i % 7) * minute,
        ...about(topic, departments),
      }),
    ),
  )
  const burst = (name: string, topic: keyof typeof topics, over: (i: number) => object) =>
    Array.from({ length: 20 }, (_, i) =>
      mentionRow({
        id: `${name}-${i}`,
        createdAt: planted.burstAt + i * 90_000,
        ...about(topic, topics[topic]),
        ...over(i),
      }),
    )
  const rows = [
    ...usual,
    ...burst('crash', 'app.crash', (i) => (i % 6 === 0 ? {} : { entityKinds: ['version'], entityValues: ['4.2'] })),
    ...burst('giveaway', 'marketing.campaign', () => ({ authorKey: 'one person' })),
    ...burst('clamped', 'billing.refund', () => ({ timeClamped: true })),
    ...burst('few', 'billing.refund', (i) => ({ createdAt: noon + i * 90_000 })).slice(0, 3),
  ]
  await insertMentions(store, rows)
  await recount(store, [...new Set(rows.map((row) => Math.floor(row.createdAt / baseBucketMs) * baseBucketMs))])
}
