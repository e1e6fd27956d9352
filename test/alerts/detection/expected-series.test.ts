import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectedSeries } from '../../../alerts/detection/expected-series.ts'
import type { LocalityOf } from '../../../alerts/detection/locality.ts'
import { recount } from '../../../alerts/series/count-table.ts'
import { baseBucketMs } from '../../../alerts/series/subject.ts'
import { insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { mentionRow } from '../make.ts'

const hour = 3_600_000
const day = 24 * hour
const first = Date.UTC(2026, 2, 2)
const goodFriday = Date.UTC(2026, 3, 3)

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
  // Six mentions an hour on workdays from 9 to 17 in Berlin, none on Good Friday.
  const times: number[] = []
  for (let at = first; at < goodFriday; at += hour) {
    const local = new Date(at + (at < Date.UTC(2026, 2, 29, 1) ? 1 : 2) * hour)
    const isOpen = local.getUTCDay() % 6 !== 0 && local.getUTCHours() >= 9 && local.getUTCHours() < 17
    if (isOpen) for (let i = 0; i < 6; i++) times.push(at + i * 10 * 60_000)
  }
  const rows = times.map((createdAt, i) => mentionRow({ id: `m${i}`, createdAt }))
  await insertMentions(platform.store, rows)
  await recount(platform.store, [...new Set(times.map((at) => Math.floor(at / baseBucketMs) * baseBucketMs))])
})
afterAll(() => platform.close())

/** What the chart of the topic expects of an hour. */
async function expectedAt(at: number, localityOf?: LocalityOf): Promise<number> {
  const query = {
    measure: 'mentions' as const,
    filters: { topic: 'delivery.late' },
    bucketMs: hour,
    visible: everyMention,
  }
  const [series] = await expectedSeries(
    platform.store,
    { ...query, from: goodFriday - 7 * day, to: goodFriday + day },
    { now: goodFriday + day, localityOf },
  )
  return series!.points.find((point) => point.at === at)!.band!.expected
}

test('a chart expects the hours and holidays that the detector expects of its topic or department', async () => {
  const berlin: LocalityOf = ({ kind, id }) =>
    kind === 'topic' && id === 'delivery.late' ? { zone: 'Europe/Berlin', holidays: 'DE' } : { zone: 'UTC' }
  const [noon, opening] = [goodFriday + 10 * hour, goodFriday - 4 * day + 7 * hour]
  expect(await expectedAt(noon)).toBeGreaterThan(3)
  expect(await expectedAt(noon, berlin)).toBeLessThan(1)
  // Monday after the change of clocks, nine o'clock in Berlin.
  expect(await expectedAt(opening, berlin)).toBeGreaterThan(1.5 * (await expectedAt(opening)))
})
