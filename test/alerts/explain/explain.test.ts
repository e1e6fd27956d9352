import { seesAll } from '../../../alerts/alert/visibility.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { findAlert, saveAlerts } from '../../../alerts/alert/alert-table.ts'
import { explain as explainAt } from '../../../alerts/explain/explain.ts'
import { replayed } from '../../../alerts/explain/recompute.ts'
import { pOf } from '../../../alerts/detector/p-value.ts'
import { withoutRemoved } from '../../../alerts/alert/removed-quotes.ts'
import { alertVerbs } from '../../../alerts/verbs.ts'
import { blankMentions, insertMentions, type MentionRow } from '../../../enrich/mentions/mention-table.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { alertNow, mentionRow } from '../make.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 9, 15, 12)
const taxonomy = readTaxonomy()
let platform: Awaited<ReturnType<typeof openLogAndStore>>

beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(async () => platform.close())

const carriers = ['Nordfracht', 'Speedline', 'PostNova', 'GLX']
const streets = [
  'Elm',
  'Oak',
  'Birch',
  'Cedar',
  'Maple',
  'Willow',
  'Linden',
  'Poplar',
  'Aspen',
  'Hazel',
  'Rowan',
  'Alder',
]
const of = (kind: string, value: string) => ({ entityKinds: [kind], entityValues: [value] })

/** Two weeks of ordinary mentions of a topic, ten a day, by four carriers. */
const ordinary = (topic: string): MentionRow[] =>
  Array.from({ length: 140 }, (_, i) =>
    about(topic, `usual-${i}`, {
      createdAt: now - 14 * 24 * hour + i * 2.38 * hour,
      text: `Parcel number ${i} for ${streets[i % 12]} street is late`,
      backfill: true,
      ...of('carrier', carriers[i % 4]!),
    }),
  )
const about = (topic: string, id: string, over: Partial<MentionRow>): MentionRow =>
  mentionRow({ id: `${topic}-${id}`, createdAt: now, topics: [topic], topicTree: [topic], ...over })
const burst = (topic: string, over: (i: number) => Partial<MentionRow>, count = 12): MentionRow[] =>
  Array.from({ length: count }, (_, i) =>
    about(topic, `now-${i}`, { createdAt: now - (i + 1) * 3 * 60_000, ...over(i) }),
  )

/** An alert on the topic that has just been found and is yet to be explained. */
function found(topic: string, over: Partial<Alert> = {}): Alert {
  const alert = alertNow({ id: topic, topic, openedAt: now, onsetAt: now - hour, expected: 0.5, ...over })
  const { facts } = alert
  const subject = { kind: 'topic' as const, id: topic, dimension: '', value: '', ...over.cut }
  const finding = { ...facts.finding, p: pOf(facts.finding.tested) }
  return { ...alert, facts: { ...facts, subject, finding, explainedObserved: 0, explainedAt: 0 } }
}
const explain = (alert: Alert) => explainAt({ store: platform.store, includesHistory: false }, taxonomy, alert, now)

async function printed(verb: string, id: string): Promise<{ lines: string[]; code: unknown }> {
  const lines: string[] = []
  const { store } = platform
  const verbs = alertVerbs({ store: async () => ({ store, reader: store, close: async () => {} }) as never })
  const code = await verbs
    .find(({ name }) => name === verb)!
    .run({
      values: {},
      positionals: [id],
      print: async (line) => void lines.push(line),
      progress: () => {},
      note: () => {},
      signal: new AbortController().signal,
    })
  return { lines, code }
}

describe('an explanation', () => {
  test('names who carries the excess, quotes different people, and is the same from what is stored when the mentions are gone', async () => {
    const topic = 'delivery.late'
    const said = (i: number) => ({ text: `Depot strike again, ${streets[i]} street waits`, authorHandle: `p${i}` })
    const late = burst(topic, (i) => ({ ...said(i), ...of('carrier', i < 10 ? 'Nordfracht' : 'GLX') }))
    await insertMentions(platform.store, [...ordinary(topic), ...late])
    const alert = await explain(found(topic))
    expect(alert.drivers[0]).toMatchObject({ dimension: 'carrier', value: 'Nordfracht', now: 10 })
    expect(alert.title).toMatch(/ · Nordfracht$/)
    expect(alert.evidence).toHaveLength(5)
    await saveAlerts(platform.store, [alert])

    const gone = late.map(({ id, source }) => ({
      type: 'deletion' as const,
      id,
      source,
      reason: 'erased' as const,
      at: now,
    }))
    await blankMentions(platform.store, gone)
    const [shown] = await withoutRemoved(platform.store, [alert])
    expect(shown!.evidence.map(({ text, author, url }) => [text, author, url])).toEqual(
      Array.from({ length: 5 }, () => ['', '', '']),
    )
    expect((await printed('explain', alert.id)).lines.join('\n')).not.toMatch(/Depot strike again/)
    await platform.store.command('TRUNCATE TABLE mentions')
    const kept = (await findAlert(platform.store, alert.id, seesAll))!
    expect(replayed(kept)).toMatchObject({ sameFinding: true, sameDrivers: true, drivers: alert.drivers })
    const replay = await printed('replay', alert.id)
    expect(replay.code).toBe(0)
    expect(replay.lines.join('\n')).toMatch(/the same finding .*\nthe same drivers/)
    const { lines } = await printed('explain', alert.id)
    expect(lines.join('\n')).toMatch(/carrier Nordfracht: \d+ % of the increase.*z \d/)
  })

  test('names a phrase that three people use, never one that a person or a story repeats', async () => {
    const topic = 'product.leak'
    const voice = (i: number) => {
      if (i < 6) return { text: `${streets[i]} street: the valve gasket swells` }
      return i < 9
        ? { text: `my secret word is plopp ${streets[i]}`, authorKey: 'one person' }
        : { text: `read this hushed rumour ${streets[i]}`, contentHash: 'one story' }
    }
    await insertMentions(platform.store, [...ordinary(topic), ...burst(topic, voice)])
    const { drivers, facts } = await explain(found(topic))
    expect(drivers).toMatchObject([{ dimension: 'term', value: expect.stringContaining('gasket') }])
    const terms = facts.driverTable!.values.map(({ value }) => value)
    expect(terms).toContain('valve gasket swells')
    expect(terms.filter((term) => /plopp|hushed|street: /.test(term))).toEqual([])
    expect(terms.filter((term) => /^(the|my|is)\b/.test(term))).toEqual([])
  })

  test('of a cut says the cut, and first what nearly all of it shares', async () => {
    const topic = 'delivery.lost'
    const cut = { dimension: 'region', value: 'North' }
    const both = { entityKinds: ['region', 'carrier'], entityValues: ['North', 'GLX'] }
    const expected = ordinary(topic).map((row) => ({
      ...row,
      entityKinds: ['region', 'carrier'],
      entityValues: ['North', row.entityValues[0]!],
    }))
    await insertMentions(platform.store, [...expected, ...burst(topic, () => both)])
    const alert = await explain(found(topic, { cut }))
    expect(alert.drivers.map(({ value }) => value)).toEqual(['GLX', 'North'])
    expect(replayed(alert).sameDrivers).toBe(true)
  })

  test('tells what was like it and how that ended', async () => {
    const topic = 'billing.refund'
    const verdict = { verdict: 'useful' as const, reason: '', by: 'mara', at: now }
    const before = alertNow({
      id: 'before',
      topic,
      title: 'Refunds: Klarpay',
      status: 'resolved',
      openedAt: now - 9 * 24 * hour,
      resolvedAt: now - 9 * 24 * hour + 3 * hour,
      owner: 'jonas',
      verdict,
    })
    await saveAlerts(platform.store, [before])
    await insertMentions(
      platform.store,
      burst(topic, () => of('supplier', 'Klarpay')),
    )
    const alert = await explain(found(topic))
    expect(alert.similar).toMatchObject([{ alertId: 'before', owner: 'jonas', verdict: 'useful' }])
    await saveAlerts(platform.store, [alert])
    const { lines } = await printed('explain', alert.id)
    expect(lines.at(-1)).toMatch(
      /Refunds: Klarpay \(before\) .* 3\.0 hours · owner jonas · rated useful · \d+ % similar/,
    )
  })

  test('of an alert that an older version stored is read, and its drivers cannot be chosen again', async () => {
    const drivers = [{ dimension: 'carrier', value: 'GLX', share: 0.7, lift: 3, now: 9, expected: 1 }]
    const { similar: _similar, ...alert } = found('older', { drivers })
    const { driverTable: _table, ...facts } = alert.facts
    await saveAlerts(platform.store, [{ ...alert, facts } as Alert])
    const read = (await findAlert(platform.store, 'older', seesAll))!
    expect(read).toMatchObject({ similar: [], drivers, facts: { driverTable: null } })
    expect(replayed(read)).toMatchObject({ sameFinding: true, sameDrivers: null })
    expect((await printed('replay', 'older')).code).toBe(0)
  })

  test('of a drop has no drivers, and how it was tested cannot be computed again', async () => {
    const drop = found('drop', { kind: 'drop' })
    const finding = { ...drop.facts.finding, tested: { windows: [], full: 0, pooled: false } }
    await saveAlerts(platform.store, [{ ...drop, facts: { ...drop.facts, finding } }])
    const { lines, code } = await printed('replay', 'drop')
    expect(code).toBe(0)
    expect(lines.join('\n')).toMatch(/the test inputs of a drop are not stored/)
  })
})
