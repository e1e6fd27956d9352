import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recount } from '../../../alerts/series/count-table.ts'
import { baseBucketMs } from '../../../alerts/series/subject.ts'
import { seesAll } from '../../../alerts/alert/visibility.ts'
import { assess, type AssessmentQuery } from '../../../alerts/assessment/assess.ts'
import { assessmentLines } from '../../../alerts/assessment/assessment-lines.ts'
import { burstsIn, returnOf } from '../../../alerts/assessment/bursts.ts'
import { placesOf } from '../../../alerts/assessment/places.ts'
import { toOrganisation } from '../../../alerts/organisation/organisation.ts'
import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { mentionRow } from '../make.ts'

const hour = 3_600_000
const day = 24 * hour
const start = Date.UTC(2026, 5, 1)
const taxonomy = readTaxonomy()
const worth = { contactsPerMention: 4, avoidedShare: 0.5, costPerContact: 5, currency: 'EUR' }

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let query: AssessmentQuery
beforeAll(async () => {
  platform = await openLogAndStore()
  query = {
    days: 90,
    now: start + 200 * day,
    taxonomy,
    organisation: toOrganisation({ model: 'hub-and-spoke', departments: { product: { channels: ['p'] } } }, taxonomy),
    ownAccounts: [],
    gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 },
    budgetPerWeek: 3,
    sourceTypes: new Map([['talk', 'mastodon']]),
    hasPlanningData: false,
    visibility: seesAll,
  }
  const about = (topic: string, department: string) => ({
    topics: [topic],
    topicTree: [topic],
    departments: [department],
    sentiment: 'negative' as const,
    intent: 'complaint' as const,
  })
  const rows = [
    // Two a day for a month, about the app; thirty on one day about parcels.
    ...Array.from({ length: 60 }, (_, i) =>
      mentionRow({
        id: `talk:${i}`,
        source: 'talk',
        createdAt: start + i * 12 * hour,
        ...about('app.crash', 'product'),
      }),
    ),
    ...Array.from({ length: 30 }, (_, i) =>
      mentionRow({
        id: `forum:${i}`,
        source: 'forum',
        createdAt: start + 20 * day + i * 60_000,
        ...about('delivery.late', 'logistics'),
      }),
    ),
  ]
  await insertMentions(platform.store, rows)
  await recount(platform.store, [
    ...new Set(rows.map((row) => Math.floor(row.createdAt / baseBucketMs) * baseBucketMs)),
  ])
})
afterAll(() => platform?.close())

describe('an assessment', () => {
  test('orders departments by what warnings would have been worth, and not by volume', async () => {
    const found = await assess(platform.store, { ...query, worth })
    expect(found.to).toBe(start + 59 * 12 * hour + 1)
    expect(found).toMatchObject({ mentions: 90, negative: 90, days: 30 })
    expect(found.departments.slice(0, 2)).toMatchObject([
      // Thirty on a day when none is typical: five open the alert, 25 follow.
      { department: 'logistics', negative: 30, burstDays: 1, avoidable: 25, contacts: 50, saved: 250 },
      { department: 'product', negative: 60, burstDays: 0, avoidable: 0, contacts: 0, saved: 0, hasReceiver: true },
    ])
    expect(found.headline).toBe(
      'Start with Logistics: 33 % of the 90 negative mentions from 1 Jun 2026 to 30 Jun 2026 concern it. Warnings there could have avoided up to 50 contacts, €250.',
    )
    expect(found.steps[0]!.why).toContain('at most 50 contacts (× 2 contacts a mention, an assumption) or €250')
    // Keys of the configuration stand in the reasons.
    expect(found.steps.filter(({ what }) => what.includes('`'))).toEqual([])
    expect(found.sources).toMatchObject([
      { source: 'talk', mentions: 60, topics: [{ topic: 'app.crash', mentions: 60, negative: 60 }] },
      { source: 'forum', mentions: 30 },
    ])
  })

  test('says what is unknown, and which key of the configuration would tell', async () => {
    const found = await assess(platform.store, query)
    const text = assessmentLines(found).join(' ').replace(/\s+/g, ' ')
    expect(found.departments[0]).toMatchObject({ department: 'logistics', contacts: null, saved: null })
    expect(found.worth).toBeNull()
    expect(found.assumptions.filter(({ value }) => value === null).map(({ key }) => key)).toEqual([
      'worth.contactsPerMention',
      'worth.avoidedShare',
      'worth.costPerContact',
      'worth.currency',
    ])
    expect(text).toMatch(/Possible return: unknown \(worth.contactsPerMention, .* are not configured\)/)
    expect(text).toMatch(/Answers on talk and forum: unknown/)
    expect(text).toContain('Own accounts: unknown (accounts is not configured).')
    expect(text).toMatch(
      /1\. Give Logistics its warnings first\. Why: .*Nothing says where its alerts go \(organisation/,
    )
  })

  test('every line fits the terminal, and steps come before sections', async () => {
    const lines = assessmentLines(await assess(platform.store, { ...query, worth }))
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100)
    const at = (line: string) => lines.indexOf(line)
    expect(at('What to do, in this order')).toBeLessThan(at('Objectives'))
    expect(at('Budget and return')).toBeLessThan(at('Measure'))
  })

  test('is of what the caller sees', async () => {
    const mentions = { ...everyMention, all: false, departments: ['product'] }
    const visibility = { ...seesAll, all: false, departments: ['product'], mentions }
    const found = await assess(platform.store, { ...query, visibility })
    expect(found).toMatchObject({ mentions: 60, departments: [{ department: 'product' }] })
    expect(JSON.stringify(found)).not.toContain('"forum"')
  })

  test('without mentions says what to do first', async () => {
    const empty = await assess(platform.store, { ...query, now: start - day })
    expect(empty.headline).toMatch(/^There are no mentions/)
    expect(empty.steps).toHaveLength(1)
    expect(assessmentLines(empty).join('\n')).toContain('groundswell import FILE')
  })
})

test('a day counts as unusual only where it stands out from a typical one', () => {
  const of = (counts: number[], allDays = counts.length) =>
    burstsIn(
      counts.map((negative) => ({ negative })),
      { allDays, mentions: 5 },
    )
  expect(of([...Array<number>(13).fill(100), 140])).toEqual({ burstDays: 1, avoidable: 35 })
  expect(of([...Array<number>(13).fill(100), 120])).toEqual({ burstDays: 0, avoidable: 0 })
  // Four above nothing open no alert; days without mentions count.
  expect(of([4], 14)).toEqual({ burstDays: 0, avoidable: 0 })
  expect(of([12], 14)).toEqual({ burstDays: 1, avoidable: 7 })
  expect(of(Array<number>(13).fill(1))).toEqual({ burstDays: null, avoidable: null })
  expect(returnOf(null, worth)).toEqual({ contacts: null, saved: null })
  expect(returnOf(10, undefined)).toEqual({ contacts: null, saved: null })
})

test('a place is heard by the type of a source or by its name', () => {
  const places = placesOf(new Map([['care', 'trustpilot']]), ['care', 'Twitter 2015', 'stream'])
  expect(places.filter(({ sources }) => sources.length > 0).map(({ name, sources }) => [name, sources])).toEqual([
    ['social networks', ['Twitter 2015']],
    ['review sites', ['care']],
  ])
})
