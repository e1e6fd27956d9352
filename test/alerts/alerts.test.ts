import { seesAll } from '../../alerts/alert/visibility.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Alert } from '../../alerts/alert/alert.ts'
import { alertCommandsTopic } from '../../alerts/alert/alert-command.ts'
import { findAlert, findAlerts, historyOf, saveAlerts, saveChange } from '../../alerts/alert/alert-table.ts'
import { startAlerts } from '../../alerts/alerts.ts'
import { insertMentions, type MentionRow } from '../../enrich/mentions/mention-table.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { saveHealth } from '../../ingest/source-table.ts'
import { openLogAndStore } from '../open-platform.ts'
import { until } from '../until.ts'
import { alertNow, changeNow, hazardPolicy, mentionRow } from './make.ts'
import type { Stop } from '../../infra/stop.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 9, 15, 12)
const taxonomy = readTaxonomy()

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let stop: Stop
let time = now
let looks = 0

/** One ordinary mention of the topic every two hours for three weeks. */
function ordinary(topic: string, departments: string[]): MentionRow[] {
  return Array.from({ length: 21 * 12 }, (_, i) =>
    row(`${topic}-usual-${i}`, topic, {
      createdAt: now - 21 * 24 * hour + i * 2 * hour + (i % 7) * 60_000,
      backfill: true,
      departments,
    }),
  )
}
const row = (id: string, topic: string, over: Partial<MentionRow>): MentionRow =>
  mentionRow({
    id,
    createdAt: now,
    topics: [topic],
    topicTree: [topic, topic.split('.')[0]!],
    departments: ['product'],
    ...over,
  })
const burst = (name: string, topic: string, over: (i: number) => Partial<MentionRow>, count = 12): MentionRow[] =>
  Array.from({ length: count }, (_, i) => row(`${name}-${i}`, topic, { createdAt: time - i * 2 * 60_000, ...over(i) }))

const lookAgain = async () => {
  const before = looks
  time += 61_000
  await until('two more looks', () => looks >= before + 2 || ((time += 1000), false))
}
const start = () =>
  startAlerts({
    log: platform.log,
    store: platform.store,
    clock: () => time,
    logger: platform.logger,
    taxonomy,
    tickMs: 50,
    budgetPerWeek: 3,
    hazards: hazardPolicy,
    upliftOf: () => 1,
    gates: {
      mentions: 5,
      authors: 4,
      texts: 4,
      ratio: 2,
    },
    onEvaluated: () => void looks++,
  })
const alertsOf = async (topic: string) => findAlerts(platform.store, { topic, limit: 10, visibility: seesAll })
const alertOf = async (topic: string): Promise<Alert> => {
  await until(`an alert on ${topic}`, async () => ((time += 5_000), (await alertsOf(topic)).length > 0))
  return (await alertsOf(topic))[0]!
}

beforeAll(async () => {
  platform = await openLogAndStore()
  const expected = [
    'app.crash',
    'delivery.late',
    'billing.refund',
    'marketing.campaign',
    'product.noise',
    'safety.overheating',
    'app.login',
    'service.rude',
  ].flatMap((topic) => ordinary(topic, ['product']))
  await insertMentions(platform.store, expected)
  stop = await start()
})
afterAll(async () => {
  await stop()
  await platform.close()
})

describe('from stored mentions to an alert', () => {
  test('a burst of complaints becomes one alert with its driver, quotes and owners', async () => {
    const named = (i: number) => (i % 6 === 0 ? {} : { entityKinds: ['version'], entityValues: ['4.2'] })
    await insertMentions(
      platform.store,
      burst('crash', 'app.crash', (i) => ({ ...named(i), departments: ['product', 'support'] })),
    )
    const alert = await alertOf('app.crash')
    await lookAgain()
    expect(await alertsOf('app')).toHaveLength(1)
    expect(alert).toMatchObject({
      topic: 'app.crash',
      status: 'open',
      departments: ['product', 'support'],
      drivers: [{ dimension: 'version', value: '4.2' }],
    })
    expect(alert.evidence.length).toBeGreaterThanOrEqual(3)
    expect(new Set(alert.evidence.map((quote) => quote.text)).size).toBe(alert.evidence.length)
    expect(alert.onsetAt).toBeLessThanOrEqual(alert.openedAt)
  })

  test('one publisher’s five feeds are one voice', async () => {
    const feeds = ['news', 'news-tech', 'news-local', 'news-mobile', 'news-archive']
    await insertMentions(
      platform.store,
      burst('feeds', 'safety.overheating', (i) => ({
        source: feeds[i % 5]!,
        authorKey: `author of ${feeds[i % 5]}`,
        contentHash: `story ${Math.floor(i / 5)}`,
      })),
    )
    await lookAgain()
    await lookAgain()
    expect(await alertsOf('safety')).toEqual([])
  })

  test('one text passed on by many, and one person a hundred times, alert nobody; nor does history', async () => {
    await insertMentions(
      platform.store,
      burst('wave', 'marketing.campaign', () => ({ contentHash: 'the same post' }), 60),
    )
    await insertMentions(
      platform.store,
      burst('shouter', 'product.noise', () => ({ authorKey: 'one person' }), 60),
    )
    await insertMentions(
      platform.store,
      burst('history', 'billing.refund', () => ({ backfill: true }), 60),
    )
    await lookAgain()
    await lookAgain()
    expect(await alertsOf('marketing')).toEqual([])
    expect(await alertsOf('product')).toEqual([])
    expect(await alertsOf('billing')).toEqual([])
  })

  test('an alert that an older version stored is read: judged by nobody, its finding under the new name', async () => {
    const { verdict: _verdict, ...alert } = alertNow({ id: 'stored before' })
    const { finding, ...facts } = alert.facts
    const before = { ...alert, status: 'resolved', openedAt: 1, updatedAt: 1, facts: { ...facts, verdict: finding } }
    await saveAlerts(platform.store, [before as unknown as Alert])
    expect(await findAlert(platform.store, alert.id, seesAll)).toMatchObject({ verdict: null, facts: { finding } })
    const change = { ...changeNow(), alertId: alert.id, alert: before as unknown as Alert }
    await saveChange(platform.store, change)
    expect((await historyOf(platform.store, alert.id))[0]?.alert.verdict).toBeNull()
  })

  test('commands change an alert in order, once each, and the history keeps who and why', async () => {
    const { id } = await alertOf('app.crash')
    const at = time
    const take = { commandId: 'take', alertId: id, command: 'acknowledge' as const, by: 'mara', at }
    await platform.log.publish(alertCommandsTopic, [
      take,
      take,
      { ...take, commandId: 'give', command: 'assign', owner: 'jonas', reason: 'he knows the app' },
    ])
    await until('it is assigned', async () => (await findAlert(platform.store, id, seesAll))?.owner === 'jonas')
    const history = await historyOf(platform.store, id)
    // On a busy machine a look comes in between, and finds that it eased.
    const steps = history.filter(({ change }) => change !== 'eased')
    expect(steps.map(({ change, by, reason }) => [change, by, reason])).toEqual([
      ['opened', 'groundswell', 'more mentions than expected'],
      ['acknowledged', 'mara', ''],
      ['assigned', 'mara', 'he knows the app'],
    ])
    expect(history.map((change) => change.changeNumber)).toEqual(history.map((_, i) => i + 1))
  })

  test('a change that was written before a crash without its alert is brought up after it, and keeps its number', async () => {
    const before = await alertOf('app.crash')
    await stop()
    const by = { at: time, by: 'mara', reason: 'known', commandId: 'unwritten' }
    const snoozed = {
      ...before,
      status: 'snoozed' as const,
      snoozedUntil: time + hour,
      changeNumber: before.changeNumber + 1,
    }
    await saveChange(platform.store, {
      ...by,
      alertId: before.id,
      changeNumber: snoozed.changeNumber,
      change: 'snoozed',
      alert: { ...snoozed, facts: { ...before.facts, revision: before.facts.revision + 1 } },
    })
    stop = await start()
    await until(
      'it is brought up',
      async () => (await findAlert(platform.store, before.id, seesAll))?.status === 'snoozed',
    )
    await platform.log.publish(alertCommandsTopic, [
      { commandId: 'take again', alertId: before.id, command: 'acknowledge', by: 'mara', at: time },
    ])
    await until(
      'it is taken',
      async () => (await findAlert(platform.store, before.id, seesAll))?.status === 'acknowledged',
    )
    const history = await historyOf(platform.store, before.id)
    expect(history.map(({ changeNumber }) => changeNumber)).toEqual(history.map((_, i) => i + 1))
    expect(history.slice(-2).map(({ change }) => change)).toEqual(['snoozed', 'acknowledged'])
  })

  test('restart: another process goes on where this one stopped: no second alert, the state kept', async () => {
    const before = await alertOf('app.crash')
    await stop()
    stop = await start()
    await lookAgain()
    const after = await alertsOf('app')
    expect(after).toHaveLength(1)
    expect(after[0]).toMatchObject({ id: before.id, status: before.status, owner: before.owner })
  })

  test('an alert about a source that cannot be heard stays open; heard again and calm, it is resolved', async () => {
    await insertMentions(
      platform.store,
      burst('hot', 'safety.overheating', () => ({})),
    )
    const { id } = await alertOf('safety.overheating')
    const health = {
      source: 'forum',
      kind: 'stream' as const,
      reason: '',
      frontierAt: 0,
      lastHeardAt: 0,
      canary: '',
      canaryAt: 0,
    }
    await saveHealth(platform.store, [{ ...health, state: 'blind', updatedAt: 1 }])
    time += 8 * hour
    await lookAgain()
    time += 2 * hour
    await lookAgain()
    expect((await findAlert(platform.store, id, seesAll))?.status).toBe('open')
    await saveHealth(platform.store, [{ ...health, state: 'live', updatedAt: 2 }])
    await lookAgain()
    time += 2 * hour
    await lookAgain()
    expect((await findAlert(platform.store, id, seesAll))?.status).toBe('resolved')
  })

  test('a spike that begins while nothing runs opens an alert after the start; one that ends meanwhile is resolved', async () => {
    await stop()
    time += 3 * hour
    const begins = time - 24 * 60_000
    await insertMentions(
      platform.store,
      burst('unwatched', 'delivery.late', () => ({})),
    )
    time += 5 * 60_000
    stop = await start()
    // Of this time: the topic had others.
    const spikes = async () =>
      (await alertsOf('delivery.late')).filter(({ onsetAt }) => Math.abs(onsetAt - begins) <= 10 * 60_000)
    await until('the spike is alerted', async () => ((time += 5_000), (await spikes()).length > 0))
    const [{ id }] = (await spikes()) as [Alert]
    await stop()
    time += 10 * hour
    stop = await start()
    await lookAgain()
    time += 2 * hour
    await lookAgain()
    expect(await findAlert(platform.store, id, seesAll)).toMatchObject({ status: 'resolved' })
    expect(await spikes()).toHaveLength(1)
  })

  test('two topics that spike with the same mentions are one alert, which tells of both', async () => {
    await insertMentions(
      platform.store,
      burst('both', 'app.login', () => ({
        topics: ['app.login', 'service.rude'],
        topicTree: ['app.login', 'app', 'service.rude', 'service'],
      })),
    )
    await alertOf('app.login')
    await lookAgain()
    const alerts = [...(await alertsOf('app.login')), ...(await alertsOf('service'))]
    expect(alerts).toHaveLength(1)
    expect([alerts[0]!.topic, ...alerts[0]!.also].toSorted()).toEqual(['app.login', 'service.rude'])
  })
})
