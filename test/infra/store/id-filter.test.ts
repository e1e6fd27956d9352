import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { mentionRow } from '../../alerts/make.ts'
import { openLogAndStore } from '../../open-platform.ts'

const at = Date.UTC(2026, 10, 1)
const minute = 60_000

test('a look-up of 500 new ids reads hardly anything of the table', async () => {
  const { store, close } = await openLogAndStore()
  const rows = Array.from({ length: 120_000 }, (_, i) => mentionRow({ id: `forum:${i}`, createdAt: at + i * minute }))
  for (let i = 0; i < rows.length; i += 20_000) await insertMentions(store, rows.slice(i, i + 20_000))
  const ids = Array.from({ length: 500 }, (_, i) => `forum:new-${i}`)
  const plan = await store.select(
    Type.Object({ explain: Type.String() }),
    'EXPLAIN indexes = 1 SELECT id, min(created_at) AS created_at FROM mentions WHERE id IN {ids: Array(String)} GROUP BY id',
    { ids },
  )
  const text = plan.map(({ explain }) => explain).join('\n')
  const [, read, all] = /fine_id_filter[\s\S]*?Granules: (\d+)\/(\d+)/.exec(text) ?? []
  expect(Number(all), text).toBeGreaterThan(10)
  expect(Number(read)).toBeLessThanOrEqual(Number(all) / 5)
  await close()
})
