import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountFacts } from '../../../alerts/accounts/account-query.ts'
import { answeredAt } from '../../../alerts/accounts/answered.ts'
import type { Account } from '../../../alerts/accounts/account.ts'
import { insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { saveAnswers } from '../../../ingest/answer-table.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { mentionRow } from '../make.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 20, 12)
const halden: Account = {
  platform: 'shop',
  handle: 'halden',
  owner: 'Lea',
  unit: null,
  lastPostAt: null,
  lastReplyAt: null,
}

let platform: Awaited<ReturnType<typeof openLogAndStore>>
const row = (id: string, daysAgo: number, more: object = {}) =>
  mentionRow({ id: `shop:${id}`, source: 'shop', createdAt: now - daysAgo * day, text: `${id} @halden`, ...more })
const rows = [
  row('ticket:1', 9),
  row('comment:2', 7, { inReplyTo: 'ticket:1' }),
  row('comment:3', 3, { inReplyTo: 'shop:ticket:1' }),
  row('ticket:4', 9),
  row('review:5', 9),
  row('post:6', 9),
  row('reply', 8, { inReplyTo: 'post:6', authorHandle: 'Halden', text: 'Sorry!' }),
  row('other', 8.5, { inReplyTo: 'post:6', authorHandle: 'kim', text: 'Same here' }),
]

beforeAll(async () => {
  platform = await openLogAndStore()
  await insertMentions(platform.store, rows)
  // Twice, as after a crash. One is older than what it should answer: a conversation that the company began.
  for (let i = 0; i < 2; i++)
    await saveAnswers(platform.store, 'shop', [
      { to: 'ticket:1', at: now - 8 * day },
      { to: 'ticket:1', at: now - 5 * day },
      { to: 'review:5', at: now - 10 * day },
    ])
})
afterAll(() => platform.close())

test('a mention is answered by the first answer in its thread after it, or by a reply of an own account', async () => {
  const found = await answeredAt(platform.store, rows, [halden])
  expect(Object.fromEntries([...found].map(([id, at]) => [id, (now - at) / day]))).toEqual({
    'shop:ticket:1': 8,
    'shop:comment:2': 5,
    'shop:post:6': 8,
  })
  expect(await answeredAt(platform.store, [], [halden])).toEqual(new Map())
})

test('the inventory knows what was answered where replies are no mentions, and answers are no mentions', async () => {
  const [facts] = await accountFacts(platform.store, [halden], { now, visible: everyMention })
  // Not answered: comment:3, which is younger than the answers in its thread, ticket:4, and review:5, which is younger too.
  expect(facts).toMatchObject({ mentions: 6, unanswered: 3, coversReplies: true })
  await saveAnswers(platform.store, 'clips', [{ to: 'x', at: now }])
  const [uncovered] = await accountFacts(platform.store, [{ ...halden, platform: 'clips' }], {
    now,
    visible: everyMention,
  })
  expect(uncovered).toMatchObject({ mentions: 0, covered: true, coversReplies: true })
})
