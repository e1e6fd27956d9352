import { afterAll, beforeAll, expect, test } from 'vitest'
import { recount } from '../../../alerts/series/count-table.ts'
import { TooManyPoints } from '../../../alerts/series/series-query.ts'
import { trendMeasures, trendSeries } from '../../../alerts/trends/trend-series.ts'
import { insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { mentionRow } from '../make.ts'

const hourMs = 3_600_000
const now = Date.UTC(2026, 9, 15, 12)

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
  await insertMentions(
    platform.store,
    Array.from({ length: 3_000 }, (_, i) =>
      mentionRow({ id: `a:${i}`, source: 'a', createdAt: now - hourMs, entityKinds: ['lot'], entityValues: [`L${i}`] }),
    ),
  )
  await recount(platform.store, [now - hourMs])
})
afterAll(() => platform.close())

const query = {
  by: 'lot' as const,
  filters: {},
  bucketMs: hourMs,
  to: now,
  visible: { all: true, departments: [], values: null, wholeValues: [] },
  mostPoints: 250_000,
}
const context = {
  now,
  items: async () => [],
}

// The points of 3,000 lots over 205 days are 14 million objects, more than the memory of the program.
test.each(trendMeasures.filter((measure) => measure !== 'perThousandUnits'))(
  'a split by thousands of values is refused before its points are made: %s',
  async (measure) => {
    const long = { ...query, measure, from: now - 205 * 24 * hourMs }
    await expect(trendSeries(platform.store, long, context)).rejects.toThrow(TooManyPoints)
    await expect(trendSeries(platform.store, long, context)).rejects.toThrow('14760000 points in 3000 series')
    const short = { ...query, measure, from: now - 2 * hourMs }
    expect((await trendSeries(platform.store, short, context)).series).toHaveLength(3_000)
  },
)
