import { expect, test } from 'vitest'
import { evaluationTimes, hasDaysOnly } from '../../../alerts/backtest/evaluation-times.ts'
import { otherRules } from '../../../alerts/backtest/other-rules.ts'
import { replayAs } from '../../../alerts/backtest/replay-as.ts'
import { baseBucketMs, type Subject } from '../../../alerts/series/subject.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'

const hour = 3_600_000
const day = 24 * hour
const start = Date.UTC(2026, 9, 1)
const { huginn, elastalert, meltwater, posthog } = otherRules
const same = (n: number, length: number) => Array.from({ length }, () => n)
/** Alternating, so that there is a deviation. */
const wavy = (length: number) => Array.from({ length }, (_, i) => 2 + 2 * (i % 2))

test('Huginn: above the mean and three deviations of two weeks', () => {
  // Mean 3, deviation 1.
  expect(huginn.fires(7, wavy(336), 'hour')).toBe(true)
  expect(huginn.fires(6, wavy(336), 'hour')).toBe(false)
  expect(huginn.fires(100, same(0, 3), 'hour')).toBe(false)
})

test('ElastAlert: at least 15, and four times the two hours before', () => {
  expect(elastalert.fires(13, [3, 2, 2], 'hour')).toBe(false)
  expect(elastalert.fires(13, [3, 2, 2, 50], 'hour')).toBe(true)
  expect(elastalert.fires(13, [3, 3, 2, 0], 'hour')).toBe(false)
  expect(elastalert.fires(11, [3, 0, 0, 0], 'hour')).toBe(false)
  expect([elastalert.fires(16, [4, 50], 'day'), elastalert.fires(16, [5, 0], 'day')]).toEqual([true, false])
  expect(elastalert.fires(16, [], 'day')).toBe(false)
})

test('Meltwater: two and a half times the twelve hours before, and above yesterday', () => {
  expect(meltwater.fires(10, same(4, 168), 'hour')).toBe(true)
  expect(meltwater.fires(9, same(4, 168), 'hour')).toBe(false)
  expect(meltwater.fires(10, [...same(4, 23), 10, ...same(4, 144)], 'hour')).toBe(false)
})

test('PostHog: 1.645 deviations of the last thirty', () => {
  expect(posthog.fires(5, wavy(30))).toBe(true)
  expect(posthog.fires(4.6, wavy(30))).toBe(false)
  expect(posthog.fires(50, wavy(29))).toBe(false)
})

const topic = (id: string): Subject => ({ kind: 'topic', id, dimension: '', value: '' })
const flat = (subject: Subject, extra: { at: number; mentions: number }[] = []) => {
  const counted = Array.from({ length: 40 * 24 }, (_, i) => ({ at: start + i * hour, mentions: 1 + (i % 2) }))
  const all = [...counted, ...extra].toSorted((a, b) => a.at - b.at)
  return { subject, at: all.map(({ at }) => at), mentions: all.map(({ mentions }) => mentions) }
}

test('a burst is one alert of the most specific topic, and again only after the product’s silence', () => {
  const burst = [20, 21, 44].map((hours) => ({ at: start + 30 * day + hours * hour + baseBucketMs, mentions: 30 }))
  const series = [flat(topic('app'), burst), flat(topic('app.crash'), burst)]
  const period = { learntFrom: start, gaps: [], series }
  const deps = { taxonomy: readTaxonomy(), period, from: start + 20 * day, to: start + 39 * day }
  const rule = { budgetPerWeek: 3, gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 } }
  const { alerts, as } = replayAs(deps, elastalert, rule)
  expect(alerts.map(({ topic, openedAt }) => [topic, (openedAt + 1 - start - 30 * day) / hour])).toEqual([
    ['app.crash', 20 + 1 / 6],
    ['app.crash', 44 + 1 / 6],
  ])
  expect(as).toBe(elastalert.sentence)
  expect(replayAs(deps, elastalert, { ...rule, gates: { ...rule.gates, mentions: 100 } }).alerts).toEqual([])
})

test('evaluations: every bucket with mentions, and every half hour without', () => {
  const series = [{ subject: topic('app'), at: [start + 7 * baseBucketMs, start + day], mentions: [1, 1] }]
  const ends = [...evaluationTimes({ series }, { from: start, to: start + hour })]
  expect(ends.map((at) => (at + 1 - start) / baseBucketMs)).toEqual([6, 8, 12, 13])
  expect(hasDaysOnly({ series })).toBe(false)
})

test('evaluations where times are days: the day, and every six hours', () => {
  const series = [{ subject: topic('app'), at: [start, start + day], mentions: [1, 1] }]
  expect(hasDaysOnly({ series })).toBe(true)
  const ends = [...evaluationTimes({ series }, { from: start, to: start + day })]
  expect(ends.map((at) => (at + 1 - start) / baseBucketMs)).toEqual([1, 72, 144, 216, 288, 289])
})
