import { seesAll } from '../../../alerts/alert/visibility.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { findAlert, findAlerts, historyOf } from '../../../alerts/alert/alert-table.ts'
import { sentenceOf } from '../../../alerts/alert/sentence.ts'
import { startAlerts } from '../../../alerts/alerts.ts'
import { loadHistory } from '../../../alerts/backtest/backtest.ts'
import { replay } from '../../../alerts/backtest/replay.ts'
import { termSubject } from '../../../alerts/series/subject.ts'
import { termCounts } from '../../../alerts/series/term-counts.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import type { Stop } from '../../../infra/stop.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { until } from '../../until.ts'
import { hazardPolicy } from '../make.ts'
import { planted } from '../planted.ts'
import { hourMs, mention, monday, ordinaryHour, termRow } from './term-streams.ts'

const days = 14
const begun = monday + days * 24 * hourMs
const texts = planted['battery recall']!
const taxonomy = readTaxonomy()
const rule = { budgetPerWeek: 3, gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 } }
let platform: Awaited<ReturnType<typeof openLogAndStore>>
let stop: Stop
let time = begun - hourMs

/** A row that was stored long enough ago to be read. */
const rowOf = (own: ReturnType<typeof mention>) => ({ ...termRow(own), storedAt: Date.now() - hourMs })

beforeAll(async () => {
  platform = await openLogAndStore()
  const history = Array.from({ length: days * 24 }, (_, hour) => ordinaryHour('news', hour, false)).flat()
  await platform.store.insert('mentions', history.map(rowOf))
  const { log, store, logger } = platform
  const clock = () => time
  stop = await startAlerts({
    log,
    store,
    clock,
    logger,
    taxonomy,
    tickMs: 50,
    hazards: hazardPolicy,
    upliftOf: () => 1,
    ...rule,
  })
})
afterAll(async () => {
  await stop()
  await platform.close()
})

const emerging = async () =>
  (await findAlerts(platform.store, { limit: 20, visibility: seesAll })).filter(({ cut }) => cut?.dimension === 'term')
let alert: Alert

test('a phrase that nobody used before opens an alert of its own, named by what people say', async () => {
  const said = texts.map((text, i) =>
    mention(text, { at: begun + i * 3 * 60_000, departments: i % 4 ? ['product'] : ['support'] }),
  )
  await platform.store.insert('mentions', said.map(rowOf))
  time = begun + hourMs
  await until('an alert', async () => ((time += 5_000), (await emerging()).length > 0))
  ;[alert] = (await emerging()) as [Alert]
  expect(alert).toMatchObject({
    kind: 'spike',
    title: 'Emerging: “battery recall”',
    topic: '',
    cut: { dimension: 'term', value: 'battery recall' },
    observed: texts.length,
    bucketMs: 24 * hourMs,
    status: 'open',
  })
  expect(alert.departments[0]).toBe('product')
  expect(alert.expected).toBeLessThan(1)
  expect(alert.onsetAt).toBeLessThanOrEqual(begun + 10 * 60_000)
  expect(alert.evidence.length).toBeGreaterThanOrEqual(3)
  for (const { text } of alert.evidence) expect(text.toLowerCase()).toContain('battery recall')
  expect(sentenceOf(alert)).toContain('12 mentions in 24 h')
})

test('it is one alert, and resolves when nobody says it any more', async () => {
  time = begun + 30 * hourMs
  await until(
    'resolved',
    async () => ((time += 60_000), (await findAlert(platform.store, alert.id, seesAll))!.status === 'resolved'),
  )
  expect((await historyOf(platform.store, alert.id)).map(({ change }) => change)).toEqual([
    'opened',
    'lowered',
    'resolved',
  ])
  expect(await emerging()).toHaveLength(1)
})

test('a backtest of the same mentions opens the same alert', async () => {
  const { store } = platform
  const span = { first: monday, from: begun - 24 * hourMs, to: begun + 6 * hourMs }
  const period = await loadHistory(store, span)
  const { alerts } = await replay({ store, taxonomy, period, hazards: hazardPolicy, upliftOf: () => 1, ...span }, rule)
  const [same] = alerts.filter(({ cut }) => cut?.dimension === 'term')
  expect(same).toMatchObject({ title: alert.title })
  expect(same!.departments[0]).toBe('product')
  expect(same!.openedAt - begun).toBeLessThan(30 * 60_000)
})

test.each(['हिन्दी', 'แอปล่ม', 'معطّل', 'İade', 'v.a.t', "doesn't work", 'c++', '[x](y)', '#DeltaDown'])(
  'any phrase can be counted: %s',
  async (phrase) => {
    const at = begun + 200 * hourMs
    const { store } = platform
    await store.insert('mentions', [rowOf(mention(`so ${phrase} again`, { at, id: `any ${phrase}` }))])
    const counts = await termCounts(store, termSubject(phrase.toLowerCase()), { from: at, to: at + 1000 })
    expect(counts[0]?.mentions).toBeGreaterThanOrEqual(1)
  },
)

test('a phrase is counted in any form of its words, and only as words', async () => {
  const at = begun + 100 * hourMs
  const said = [
    'Battery recalls, again',
    'the BATTERY-recall',
    'batteries recalled',
    'battery',
    'a batteryrecall',
    'recall battery',
    'battery re-call',
  ]
  await platform.store.insert(
    'mentions',
    said.map((text, i) => rowOf(mention(text, { at: at + i }))),
  )
  const counts = await termCounts(platform.store, termSubject('battery recall'), { from: at, to: at + 1000 })
  expect(counts).toEqual([{ at, mentions: 4, live: 4 }])
})
