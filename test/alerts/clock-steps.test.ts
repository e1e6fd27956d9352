import { seesAll } from '../../alerts/alert/visibility.ts'
import { Type } from 'typebox'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findAlerts } from '../../alerts/alert/alert-table.ts'
import { openAlertWriter, type AlertWriter } from '../../alerts/alert-writer.ts'
import { recount } from '../../alerts/series/count-table.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { insertMentions, type MentionRow } from '../../enrich/mentions/mention-table.ts'
import { loadCursor, saveCursors } from '../../ingest/cursor-table.ts'
import { openLogAndStore } from '../open-platform.ts'
import { hazardPolicy, mentionRow } from './make.ts'

const hour = 3_600_000
const day = 24 * hour
const now = Date.UTC(2026, 9, 15, 12)
const taxonomy = readTaxonomy()

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let time: number
let writer: AlertWriter
beforeEach(async () => {
  platform = await openLogAndStore()
  time = now
  writer = openAlertWriter({
    ...platform,
    clock: () => time,
    taxonomy,
    budgetPerWeek: 3,
    hazards: hazardPolicy,
    upliftOf: () => 1,
    gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 },
  })
  await writer.load()
})
afterEach(async () => {
  await writer.close()
  await platform.close()
})

const mention = (id: string, topic: string, over: Partial<MentionRow>): MentionRow =>
  mentionRow({
    id,
    createdAt: time,
    topics: [topic],
    topicTree: [topic, topic.split('.')[0]!],
    departments: ['product'],
    ...over,
  })
/** Two looks, a minute and a half apart. */
async function look(): Promise<void> {
  for (let i = 0; i < 2; i++) {
    time += 90_000
    await writer.tick(time)
  }
}
const burst = (name: string, topic: string) =>
  Array.from({ length: 15 }, (_, i) =>
    mention(`${name}-${i}`, topic, { createdAt: time - i * 60_000, text: `${name} ${i}`, authorKey: `${name} ${i}` }),
  )

test.each([
  ['an hour back', [-hour]],
  ['an hour on', [hour]],
  ['ten days back', [-10 * day]],
  ['ten days on', [10 * day]],
  ['ten days on, and back to six hours after the first spike', [10 * day, 6 * hour - 10 * day]],
  ['an hour back and on, twice', [-hour, hour, -hour, hour]],
])('looks go on after the clock was set %s: a spike opens its alert', async (_, steps) => {
  const ordinary = ['app.crash', 'app.login'].flatMap((topic) =>
    Array.from({ length: 28 * 12 }, (_each, i) =>
      mention(`${topic}-usual-${i}`, topic, { createdAt: now - 28 * day + i * 2 * hour, backfill: true }),
    ),
  )
  await insertMentions(platform.store, ordinary)
  await look()
  await insertMentions(platform.store, burst('before', 'app.crash'))
  await look()
  expect(await findAlerts(platform.store, { topic: 'app.crash', limit: 5, visibility: seesAll })).toHaveLength(1)
  for (const step of steps) {
    time += step
    await look()
  }
  await insertMentions(platform.store, burst('after', 'app.login'))
  await look()
  const [alert] = await findAlerts(platform.store, { topic: 'app.login', limit: 5, visibility: seesAll })
  expect(alert).toMatchObject({ status: 'open', observed: 15 })
})

test('a count that was stored at a later time than now is replaced by the next one', async () => {
  const at = Math.floor(now / (5 * 60_000)) * 5 * 60_000
  await insertMentions(platform.store, [mention('a', 'app.crash', { createdAt: at })])
  await recount(platform.store, [at])
  await platform.store.command(
    `INSERT INTO bucket_counts SELECT * REPLACE (now64(6, 'UTC') + INTERVAL 10 DAY AS counted_at) FROM bucket_counts FINAL`,
  )
  await insertMentions(platform.store, [mention('b', 'app.crash', { createdAt: at + 1 })])
  await recount(platform.store, [at])
  for (const table of ['bucket_counts', 'series_counts']) {
    const rows = await platform.store.select(
      Type.Object({ mentions: Type.Integer() }),
      `SELECT mentions FROM ${table} FINAL WHERE subject_kind = 'topic' AND subject = 'app.crash' AND dimension = ''`,
    )
    expect([table, rows]).toEqual([table, [{ mentions: 2 }]])
  }
})

test('a cursor that was saved at a later time than now is replaced by the next one', async () => {
  await platform.store.insert('cursors', [{ source: 'forum', cursor: 'old', savedAt: Date.now() + 10 * day }])
  expect(await loadCursor(platform.store, 'forum')).toBe('old')
  await saveCursors(platform.store, [{ source: 'forum', cursor: 'new' }])
  expect(await loadCursor(platform.store, 'forum')).toBe('new')
})

test('a report of a hazard opens its alert also when reports of a later time were read', async () => {
  await saveCursors(platform.store, [{ source: '#hazards', cursor: String(Date.now() + 10 * day) }])
  await writer.load()
  const report = {
    hazards: ['fire' as const],
    sentiment: 'negative' as const,
    text: 'the charger caught fire in the kitchen',
  }
  await insertMentions(platform.store, [mention('fire', 'safety.overheating', { createdAt: time, ...report })])
  // Reports settle for five seconds of the store's clock before they are read.
  await expect
    .poll(
      async () => (await writer.tick((time += 1_000)), findAlerts(platform.store, { limit: 5, visibility: seesAll })),
      {
        timeout: 20_000,
      },
    )
    .toHaveLength(1)
})
