import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Evidence } from '../../../alerts/alert/alert.ts'
import { toEntry } from '../../../alerts/notifiers/message/entry.ts'
import { blankMentions, insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { alertNow, mentionRow } from '../make.ts'
import { updateOf } from '../notifications.ts'
import { has, hour, openHarness, second } from './harness.ts'

let harness: Awaited<ReturnType<typeof openHarness>>
beforeAll(async () => {
  harness = await openHarness()
})
afterEach(() => harness.forget())
afterAll(() => harness.close())

const quote = (id: string, text: string): Evidence => ({
  mentionId: id,
  text,
  author: `author of ${id}`,
  source: 'forum',
  sentiment: 'negative',
  url: `https://x.example/${id}`,
  createdAt: harness.now(),
})

/** Stores the mentions, and an alert that quotes them. */
async function quoting(alertId: string): Promise<Parameters<typeof harness.life>[0]> {
  const texts = { gone: 'My parcel with the zorblax is late', kept: 'Where is my parcel?' }
  const evidence = Object.entries(texts).map(([name, text]) => quote(`forum:${alertId}-${name}`, text))
  await insertMentions(
    harness.store,
    evidence.map(({ mentionId: id, text, createdAt }) => mentionRow({ id, text, createdAt })),
  )
  return { id: alertId, evidence }
}
const remove = (id: string) =>
  blankMentions(harness.store, [{ type: 'deletion', id, source: 'forum', reason: 'deleted', at: harness.now() }])

test('what was removed while a notification waited is not sent, nor in a reminder', async () => {
  const place = await harness.place('waiting')
  await harness.start({ places: [[place, { repeatHours: 1 }]] })
  await harness.publish(harness.life(await quoting('w'))('opened'))
  await remove('forum:w-gone')
  await harness.pass(10 * second)
  await has(place, 1)
  await harness.pass(2 * hour)
  await has(place, 2)
  for (const { body } of place.taken) {
    expect(body).toContain('Where is my parcel?')
    expect(body).not.toMatch(/zorblax|author of forum:w-gone|x\.example\/forum:w-gone/)
  }
})

test('nor in a digest, and nor again after an attempt that failed', async () => {
  const [place, daily] = [await harness.place('later'), await harness.place('daily')]
  place.next.push({ status: 500 })
  await harness.start({ places: [place, [daily, { digest: 'daily' }]] })
  await harness.publish(harness.life(await quoting('r'))('opened'))
  await harness.pass(10 * second)
  expect(place.requests[0]!.body).toContain('zorblax')
  await remove('forum:r-gone')
  await harness.pass(hour)
  await has(place, 1)
  await harness.pass(24 * hour)
  await has(daily, 1)
  for (const { body } of [...place.taken, ...daily.taken]) {
    expect(body).toContain('Where is my parcel?')
    expect(body).not.toContain('zorblax')
  }
})

test('a message for people leaves out the place of a removed quote', () => {
  const evidence = [{ ...quote('forum:a', ''), author: '', url: '' }, quote('forum:b', 'Where is my parcel?')]
  const entry = toEntry(updateOf(alertNow({ evidence })), { kind: 'changes', at: harness.now() }, 'http://x.example')
  expect(entry.quotes.map(({ text }) => text)).toEqual(['Where is my parcel?'])
})
