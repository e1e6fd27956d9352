import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countUnerased, eraseMentions } from '../../../enrich/mentions/erased-mentions.ts'
import { insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { insertShadow } from '../../../enrich/relabel/relabel-table.ts'
import { mentionRow } from '../../alerts/make.ts'
import { openLogAndStore } from '../../open-platform.ts'

const at = Date.UTC(2026, 9, 15)
let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())

const stored = (id: string) =>
  platform.store.select(
    Type.Object({
      channel: Type.String(),
      inReplyTo: Type.String(),
      entityValues: Type.Array(Type.String()),
      version: Type.Integer(),
    }),
    'SELECT channel, in_reply_to, entity_values, version FROM mentions WHERE id = {id: String}',
    { id },
  )

test('what an earlier version erased loses its channel and the mention that it answers', async () => {
  const { store } = platform
  const blank = { text: '', authorHandle: '', topicReasons: [], topicSentiments: [], topicSentimentScores: [] }
  const version = 20_000_000_000_000 + at
  const row = mentionRow({ id: 'forum:1', createdAt: at, ...blank, removedAt: at, version })
  await insertMentions(store, [{ ...row, channel: "Margaret's blog", inReplyTo: 'margaret-1' }])
  expect(await countUnerased(store, ['forum:1'])).toBe(1)
  await eraseMentions(store, new Map([['forum:1', []]]), at)
  expect(await countUnerased(store, ['forum:1'])).toBe(0)
  expect(await stored('forum:1')).toEqual([{ channel: '', inReplyTo: '', entityValues: [], version: version + 1 }])
})

test('a mention with more values than a parameter holds loses its own and keeps the others', async () => {
  const { store } = platform
  const own = Array.from({ length: 1_000 }, (_, i) => `${'x'.repeat(195)}${String(i).padStart(5, '0')}`)
  const entityValues = [...own, 'Kettle']
  const entityKinds = entityValues.map(() => 'product')
  const rows = ['forum:2', 'forum:3'].map((id) =>
    mentionRow({ id, createdAt: at, entityKinds, entityValues, version: at }),
  )
  await insertMentions(store, rows)
  await eraseMentions(store, new Map(rows.map(({ id }) => [id, own])), at)
  for (const { id } of rows) expect(await stored(id)).toMatchObject([{ entityValues: ['Kettle'] }])
})

test('labels in waiting are counted', async () => {
  const { store } = platform
  await insertShadow(store, [mentionRow({ id: 'forum:4', createdAt: at, version: at })])
  expect(await countUnerased(store, ['forum:4'])).toBe(1)
  await eraseMentions(store, new Map([['forum:4', []]]), at)
  expect(await countUnerased(store, ['forum:4'])).toBe(0)
})
