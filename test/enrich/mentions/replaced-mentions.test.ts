import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blankMentions, insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { deleteReplacedCopies, deleteReplacedTexts } from '../../../enrich/mentions/replaced-mentions.ts'
import { mentionRow } from '../../alerts/make.ts'
import { openLogAndStore } from '../../open-platform.ts'

const now = Date.UTC(2026, 10, 24, 12)
const hour = 3_600_000
let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => void (platform = await openLogAndStore()))
afterAll(() => platform.close())

test('of many removed mentions only the blank rows are left, in one server and in a cluster', async () => {
  const { store } = platform
  const rows = Array.from({ length: 6_000 }, (_, n) =>
    mentionRow({ id: `forum:${n}-${'x'.repeat(30)}`, createdAt: now - (n % 2_000) * hour }),
  )
  await insertMentions(store, rows)
  const removed = rows.filter((_, n) => n % 3 > 0)
  await blankMentions(
    store,
    removed.map(({ id }) => ({ type: 'deletion', id, source: 'forum', reason: 'expired', at: now })),
  )
  expect(await deleteReplacedTexts(store, AbortSignal.timeout(60_000))).toBe(removed.length)
  expect(await deleteReplacedTexts(store, AbortSignal.timeout(60_000))).toBe(0)
  expect(await deleteReplacedCopies(store)).toEqual([])
  const counts = await store.select(
    Type.Object({ rows: Type.Integer() }),
    "SELECT count() AS rows FROM mentions GROUP BY text = '' ORDER BY text = ''",
  )
  expect(counts.map((each) => each.rows)).toEqual([2_000, 4_000])
})
