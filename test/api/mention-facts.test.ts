import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MentionDto } from '../../api/dto/mention-dto.ts'
import type { App } from '../../api/request/deps.ts'
import { buildApi } from '../../api/server.ts'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import { saveAnswers } from '../../ingest/answer-table.ts'
import { mentionRow } from '../alerts/make.ts'
import { filledWithinMs, openFilled, now, type Filled } from './filled.ts'

const hour = 3_600_000
let filled: Filled
let app: App
const row = (id: string, hoursAgo: number, more: object = {}) =>
  mentionRow({ id, source: id.split(':')[0]!, createdAt: now - hoursAgo * hour, text: `recall of the kettle`, ...more })

beforeAll(async () => {
  filled = await openFilled()
  await insertMentions(filled.store, [
    row('agency:1', 4, { channel: 'Agency', url: 'https://agency.example/1', format: 'article' }),
    row('news:1', 3, { channel: 'Tagblatt', url: 'https://tagblatt.example/1', duplicateOf: 'agency:1' }),
    row('desk:ticket:1', 5),
  ])
  await saveAnswers(filled.store, 'desk', [{ to: 'ticket:1', at: now - 2 * hour }])
  app = await buildApi(filled.deps)
}, filledWithinMs)
afterAll(async () => {
  await app?.close()
  await filled?.close()
})

const mention = async (id: string) =>
  (await app.inject(`/api/v1/mentions/${encodeURIComponent(id)}`)).json<MentionDto>()

test('a mention says when the company answered it, and in which outlets its story stands', async () => {
  expect(await mention('desk:ticket:1')).toMatchObject({
    answeredAt: new Date(now - 2 * hour).toISOString(),
    outlets: [],
  })
  expect(await mention('agency:1')).toMatchObject({
    answeredAt: null,
    outlets: [{ id: 'news:1', source: 'news', channel: 'Tagblatt', url: 'https://tagblatt.example/1' }],
  })
  expect(await mention('news:1')).toMatchObject({ duplicateOf: 'agency:1', outlets: [] })
  const { items } = (await app.inject('/api/v1/mentions?q=recall of the kettle')).json<{ items: MentionDto[] }>()
  expect(items.map(({ id, outlets, answeredAt }) => [id, outlets.length, answeredAt !== null])).toEqual([
    ['news:1', 0, false],
    ['agency:1', 1, false],
    ['desk:ticket:1', 0, true],
  ])
})
