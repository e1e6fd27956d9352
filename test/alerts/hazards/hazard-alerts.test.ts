import { seesAll } from '../../../alerts/alert/visibility.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { alertCommandsTopic, type AlertCommand } from '../../../alerts/alert/alert-command.ts'
import { findAlert, findAlerts, historyOf } from '../../../alerts/alert/alert-table.ts'
import { toWireAlert } from '../../../alerts/alert/wire-alert.ts'
import { startAlerts } from '../../../alerts/alerts.ts'
import { loadHistory } from '../../../alerts/backtest/backtest.ts'
import { replay } from '../../../alerts/backtest/replay.ts'
import { replayed } from '../../../alerts/explain/recompute.ts'
import { explanationOf } from '../../../alerts/explain/print-explanation.ts'
import { toEntry } from '../../../alerts/notifiers/message/entry.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { insertMentions, type MentionRow } from '../../../enrich/mentions/mention-table.ts'
import type { Stop } from '../../../infra/stop.ts'
import { saveCursors } from '../../../ingest/cursor-table.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { until } from '../../until.ts'
import { changeNow, hazardPolicy, mentionRow } from '../make.ts'

const hour = 3_600_000
const begin = Date.UTC(2026, 9, 15, 12)
let time = begin
let platform: Awaited<ReturnType<typeof openLogAndStore>>
let stop: Stop
let made = 0
let evaluations = 0

/** Without spikes, unless gates are given. */
const start = (gates = { mentions: 500, authors: 4, texts: 4, ratio: 2 }) =>
  startAlerts({
    log: platform.log,
    store: platform.store,
    clock: () => time,
    logger: platform.logger,
    taxonomy: readTaxonomy(),
    tickMs: 50,
    budgetPerWeek: 3,
    hazards: hazardPolicy,
    upliftOf: () => 1,
    gates,
    onEvaluated: () => void evaluations++,
  })
const rowOf = (over: Partial<MentionRow> = {}): MentionRow =>
  mentionRow({
    id: `h${++made}`,
    createdAt: time - 60_000,
    text: `the kettle lid burned my hand (${made})`,
    topics: ['safety.injury'],
    topicTree: ['safety.injury', 'safety'],
    departments: ['product'],
    severity: 'critical',
    hazards: ['injury'],
    ...over,
  })
const product = (value: string) => ({ entityKinds: ['product'], entityValues: [value] })
const store = (...rows: MentionRow[]) => insertMentions(platform.store, rows)
const titles = async () =>
  (await findAlerts(platform.store, { limit: 50, visibility: seesAll })).map(({ title }) => title)
const find = async (title: string): Promise<Alert | undefined> =>
  (await findAlerts(platform.store, { limit: 50, visibility: seesAll })).find((alert) => alert.title === title)
const opened = async (title: string): Promise<Alert> => {
  await until(title, async () => (await find(title)) !== undefined)
  return (await find(title))!
}
const changesOf = async (id: string) => (await historyOf(platform.store, id)).map(({ change }) => change)
const tell = async (alertId: string, command: AlertCommand['command'], over: Partial<AlertCommand> = {}) => {
  const commandId = `c${++made}`
  await platform.log.publish(alertCommandsTopic, [{ commandId, alertId, command, by: 'mara', at: time, ...over }])
  await until(command, async () =>
    (await historyOf(platform.store, alertId)).some((each) => each.commandId === commandId),
  )
}

beforeAll(async () => {
  platform = await openLogAndStore()
  stop = await start()
})
afterAll(async () => {
  await stop()
  await platform.close()
})

describe('one credible report', () => {
  test('opens an alert; history, impossible times, copies and signs open none', async () => {
    await store(
      rowOf({ ...product('History'), backfill: true }),
      rowOf({ ...product('Clamped'), timeClamped: true }),
      rowOf({ ...product('Copy'), duplicateOf: 'h0' }),
      rowOf({ ...product('Sign'), hazards: [] }),
      rowOf({ ...product('Old'), createdAt: time - 8 * 24 * hour }),
      rowOf({ ...product('K3'), id: 'first', text: 'the K3 lid burned my hand' }),
    )
    const alert = await opened('Injury reported · K3')
    expect(alert).toMatchObject({
      status: 'open',
      severity: 'critical',
      observed: 1,
      departments: ['product', 'support'],
    })
    expect(alert.novelty).toMatchObject({ status: 'new' })
    expect(await titles()).toEqual(['Injury reported · K3'])
    expect(await changesOf(alert.id)).toEqual(['opened'])
  })

  test('is shown without a range: API, message, explain and replay', async () => {
    const alert = await opened('Injury reported · K3')
    expect(toWireAlert(alert)).toMatchObject({
      kind: 'hazard',
      hazard: { kind: 'injury', others: 0 },
      sentence: '1 report. First 15 Oct, 11:59 UTC. New issue.',
      expected: null,
      lower: null,
      upper: null,
      bucketMs: null,
      p: null,
    })
    const update = { newest: changeNow({ alert }), changes: [], reference: undefined, confirmUrl: undefined }
    const entry = toEntry(update, { kind: 'changes', at: time }, 'https://x.example')
    expect(entry.brief).toBe('1 report · Unassigned')
    expect(JSON.stringify([entry, explanationOf(alert)])).not.toMatch(/typical|expected|increase|p 0/)
    expect(replayed(alert).sameFinding).toBe(true)
    const quote = { ...alert.evidence[0]!, text: 'works fine' }
    expect(replayed({ ...alert, evidence: [quote] }).sameFinding).toBe(false)
  })

  test('is joined by the next of its kind, which rises; the author’s repeat changes nothing', async () => {
    const { id } = await opened('Injury reported · K3')
    await store(rowOf({ ...product('K3'), authorKey: 'first' }))
    await store(rowOf({ ...product('K3'), text: 'scalded by the K3 too' }))
    await until('the second report', async () => (await findAlert(platform.store, id, seesAll))!.observed === 2)
    const alert = (await findAlert(platform.store, id, seesAll))!
    expect(alert.facts.reports).toHaveLength(3)
    expect(alert.evidence.map(({ text }) => text)).toEqual(['the K3 lid burned my hand', 'scalded by the K3 too'])
    expect(await changesOf(id)).toEqual(['opened', 'worsened'])
    expect(await titles()).toHaveLength(1)
  })

  test('reopens what a person rated noise and resolved, but the author’s repeat does not', async () => {
    const { id } = await opened('Injury reported · K3')
    await tell(id, 'verdict', { verdict: 'noise' })
    await tell(id, 'resolve')
    await store(rowOf({ ...product('K3'), id: 'repeat', authorKey: 'first' }))
    await until(
      'the repeat is kept',
      async () => (await findAlert(platform.store, id, seesAll))!.facts.reports.length === 4,
    )
    expect(await findAlert(platform.store, id, seesAll)).toMatchObject({
      status: 'resolved',
      verdict: { verdict: 'noise' },
    })
    await store(rowOf({ ...product('K3'), text: 'a third burn' }))
    await until('it is open again', async () => (await findAlert(platform.store, id, seesAll))!.status === 'open')
    expect((await changesOf(id)).slice(-3)).toEqual(['judged', 'resolved', 'reopened'])
  })

  test('after a crash before the progress was saved, the reports come again and change nothing', async () => {
    const before = await findAlerts(platform.store, { limit: 50, visibility: seesAll })
    await stop()
    await saveCursors(platform.store, [{ source: '#hazards', cursor: '0' }])
    stop = await start()
    const seen = evaluations
    await until('two evaluations', () => ((time += 20_000), evaluations >= seen + 2))
    await store(rowOf({ ...product('T1'), hazards: ['fire'] }))
    await opened('Fire or overheating reported · T1')
    const same = before.map(({ id, observed, facts }) => [id, observed, facts.reports])
    const after = await Promise.all(before.map(({ id }) => findAlert(platform.store, id, seesAll)))
    expect(after.map((alert) => [alert!.id, alert!.observed, alert!.facts.reports])).toEqual(same)
    expect(await changesOf(before[0]!.id)).toEqual(['opened', 'worsened', 'judged', 'resolved', 'reopened'])
    expect(await titles()).toHaveLength(before.length + 1)
  })

  test('resolves by itself after 7 days without a report', async () => {
    const { id } = await opened('Fire or overheating reported · T1')
    time += 7 * 24 * hour
    await until(
      'it is resolved',
      async () => ((time += 5_000), (await findAlert(platform.store, id, seesAll))!.status === 'resolved'),
    )
    expect((await historyOf(platform.store, id)).at(-1)).toMatchObject({
      change: 'resolved',
      reason: 'no further report for 7 days',
    })
  })
})

describe('a spike of the topic', () => {
  test('takes over the alert of the report: the same id and owner, with figures and drivers', async () => {
    await stop()
    stop = await start({ mentions: 5, authors: 4, texts: 4, ratio: 2 })
    const heat = {
      hazards: ['fire' as const],
      topics: ['safety.overheating'],
      topicTree: ['safety.overheating', 'safety'],
    }
    await store(rowOf({ ...heat, ...product('AF-6'), text: 'flames out of the AF-6' }))
    const { id } = await opened('Fire or overheating reported · AF-6')
    await tell(id, 'acknowledge')
    await store(
      ...Array.from({ length: 15 }, (_, i) =>
        rowOf({
          ...heat,
          ...product('AF-6'),
          hazards: [],
          createdAt: time - i * 20_000,
          text: `gets far too hot, number ${i}`,
        }),
      ),
    )
    await until(
      'it is a spike',
      async () => ((time += 5_000), (await findAlert(platform.store, id, seesAll))!.kind === 'spike'),
    )
    const alert = (await findAlert(platform.store, id, seesAll))!
    expect(alert).toMatchObject({
      status: 'acknowledged',
      owner: 'mara',
      severity: 'critical',
      topic: 'safety.overheating',
      hazard: { kind: 'fire' },
    })
    expect(alert.observed).toBeGreaterThanOrEqual(15)
    expect(alert.evidence[0]!.text).toBe('flames out of the AF-6')
    expect(await changesOf(id)).toEqual(['opened', 'acknowledged', 'worsened'])
    expect(
      await findAlerts(platform.store, { topic: 'safety.overheating', status: 'open', limit: 9, visibility: seesAll }),
    ).toEqual([])
    expect(replayed(alert).sameFinding).toBe(true)
  })
})

test('a backtest replays them, of history too: the same alerts, joined and resolved as live', async () => {
  const [from, to] = [begin - 2 * hour, begin + 9 * 24 * hour]
  const span = { from, to, first: begin - 9 * 24 * hour }
  const taxonomy = readTaxonomy()
  const period = await loadHistory(platform.store, span)
  const rule = { budgetPerWeek: 3, gates: { mentions: 500, authors: 4, texts: 4, ratio: 2 } }
  const deps = { store: platform.store, taxonomy, period, from, to, hazards: hazardPolicy, upliftOf: () => 1 }
  const { alerts, changes } = await replay(deps, rule)
  expect(alerts.map(({ title }) => title).toSorted()).toEqual([
    'Fire or overheating reported · AF-6',
    'Fire or overheating reported · T1',
    'Injury reported · History',
    'Injury reported · K3',
  ])
  const k3 = alerts.find(({ title }) => title.endsWith('K3'))!
  const ofK3 = changes.filter(({ alertId }) => alertId === k3.id).map(({ change }) => change)
  expect(ofK3).toEqual(['opened', 'worsened', 'resolved'])
  const silent = await replay({ ...deps, hazards: { ...hazardPolicy, perWeek: 0 } }, rule)
  expect(silent.alerts).toEqual([])
})
