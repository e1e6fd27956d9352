import { seesAll } from '../../alerts/alert/visibility.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Alert } from '../../alerts/alert/alert.ts'
import { alertCommandsTopic, type AlertCommand } from '../../alerts/alert/alert-command.ts'
import { findAlert, findAlerts, historyOf } from '../../alerts/alert/alert-table.ts'
import { startAlerts } from '../../alerts/alerts.ts'
import { emptyCompany } from '../../alerts/company.ts'
import { allKnownIssues } from '../../alerts/issues/all-known-issues.ts'
import { knownIssuesTopic, storedIssues, type StoredIssue } from '../../alerts/issues/known-issue-table.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { insertMentions, type MentionRow } from '../../enrich/mentions/mention-table.ts'
import type { Stop } from '../../infra/stop.ts'
import { openLogAndStore } from '../open-platform.ts'
import { until } from '../until.ts'
import { hazardPolicy, mentionRow } from './make.ts'

const minute = 60_000
const hour = 60 * minute
const now = Date.UTC(2026, 9, 15, 12)
const taxonomy = readTaxonomy()

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let stop: Stop
let time = now
let evaluations = 0
let made = 0

const row = (topics: string[], over: Partial<MentionRow> = {}): MentionRow =>
  mentionRow({
    id: `m${++made}`,
    createdAt: time,
    topics,
    topicTree: topics.flatMap((topic) => [topic, topic.split('.')[0]!]),
    departments: ['product'],
    ...over,
  })

/** One mention of the topic every two hours for three weeks. */
const ordinary = (topic: string): MentionRow[] =>
  Array.from({ length: 21 * 12 }, (_, i) =>
    row([topic], { createdAt: now - 21 * 24 * hour + i * 2 * hour + (i % 7) * minute, backfill: true }),
  )

const burst = (...topics: string[]): Promise<void> =>
  insertMentions(
    platform.store,
    Array.from({ length: 12 }, (_, i) => row(topics, { createdAt: time - i * 2 * minute })),
  )

const evaluateTwice = async () => {
  const before = evaluations
  time += 61_000
  await until('two more evaluations', () => evaluations >= before + 2 || ((time += 1000), false))
}
const alertsOf = (topic: string) => findAlerts(platform.store, { topic, limit: 10, visibility: seesAll })
const alertOf = async (topic: string): Promise<Alert> => {
  await until(`an alert on ${topic}`, async () => ((time += 5_000), (await alertsOf(topic)).length > 0))
  return (await alertsOf(topic))[0]!
}
const find = async (id: string) => (await findAlert(platform.store, id, seesAll))!
const changesOf = async (id: string) => (await historyOf(platform.store, id)).map(({ change }) => change)

const tell = async (alertId: string, command: AlertCommand['command'], over: Partial<AlertCommand> = {}) => {
  const commandId = `c${++made}`
  await platform.log.publish(alertCommandsTopic, [{ commandId, alertId, command, by: 'mara', at: time, ...over }])
  await until(`${command} is done`, async () => {
    const change = (await historyOf(platform.store, alertId)).find((each) => each.commandId === commandId)
    return change !== undefined && (await find(alertId)).changeNumber >= change.changeNumber
  })
}

const report = async (over: Partial<StoredIssue>) => {
  const id = `i${++made}`
  const empty = { fixes: '', topics: [], departments: [], products: [], versions: [] }
  const head = {
    kind: 'incident' as const,
    name: id,
    fromAt: time,
    by: 'mara',
    savedAt: time,
    removed: false,
    version: 1,
  }
  await platform.log.publish(knownIssuesTopic, [{ id, ...empty, ...head, ...over }])
  await until('it is stored', async () => (await storedIssues(platform.store)).some((issue) => issue.id === id))
  return id
}

beforeAll(async () => {
  platform = await openLogAndStore()
  const topics = ['app.crash', 'billing.refund', 'app.login', 'service.rude', 'product.noise', 'delivery.late']
  await insertMentions(platform.store, topics.flatMap(ordinary))
  const { store } = platform
  stop = await startAlerts({
    log: platform.log,
    store,
    clock: () => time,
    logger: platform.logger,
    taxonomy,
    tickMs: 50,
    budgetPerWeek: 3,
    hazards: hazardPolicy,
    upliftOf: () => 1,
    gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 },
    company: {
      ...emptyCompany(taxonomy),
      knownIssues: () => allKnownIssues(store, async () => ({ issues: [], faults: [] })),
    },
    onEvaluated: () => void evaluations++,
  })
})
afterAll(async () => {
  await stop()
  await platform.close()
})

describe('an alert that was merged into another', () => {
  let into: Alert
  let part: Alert

  test('stays resolved while the other is active, although its subject spikes again', async () => {
    await burst('app.crash')
    await burst('billing.refund')
    into = await alertOf('app.crash')
    part = await alertOf('billing.refund')
    await tell(part.id, 'merge', { into: into.id })
    expect(await find(into.id)).toMatchObject({ status: 'open', also: ['billing.refund'] })
    // Two hours in which only the other goes on: what was merged would reopen with its next spike.
    for (let i = 0; i < 4; i++) {
      time += 30 * minute
      await burst('app.crash')
      await evaluateTwice()
    }
    await burst('billing.refund')
    await evaluateTwice()
    await evaluateTwice()
    expect(await alertsOf('billing')).toHaveLength(1)
    expect(await find(part.id)).toMatchObject({ status: 'resolved', mergedInto: into.id })
    expect((await find(part.id)).facts.calmSince).not.toBeNull()
    expect(await changesOf(part.id)).not.toContain('reopened')
    expect((await find(into.id)).status).toBe('open')
  })

  test('reopens with its spike once it is split again', async () => {
    await tell(into.id, 'split', { topic: 'billing.refund' })
    await burst('billing.refund')
    await until('it is open', async () => ((time += 5_000), (await find(part.id)).status === 'open'))
    expect(await find(part.id)).toMatchObject({ mergedInto: null })
    await evaluateTwice()
    expect(await find(into.id)).toMatchObject({ also: [], merged: [], splitTopics: ['billing.refund'] })
  })

  test('alerts again when the other is over', async () => {
    await tell(part.id, 'merge', { into: into.id })
    time += 2 * hour
    await evaluateTwice()
    time += 2 * hour
    await evaluateTwice()
    expect((await find(into.id)).status).toBe('resolved')
    await burst('billing.refund')
    await until('it is open', async () => ((time += 5_000), (await find(part.id)).status === 'open'))
    expect((await find(part.id)).mergedInto).toBeNull()
  })
})

test('a topic that joined by itself and was split opens its own alert, and does not join again', async () => {
  await burst('app.login', 'service.rude')
  await until('one has joined', async () => {
    time += 5_000
    return [...(await alertsOf('app.login')), ...(await alertsOf('service'))].some(({ also }) => also.length > 0)
  })
  const [both] = [...(await alertsOf('app.login')), ...(await alertsOf('service'))]
  const [topic] = both!.also
  await tell(both!.id, 'split', { topic: topic! })
  const own = await alertOf(topic!)
  expect(own.id).not.toBe(both!.id)
  await burst('app.login', 'service.rude')
  await evaluateTwice()
  await evaluateTwice()
  expect((await find(both!.id)).also).toEqual([])
  expect((await find(own.id)).also).toEqual([])
})

describe('known issues hold no alert back, and the alert names them', () => {
  test('a fix that does not hold', async () => {
    const id = await report({ name: 'Rattling fan', topics: ['product'], fromAt: time - 48 * hour })
    await report({ kind: 'fix', name: 'New fan', fixes: id, fromAt: time - 3 * hour })
    // Well after the other alerts, which it would join.
    time += hour
    await burst('product.noise')
    const { novelty } = await alertOf('product.noise')
    expect(novelty).toMatchObject({ status: 'returned', issue: { id, kind: 'incident', name: 'Rattling fan' } })
  })

  test('an open incident, although it was reported after the alert', async () => {
    await burst('delivery.late')
    const { id, novelty } = await alertOf('delivery.late')
    expect(novelty).toEqual({ status: 'new', issue: null, at: null })
    const at = time
    await report({ name: 'Snow', departments: ['logistics'], fromAt: at })
    await burst('delivery.late')
    time += 15 * minute
    await evaluateTwice()
    expect((await find(id)).novelty).toMatchObject({ status: 'known', issue: { name: 'Snow' }, at })
  })

  test('an alert that reopens after the fix of its issue', async () => {
    const { id } = await alertOf('delivery.late')
    await tell(id, 'resolve')
    time += 2 * hour
    await evaluateTwice()
    await report({ name: 'Depot closed', topics: ['delivery.late'], fromAt: time - 5 * hour, fixedAt: time - hour })
    await burst('delivery.late')
    await until('it is open', async () => ((time += 5_000), (await find(id)).status === 'open'))
    const { novelty, reopenedAt, onsetAt } = await find(id)
    expect(reopenedAt).toBeGreaterThan(onsetAt)
    // The snow is open still, but concerns the whole department.
    expect(novelty).toMatchObject({ status: 'returned', issue: { name: 'Depot closed' } })
  })
})
