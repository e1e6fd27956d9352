import { seesAll } from '../../../alerts/alert/visibility.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Value } from 'typebox/value'
import type { Alert, ChangeName } from '../../../alerts/alert/alert.ts'
import { saveAlerts, saveChange } from '../../../alerts/alert/alert-table.ts'
import type { Account } from '../../../alerts/accounts/account.ts'
import { leadOf } from '../../../alerts/report/alert-figures.ts'
import { crossReport, lastWeek } from '../../../alerts/report/cross-report.ts'
import { reportLines } from '../../../alerts/report/report-lines.ts'
import { reportVerb } from '../../../alerts/report/report-verb.ts'
import { Report } from '../../../alerts/report/report.ts'
import { blankMentions, insertMentions, type MentionRow } from '../../../enrich/mentions/mention-table.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { alertNow, changeNow, mentionRow } from '../make.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const to = Date.UTC(2026, 9, 15)
const from = to - 7 * day
const now = to + 10 * hour
const taxonomy = readTaxonomy()
const own: Account = {
  platform: 'forum',
  handle: 'halden',
  owner: null,
  unit: null,
  lastPostAt: null,
  lastReplyAt: null,
}
let platform: Awaited<ReturnType<typeof openLogAndStore>>

const complaint = (id: string, createdAt: number, over: Partial<MentionRow> = {}) =>
  mentionRow({ id: `forum:${id}`, createdAt, ...over })
const praise = (id: string, author: string, over: Partial<MentionRow>) =>
  mentionRow({
    id: `forum:${id}`,
    createdAt: from + 2 * day,
    authorKey: `key of ${author}`,
    authorHandle: author,
    departments: ['product'],
    topics: ['praise.product'],
    intent: 'praise',
    sentiment: 'positive',
    sentimentScore: 0.5,
    stage: 'advocacy',
    ...over,
  })
const naming = (product: string) => ({ entityKinds: ['product', 'carrier'], entityValues: [product, 'Nordfracht'] })

const mentions = [
  complaint('first', from),
  complaint('last', to - 1, { departments: ['logistics', 'support'] }),
  complaint('calm', from + day, { sentiment: 'neutral', sentimentScore: 0.25, stage: 'use' }),
  complaint('too late', to),
  complaint('before 1', from - 1),
  complaint('before 2', from - 7 * day),
  complaint('too early', from - 7 * day - 1),
  praise('p1', 'kim', {
    text: 'Love the K3 kettle, it is so quiet',
    ...naming('K3'),
    url: 'https://x.example/1',
    authorRole: 'advocate',
  }),
  praise('p2', 'kim', {
    text: 'Second week and the K3 kettle boils fast',
    ...naming('K3'),
    url: 'https://x.example/2',
    createdAt: from + 3 * day,
    intent: 'unknown',
  }),
  praise('p3', 'ann', {
    ...naming('M1'),
    topics: ['praise.product', 'praise.service', 'delivery.late'],
    topicSentiments: ['positive', '', 'negative'],
  }),
  praise('p4', 'bob', { authorRole: 'advocate', url: 'javascript:alert(1)' }),
  // No mention of the company.
  praise('s1', 'shill', { text: 'best replica watches', departments: [], topics: [], topicTree: [], intent: 'spam' }),
  // Friendly in tone, but no praise.
  praise('n1', 'ann', { intent: 'unknown', topics: ['shop.advice'] }),
  praise('n2', 'ann', { sentiment: 'neutral', sentimentScore: 0 }),
  praise('c1', 'ann', { intent: 'complaint' }),
  praise('c3', 'mo', {
    departments: ['sales'],
    text: 'Thanks for nothing',
    sentimentScore: 0.02,
    stage: 'use',
    createdAt: to + 1,
  }),
  praise('c2', 'ann', { sentiment: 'negative', sentimentScore: -0.5 }),
  praise('g1', 'gone', { text: 'K3 K3 K3, the best kettle', ...naming('K3') }),
  praise('g2', 'gone', { text: 'The best kettle ever is the K3', ...naming('K3') }),
  praise('o1', 'halden', { sentimentScore: 1 }),
  praise('o2', '@Halden', { sentimentScore: 1, authorKey: 'key of halden' }),
]

const steps = (alert: Alert, ...after: [ChangeName, number][]) =>
  [['opened', 0] as const, ...after].map(([change, ms], i) =>
    changeNow({ alert, change, at: alert.openedAt + ms, changeNumber: i + 1 }),
  )
function alertOf(
  id: string,
  over: { departments: string[]; onsetAt: number; detectedAt: number; verdict?: 'useful' | 'duplicate' | 'expected' },
) {
  const { verdict, ...rest } = over
  const judged = verdict ? { verdict, reason: '', by: 'Lea', at: now } : null
  return alertNow({ id, ...rest, openedAt: over.detectedAt, verdict: judged })
}
const clock = (days: number, hours: number) => from + days * day + hours * hour

/** Found an hour before the report; found the morning after one; found too late; another department's; two outside the period. */
const alerts = [
  alertOf('a1', {
    departments: ['logistics', 'support'],
    onsetAt: clock(1, 6.5),
    detectedAt: clock(1, 7),
    verdict: 'useful',
  }),
  alertOf('a2', { departments: ['logistics'], onsetAt: clock(2, 8), detectedAt: clock(2, 9), verdict: 'duplicate' }),
  alertOf('a3', { departments: ['logistics'], onsetAt: clock(3, 7), detectedAt: clock(3, 8.5) }),
  alertOf('a4', {
    departments: ['support', 'logistics'],
    onsetAt: clock(4, 0),
    detectedAt: clock(4, 1),
    verdict: 'expected',
  }),
  alertOf('a5', { departments: ['logistics'], onsetAt: from - 1, detectedAt: from - 1, verdict: 'useful' }),
  alertOf('a6', { departments: ['logistics'], onsetAt: to, detectedAt: to, verdict: 'useful' }),
]
const [a1, a2, a3, a4] = alerts as [Alert, Alert, Alert, Alert]
const changes = [
  ...steps(a1, ['acknowledged', 10 * minute], ['worsened', 20 * minute], ['resolved', 2 * hour]),
  ...steps(a2, ['resolved', hour], ['reopened', 3 * hour], ['acknowledged', 4 * hour], ['resolved', 5 * hour]),
  ...steps(a3, ['assigned', 20 * minute], ['resolved', hour], ['reopened', 2 * hour]),
  ...steps(a4, ['acknowledged', now + 1 - a4.openedAt]),
]

beforeAll(async () => {
  platform = await openLogAndStore()
  const { store } = platform
  await insertMentions(store, mentions)
  await blankMentions(
    store,
    ['forum:g1', 'forum:g2'].map((id) => ({
      type: 'deletion' as const,
      id,
      source: 'forum',
      reason: 'erased' as const,
      at: now,
    })),
  )
  await saveAlerts(store, alerts)
  for (const change of changes) await saveChange(store, change)
  // Mentions are collected since two weeks before.
  await store.command(
    `INSERT INTO series_counts (subject_kind, subject, dimension, value, bucket_at, mentions) VALUES ('all', '', '', '', {at: DateTime64(3)}, 1)`,
    { at: (from - 7 * day) / 1000 },
  )
})
afterAll(async () => platform.close())

const reported = (over = {}) =>
  crossReport(platform.store, { from, to, taxonomy, now, ownAccounts: [own], visibility: seesAll, ...over })
const departmentOf = (report: Report, id: string) => report.departments.find(({ department }) => department === id)!

describe('the report', () => {
  test('counts each department and each stage, and the time before, to the millisecond', async () => {
    const report = await reported()
    expect(Value.Check(Report, report)).toBe(true)
    expect(report.departments.map(({ department }) => department)).toEqual(taxonomy.departments.map(({ id }) => id))
    const volumes = { volume: 3, before: 2, negativeShare: 2 / 3, sentiment: -0.25 }
    expect(departmentOf(report, 'logistics')).toMatchObject(volumes)
    expect(departmentOf(report, 'support')).toMatchObject({ volume: 1, before: 0, negativeShare: 1, sentiment: -0.5 })
    expect(departmentOf(report, 'sales')).toMatchObject({ volume: 0, before: 0, negativeShare: null, sentiment: null })
    expect(report.all).toEqual({ volume: 15, before: 2, negativeShare: 3 / 15, sentiment: (-0.75 + 5.5) / 15 })
    expect(report.alerts).toEqual({ opened: 4, judged: 3, useful: 1 })
    const stages = report.stages.map(({ stage, volume, before }) => [stage, volume, before])
    expect(stages).toEqual([
      ['awareness', 0, 0],
      ['consideration', 0, 0],
      ['purchase', 2, 2],
      ['use', 1, 0],
      ['support', 0, 0],
      ['advocacy', 12, 0],
    ])
  })

  test('has the times to detect, acknowledge and resolve alerts, and their ratings', async () => {
    const report = await reported()
    expect(departmentOf(report, 'logistics').alerts).toEqual({
      opened: 3,
      watched: 1,
      involved: 4,
      // 10 min, 20 min (given to somebody), 4 h.
      medianAcknowledgeMs: 20 * minute,
      // 2 h and, after it had reopened, 5 h; the third one is open again.
      medianResolveMs: 3.5 * hour,
      // 1 h, 23 h, half an hour too late.
      medianLeadMs: hour,
      verdicts: { useful: 1, noise: 0, expected: 0, duplicate: 1 },
      judged: 2,
      precision: 0.5,
    })
    expect(departmentOf(report, 'support').alerts).toEqual({
      opened: 1,
      watched: 1,
      involved: 2,
      // It was acknowledged after the report was made.
      medianAcknowledgeMs: null,
      medianResolveMs: null,
      medianLeadMs: 7 * hour,
      verdicts: { useful: 0, noise: 0, expected: 1, duplicate: 0 },
      judged: 1,
      precision: 0,
    })
    expect(departmentOf(report, 'sales').alerts).toMatchObject({ opened: 0, medianLeadMs: null, precision: null })
    const later = await reported({ dailyReportAtMs: 9 * hour, now: now + 1 })
    expect(departmentOf(later, 'support').alerts).toMatchObject({
      medianLeadMs: 8 * hour,
      medianAcknowledgeMs: now + 1 - a4.openedAt,
    })
  })

  test.each([
    ['the same morning', 6, 7, 1],
    ['in the moment of the report: it is in the next one', 8, 8, 24],
    ['after the report', 9, 10, 22],
    ['found only after the next report', 7, 10, -2],
  ])('lead time of what began %s', (_, onset, detected, lead) => {
    expect(leadOf({ onset: clock(1, onset), detected: clock(1, detected) }, 8 * hour)).toBe(lead * hour)
  })

  test('names what customers praise, and whom to thank, but nobody who is gone and not ourselves', async () => {
    const { praise: praised, advocates } = departmentOf(await reported(), 'product')
    expect(praised).toMatchObject({
      mentions: 6,
      topics: [
        { topic: 'praise.product', mentions: 6 },
        { topic: 'praise.service', mentions: 1 },
      ],
      products: [
        { product: 'K3', mentions: 4 },
        { product: 'M1', mentions: 1 },
      ],
    })
    expect(praised.quote).toMatchObject({ author: 'kim', text: 'Love the K3 kettle, it is so quiet' })
    expect(advocates).toEqual([
      { handle: 'kim', source: 'forum', praises: 2, url: 'https://x.example/2', newestAt: from + 3 * day },
      { handle: 'bob', source: 'forum', praises: 1, url: null, newestAt: from + 2 * day },
    ])
    const all = departmentOf(await reported({ ownAccounts: [] }), 'product')
    expect(all.praise.mentions).toBe(8)
    expect(all.advocates.map(({ praises }) => praises)).toEqual([2, 2, 1])
    expect(departmentOf(await reported(), 'logistics').praise).toMatchObject({ mentions: 0, quote: null })
  })

  test('quotes nobody whose praise may be meant otherwise', async () => {
    const { praise: praised } = departmentOf(await reported({ from: to + 1, to: to + 2 }), 'sales')
    expect(praised).toMatchObject({ mentions: 1, quote: null })
  })

  test('of a period without mentions is a report too', async () => {
    const report = await reported({ from: from - 900 * day, to: from - 893 * day })
    expect(report.all).toEqual({ volume: 0, before: 0, negativeShare: null, sentiment: null })
    expect(reportLines(report, taxonomy).join('\n')).toContain('No data for Support, Product, Logistics')
  })

  test('covers the last seven whole days by default', () => {
    expect(lastWeek(now)).toEqual({ from, to })
    expect(lastWeek(to)).toEqual({ from, to })
    expect(lastWeek(to - 1)).toEqual({ from: from - day, to: to - day })
  })
})

describe('the report in lines', () => {
  test('compares nothing with a time of which no mentions were collected', async () => {
    const report = await reported({ from: from - 7 * day, to: from })
    expect(report).toMatchObject({ isCompared: false, changes: [] })
    expect(reportLines(report, taxonomy)[0]).toContain('2 mentions, no earlier data,')
  })

  test('has the sentence first, then some lines for each department', async () => {
    const lines = reportLines(await reported(), taxonomy)
    expect(lines[0]).toBe(
      '8 October 2026 to 14 October 2026 (UTC): 15 mentions, 650 % more than before, 20 % negative, sentiment 0.32; 4 alerts opened, 1 of 3 rated useful.',
    )
    const at = lines.indexOf('Logistics')
    expect(lines.slice(at, at + 3)).toEqual([
      'Logistics',
      '  3 mentions, 50 % more than before, 67 % negative, sentiment −0.25',
      '  3 alerts opened, 1 more watched; time to acknowledge 20 min; time to resolve 4 h; lead over the daily report 1 h; 1 of 2 rated useful',
    ])
    expect(lines).toContain(
      '  Praise in 6 mentions: Praise for the product (6), Praise for the service (1), K3 (4), M1 (1)',
    )
    expect(lines).toContain('    kim on forum, 2 praise mentions, https://x.example/2')
    expect(lines).toContain('No praise for Support, Logistics')
    expect(lines).toContain('No data for Procurement, Sales, Marketing')
    expect(lines).toContain('  purchase: 2 mentions, as many as before, 100 % negative, sentiment −0.50')
  })

  test('quoted text stays harmless', async () => {
    const report = await reported()
    const product = departmentOf(report, 'product')
    product.praise.quote!.text = 'fine\u001b[2J\n\nSupport\r\n  0 alerts \u202eevil\u2066'
    product.praise.quote!.author = 'a\u0007b'
    product.advocates[0]!.handle = 'kim\n\u200fx'
    const lines = reportLines(report, taxonomy)
    expect(lines).toContain('    “fine\ufffd[2J Support 0 alerts \ufffdevil\ufffd” a\ufffdb, forum')
    expect(lines).toContain('    kim \ufffdx on forum, 2 praise mentions, https://x.example/2')
    expect(lines.every((line) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(line))).toBe(true)
  })

  describe('by its verb', () => {
    const lines = async (values: Record<string, string | boolean>) => {
      const { store } = platform
      const printed: string[] = []
      const verb = reportVerb({
        store: async () => ({ store, reader: store, close: async () => {} }) as never,
        taxonomy: () => taxonomy,
        accounts: async () => ({ accounts: [own], faults: [] }),
        now: () => now,
      })
      await verb.run({
        values,
        positionals: [],
        print: async (line) => void printed.push(line),
        progress: () => {},
        note: () => {},
        signal: new AbortController().signal,
      })
      return printed
    }

    test('is printed, or JSON', async () => {
      expect(await lines({})).toEqual(reportLines(await reported(), taxonomy))
      const [json] = await lines({ json: true, from: '2026-10-14', to: '2026-10-15' })
      expect(JSON.parse(json!)).toMatchObject({ from: to - day, to, all: { volume: 1 } })
      await expect(lines({ from: '2026-10-16' })).rejects.toThrow('--from must be before --to')
      await expect(lines({ to: 'soon' })).rejects.toThrow('--to: "soon" is not a time')
    })

    test('topics have the names that were given on the page', async () => {
      const edit = { kind: 'change', topic: 'praise.product', name: 'Love for the product' }
      await platform.store.insert('taxonomy_edits', [{ id: 'e1', madeAt: now, by: 'sam', edit: JSON.stringify(edit) }])
      const printed = await lines({})
      expect(printed.some((line) => line.includes('Praise in 6 mentions: Love for the product (6)'))).toBe(true)
      expect(printed.some((line) => line.includes('Praise for the product'))).toBe(false)
    })
  })
})
