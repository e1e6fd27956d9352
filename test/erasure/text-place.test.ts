import { afterAll, beforeAll, expect, test } from 'vitest'
import { saveReportDeliveries, findReportDeliveries } from '../../alerts/notify/report-delivery-table.ts'
import { saveSilences } from '../../alerts/notify/silence-table.ts'
import { savedViews, saveViews } from '../../alerts/trends/saved-view-table.ts'
import { allPlaces } from '../../erasure/places.ts'
import { findErased } from '../../erasure/find.ts'
import { tracesOf } from '../../erasure/scrub.ts'
import { initialHealth, saveHealth, sourceHealth } from '../../ingest/source-table.ts'
import { Type } from 'typebox'
import { openLogAndStore } from '../open-platform.ts'

const at = Date.UTC(2026, 9, 15)
const word = 'quixodrome'
let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())

async function placeOf(name: string) {
  const { store, log, data } = platform
  const found = await findErased({ store, log, secret: Buffer.from('s') }, { kind: 'match', text: word })
  const context = { store, found, traces: tracesOf(found, { values: new Set(), named: new Set() }), at }
  return allPlaces(context, { log, data }).places.find((place) => place.name === name)!
}

test('a replaced row is found, and the current one stays as it is', async () => {
  const { store } = platform
  const health = initialHealth({ source: 'forum', kind: 'feed', state: 'live' })
  await saveHealth(store, [{ ...health, reason: `${word} is no time`, updatedAt: at }])
  await saveHealth(store, [{ ...health, reason: 'busy', updatedAt: at + 1 }])
  const place = await placeOf('reasons of sources')
  expect(await place.count()).toBe(1)
  await place.erase()
  expect(await place.count()).toBe(0)
  expect(await sourceHealth(store)).toMatchObject([{ reason: 'busy', updatedAt: at + 1 }])
})

test('the current row is written again with all its columns', async () => {
  const { store } = platform
  const silence = {
    id: 's1',
    matches: { products: ['kettle'] },
    fromAt: at,
    untilAt: at + 1,
    actingOnly: true,
    by: 'kim',
    reason: `${word} called`,
    version: 3,
  }
  await saveSilences(store, [{ ...silence, version: 2, reason: 'before' }, silence])
  const place = await placeOf('silences')
  await place.erase()
  expect(await place.count()).toBe(0)
  const rows = await store.select(Type.Object({}), 'SELECT * FROM silences')
  expect(rows).toEqual([{ ...silence, matches: '{"products":["kettle"]}', reason: '[erased] called', version: 4 }])
})

test('a report that was sent since is found in the row before, and is not sent again', async () => {
  const { store } = platform
  const row = { reportId: 'report:1', receiver: 'chat', attempt: 0, createdAt: at, firstAttemptAt: at, dueAt: at }
  const due = { ...row, state: 'due' as const, reason: '', sentAt: 0, version: 1 }
  await saveReportDeliveries(store, [{ ...due, notification: JSON.stringify({ text: `about ${word}` }) }])
  await saveReportDeliveries(store, [{ ...due, state: 'sent', sentAt: at, version: 2, notification: '' }])
  const place = await placeOf('reports not sent')
  expect(await place.count()).toBe(1)
  await place.erase()
  expect(await place.count()).toBe(0)
  expect(await findReportDeliveries(store, 9)).toMatchObject([{ state: 'sent', version: 2 }])
})

test('every version of a view is kept, without the word, also when it is longer than a parameter', async () => {
  const { store } = platform
  const view = { id: 'v', query: { q: word }, by: 'kim', savedAt: at, removed: false }
  const long = 'ж'.repeat(60_000)
  await saveViews(
    store,
    Array.from({ length: 601 }, (_, i) => ({ ...view, name: `${word} ${i}`, version: i + 1 })),
  )
  await saveViews(store, [{ ...view, id: 'w', name: `${word} ${long}`, version: 1 }])
  const place = await placeOf('saved views')
  expect(await place.count()).toBe(602)
  await place.erase()
  expect(await place.count()).toBe(0)
  expect((await savedViews(store)).map(({ name, query }) => [name, query.q])).toEqual([
    ['[erased] 600', '[erased]'],
    [`[erased] ${long}`, '[erased]'],
  ])
})
