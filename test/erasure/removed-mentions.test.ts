import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Alert, Evidence } from '../../alerts/alert/alert.ts'
import { findAlert, historyOf, saveAlerts, saveChange } from '../../alerts/alert/alert-table.ts'
import { seesAll } from '../../alerts/alert/visibility.ts'
import { saveDeliveries } from '../../alerts/notify/delivery-table.ts'
import { findReportDeliveries, saveReportDeliveries } from '../../alerts/notify/report-delivery-table.ts'
import { blankCorrections, correctionsOf, insertCorrection } from '../../enrich/mentions/correction-table.ts'
import { blankMentions, insertMentions } from '../../enrich/mentions/mention-table.ts'
import { deleteRemoved } from '../../erasure/removed-mentions.ts'
import { alertNow, changeNow, mentionRow } from '../alerts/make.ts'
import { openEmbedded } from '../open-platform.ts'
import { filesWith } from './search.ts'

const now = Date.UTC(2026, 9, 15, 12)
const day = 86_400_000
/** Words that only the removed mentions have. */
const words = ['quixodrome', 'zorblaxian', 'vextrimble', 'marnoflip']
const removed = (id: string, createdAt: number) =>
  mentionRow({
    id,
    createdAt,
    text: 'The quixodrome is late',
    title: 'marnoflip',
    authorHandle: 'zorblaxian',
    url: 'https://x.example/vextrimble',
    topicReasons: ['quixodrome'],
  })
const ids = ['forum:now', 'forum:before', 'forum:long-before']
const times = [now, now - day, now - 70 * day]
const kept = mentionRow({ id: 'forum:kept', createdAt: now, text: 'Where is my brindlewock?' })

const quote = ({ id, text, authorHandle, url, createdAt }: typeof kept): Evidence => ({
  mentionId: id,
  text,
  author: authorHandle,
  source: 'forum',
  sentiment: 'negative',
  url,
  createdAt,
})

let platform: Awaited<ReturnType<typeof openEmbedded>>
beforeAll(async () => {
  platform = await openEmbedded()
  // As parts that have grown large.
  await platform.store.command('ALTER TABLE mentions MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1')
})
afterAll(() => platform.close())

const run = () =>
  deleteRemoved({ ...platform, isShared: async () => false, now: () => now }, AbortSignal.timeout(120_000))

const countOf = async (sql: string) =>
  (await platform.store.select(Type.Object({ rows: Type.Integer() }), `SELECT count() AS rows FROM ${sql}`))[0]!.rows

/** Everything that repeats a part of the mentions, and then the deletions. */
async function plant(): Promise<void> {
  const { store } = platform
  const rows = ids.map((id, i) => removed(id, times[i]!))
  await insertMentions(store, [...rows, kept])
  await insertMentions(
    store,
    rows.map((row) => ({ ...row, text: `${row.text}, edited`, version: row.version + 1 })),
  )
  const labels = { topicReasons: ['quixodrome'], modelVersion: 'next', taxonomyVersion: 'next' }
  await store.insert('shadow_mentions', [{ id: ids[0], createdAt: now, version: now + 1, ...labels }])
  const correction = { right: { topics: [] }, cluster: 'c', reason: '', by: 'kim', correctedAt: now, commandIds: ['c'] }
  for (const { id, text, version } of [rows[0]!, kept])
    await insertCorrection(store, { ...correction, mentionId: id, text, mentionVersion: version + 1 })
  const alert: Alert = alertNow({ id: 'a', openedAt: now, evidence: [quote(rows[0]!), quote(kept)] })
  await saveAlerts(store, [alert])
  await saveChange(store, changeNow({ alert }))
  const attempt = { dueAt: now, attempt: 9, reason: 'down', createdAt: now, firstAttemptAt: now, sentAt: 0, version: 1 }
  const delivery = { alertId: 'a', changeNumber: 1, changeName: 'opened', receiver: 'chat', ...attempt }
  await saveDeliveries(store, [
    {
      ...delivery,
      state: 'failed',
      groupKey: 'a',
      mode: 'now',
      person: '',
      asksImpact: false,
      reference: '',
      change: JSON.stringify(changeNow({ alert })),
    },
  ])
  await saveReportDeliveries(store, [
    {
      reportId: 'report:1',
      receiver: 'chat',
      state: 'failed',
      ...attempt,
      notification: JSON.stringify(reportOn(rows[1]!)),
    },
  ])
  const deletion = { type: 'deletion' as const, source: 'forum', reason: 'expired' as const, at: now + 1 }
  await blankMentions(
    store,
    ids.map((id) => ({ ...deletion, id })),
  )
  await blankCorrections(store, ids)
}

/** The parts of a weekly report that quote. */
const reportOn = (row: typeof kept) => ({
  kind: 'report',
  lines: ['Logistics', `    “${row.text}” ${row.authorHandle}, forum`],
  attached: { report: { departments: [{ praise: { quote: quote(row) } }] } },
})

describe('what removed mentions have left', () => {
  beforeAll(plant)

  test('is in files of the store, in parts that are never merged', () => {
    for (const word of words) expect([word, filesWith(platform.data, [word]).length > 0]).toEqual([word, true])
  })

  test('is deleted from every file, and what is not theirs stays', async () => {
    const before = await countOf('mentions FINAL')
    await run()
    expect(filesWith(platform.data, words)).toEqual([])
    expect(await countOf('mentions FINAL')).toBe(before)
    expect(await countOf('mentions')).toBe(before)
    expect(await countOf("mentions WHERE removed_at IS NOT NULL AND has(topics, 'delivery.late')")).toBe(ids.length)
    expect(filesWith(platform.data, ['brindlewock']).length).toBeGreaterThan(0)
  })

  test('alerts, their history, notifications and reports keep the other quotes', async () => {
    const { store } = platform
    const texts = (alert: Alert) => alert.evidence.map(({ mentionId, text }) => `${mentionId} ${text}`)
    const shown = ['forum:now ', 'forum:kept Where is my brindlewock?']
    expect(texts((await findAlert(store, 'a', seesAll))!)).toEqual(shown)
    expect((await historyOf(store, 'a')).map(({ alert }) => texts(alert))).toEqual([shown])
    const [delivery] = await store.select(
      Type.Object({ change: Type.String() }),
      "SELECT change FROM deliveries FINAL WHERE change != ''",
    )
    expect(texts((JSON.parse(delivery!.change) as { alert: Alert }).alert)).toEqual(shown)
    const [report] = await findReportDeliveries(store, 9)
    expect(JSON.parse(report!.notification)).toMatchObject({
      lines: ['Logistics'],
      attached: {
        report: { departments: [{ praise: { quote: { mentionId: 'forum:before', text: '', author: '' } } }] },
      },
    })
    const corrections = await correctionsOf(store, ['forum:now', 'forum:kept'])
    expect([...corrections.values()].map(({ text }) => text).toSorted()).toEqual(['', 'Where is my brindlewock?'])
  })

  test('another run changes nothing', async () => {
    const [mutations, rounds] = [await countOf('system.mutations'), await countOf('erasures')]
    await run()
    expect(await countOf('system.mutations')).toBe(mutations)
    expect(await countOf('erasures')).toBe(rounds)
  })

  test('a text that a source delivers again, and a quote that was written again, are deleted by the next run', async () => {
    const { store } = platform
    await insertMentions(store, [removed('forum:before', now - day)])
    const alert = (await findAlert(store, 'a', seesAll))!
    const facts = { ...alert.facts, revision: alert.facts.revision + 1 }
    await saveAlerts(store, [{ ...alert, facts, evidence: [quote(removed('forum:now', now))] }])
    await run()
    expect(filesWith(platform.data, words)).toEqual([])
    expect((await findAlert(store, 'a', seesAll))!.evidence.map(({ text }) => text)).toEqual([''])
  })
})
