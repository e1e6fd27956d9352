import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sentenceOf } from '../../../alerts/alert/sentence.ts'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { loadHistory } from '../../../alerts/backtest/backtest.ts'
import { replay } from '../../../alerts/backtest/replay.ts'
import { recount } from '../../../alerts/series/count-table.ts'
import { baseBucketMs } from '../../../alerts/series/subject.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { insertMentions, type MentionRow } from '../../../enrich/mentions/mention-table.ts'
import { openRandom } from '../../bench/detection/random.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { hazardPolicy, mentionRow } from '../make.ts'

/** Kinds of R cases (issue 14): a release or a renaming that changes no volume, and complaints with days for times. */

const hour = 3_600_000
const day = 24 * hour
const first = Date.UTC(2026, 8, 7)
const days = 25
const change = 20
const taxonomy = readTaxonomy()
const rule = { budgetPerWeek: 3, gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 } }

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
beforeEach(async () => {
  for (const table of ['mentions', 'bucket_counts', 'series_counts'])
    await platform.store.command(`TRUNCATE TABLE ${table}`)
})
afterAll(() => platform.close())

async function replayed(rows: readonly MentionRow[], { from = first + 17 * day, to = first + days * day } = {}) {
  const { store } = platform
  await insertMentions(store, rows)
  await recount(store, [...new Set(rows.map(({ createdAt }) => Math.floor(createdAt / baseBucketMs) * baseBucketMs))])
  const span = { first, from, to }
  const period = await loadHistory(store, span)
  return replay({ store, taxonomy, period, hazards: hazardPolicy, upliftOf: () => 1, ...span }, rule)
}

const words = ['screen', 'menu', 'battery', 'sound', 'account', 'search', 'list', 'picture', 'page', 'button', 'sync']
const topics = ['app.crash', 'app.update', 'app.pairing', 'billing.refund', 'delivery.late']
interface Made {
  random: ReturnType<typeof openRandom>
  /** Days since the first one, with a fraction. */
  at: number
}

/** About this many mentions a day, at any time of it, of five topics. */
function constant(perDay: (dayOf: number) => number, over: (made: Made) => Partial<MentionRow>): MentionRow[] {
  const random = openRandom(41)
  const pick = <T>(list: readonly T[]) => list[Math.floor(random.uniform() * list.length)]!
  return Array.from({ length: days }, (_, dayOf) =>
    Array.from({ length: random.poisson(perDay(dayOf)) }, (_each, i) => {
      const at = dayOf + random.uniform()
      const topic = pick(topics)
      return mentionRow({
        id: `r${dayOf}-${i}`,
        createdAt: first + Math.floor(at * day),
        text: `the ${pick(words)} and the ${pick(words)} are bad, and so is the ${pick(words)} ${i}`,
        topics: [topic],
        topicTree: [topic, topic.split('.')[0]!],
        departments: taxonomy.topics.find(({ id }) => id === topic)!.owners.slice(0, 1),
        ...over({ random, at }),
      })
    }),
  ).flat()
}

const entity = (kind: string, value: string) => ({ entityKinds: [kind], entityValues: [value] })
/** The share of the new value, `after` days after the change. */
type Spread = (after: number) => number
const atOnce: Spread = () => 1

describe('a value that takes the place of another at a constant volume alerts nobody', () => {
  test.each<[string, string, [before: string, after: string], Spread]>([
    ['a version, at once', 'version', ['5.0', '5.1'], atOnce],
    ['a version that half of them get', 'version', ['5.0', '5.1-beta'], (after) => Math.min(0.5, after / 4)],
    ['a renamed product', 'product', ['K3', 'K3 Pro'], atOnce],
    ['a carrier that a new one took over', 'carrier', ['GLX', 'PostNova'], atOnce],
  ])('%s', async (_, kind, [before, after], spread) => {
    const rows = constant(
      () => 40,
      ({ random, at }) => entity(kind, at >= change && random.uniform() < spread(at - change) ? after : before),
    )
    const { alerts } = await replayed(rows)
    expect(alerts.map(({ title }) => title)).toEqual([])
  })

  test('nor does a new source in the place of another', async () => {
    const rows = constant(
      () => 40,
      ({ at }) => ({ source: at >= change ? 'app-store-connect' : 'app-store' }),
    )
    expect((await replayed(rows)).alerts.map(({ title }) => title)).toEqual([])
  })

  test('but a version that brings three times as many complaints alerts with its name', async () => {
    const rows = constant(
      (dayOf) => (dayOf >= change ? 120 : 40),
      ({ at }) => entity('version', at >= change ? '5.1' : '5.0'),
    )
    const { alerts } = await replayed(rows, { from: first + change * day, to: first + (change + 0.5) * day })
    const named = alerts.filter(
      ({ cut, drivers }) => cut?.value === '5.1' || drivers.some(({ value }) => value === '5.1'),
    )
    expect(named.length).toBeGreaterThanOrEqual(1)
  })
})

test('an alert that opened about one carrier is about the whole topic once that spikes, and names the carrier first', async () => {
  const random = openRandom(44)
  const isLate = { topics: ['delivery.late'], topicTree: ['delivery.late', 'delivery'], departments: ['logistics'] }
  const rows = constant(
    () => 120,
    () => ({ ...isLate, ...entity('carrier', random.uniform() < 0.05 ? 'GLX' : 'PostNova') }),
  )
  // 10 in half an hour are much for this carrier, and 100 in the next one for the topic.
  const more = Array.from({ length: 110 }, (_, i) =>
    mentionRow({
      id: `late-${i}`,
      createdAt: first + change * day + (i < 10 ? i * 180_000 : 0.5 * hour + (i - 10) * 18_000),
      text: `my ${words[i % words.length]!} parcel has not come, ${i} days now`,
      ...isLate,
      ...entity('carrier', 'GLX'),
    }),
  )
  const from = first + change * day
  const { alerts, changes } = await replayed([...rows, ...more], { from, to: from + 2 * hour })
  expect(changes[0]).toMatchObject({ change: 'opened', alert: { cut: { value: 'GLX' } } })
  expect(alerts).toHaveLength(1)
  expect(alerts[0]).toMatchObject({ id: changes[0]!.alertId, topic: 'delivery.late', cut: null })
  expect(alerts[0]!.drivers[0]).toMatchObject({ dimension: 'carrier', value: 'GLX' })
})

describe('complaints with days for times', () => {
  /** Each at midnight UTC of its day, about one a day, and more on some days. */
  const dated = (more: Record<number, number>) => {
    const random = openRandom(43)
    return Array.from({ length: days }, (_, dayOf) =>
      Array.from({ length: random.poisson(1) + (more[dayOf] ?? 0) }, (_each, i) =>
        mentionRow({
          id: `d${dayOf}-${i}`,
          createdAt: first + dayOf * day,
          text: `it ${words[i % words.length]!} broke after the ${words[(i + dayOf) % words.length]!} ${i}`,
          topics: ['product.not_working'],
          topicTree: ['product.not_working', 'product'],
          departments: ['product'],
        }),
      ),
    ).flat()
  }

  test.each<[string, Record<number, number>, number]>([
    ['25 on a day', { 20: 25 }, 1],
    ['25 on each of two days', { 20: 25, 21: 25 }, 1],
    ['on the last day', { 24: 25 }, 1],
    ['four days apart', { 18: 25, 22: 25 }, 2],
    ['12, 20 and 30 on three days', { 20: 12, 21: 20, 22: 30 }, 1],
  ])(
    '%s: one alert an incident, of days and not of minutes, that neither reopens nor worsens by night',
    async (_, more, count) => {
      const { alerts, changes } = await replayed(dated(more))
      // An alert that reopens is one alert.
      const incidents = changes.filter((each) => each.change === 'opened' || each.change === 'reopened')
      expect(incidents).toHaveLength(count)
      expect(alerts.length).toBeLessThanOrEqual(count)
      for (const alert of alerts) {
        expect(alert.bucketMs).toBe(day)
        expect(sentenceOf(alert as Alert)).toMatch(/ in a day .* Started \d+ \w+\./)
      }
      const nightly = changes.filter((each) => each.change === 'worsened' && each.alert.observed === 0)
      expect(nightly).toEqual([])
    },
  )
})
