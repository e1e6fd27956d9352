import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import fc from 'fast-check'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { learn } from '../../../alerts/detector/detector.ts'
import type { DetectorState } from '../../../alerts/detector/state.ts'
import { newState } from '../../../alerts/detection/counts.ts'
import { openLiveCounts } from '../../../alerts/detection/live-counts.ts'
import { openRecounts } from '../../../alerts/series/recount.ts'
import { baseBucketMs, subjectColumns, subjectKey, SubjectRow, type Subject } from '../../../alerts/series/subject.ts'
import { bucketStart, countSeries } from '../../../alerts/series/series-query.ts'
import { changedCounts, recount } from '../../../alerts/series/count-table.ts'
import { coverage, coveredSince } from '../../../alerts/series/coverage.ts'
import { blankMentions, insertMentions, type MentionRow } from '../../../enrich/mentions/mention-table.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { mentionRow } from '../make.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => void (platform = await openLogAndStore()))
afterAll(() => platform.close())

const from = Date.UTC(2026, 5, 1)
const noSwitches = { isUnderWay: false, mark: '', since: () => undefined, rewritten: [] }
const cuts = {
  product: ['', 'CM-40', 'K3'],
  version: ['', '4.1', '4.2'],
  region: ['', 'North'],
  carrier: ['', 'GLX', 'PostNova'],
  supplier: ['', 'Klarpay'],
  lot: ['', '2610-B'],
}
const labels = fc.record({
  topic: fc.constantFrom('late', 'crash', 'refund'),
  departments: fc.subarray(['logistics', 'product', 'support']),
  sentiment: fc.constantFrom('negative', 'neutral', 'positive'),
  stage: fc.constantFrom('purchase', 'use'),
})

/** What may happen to a mention and to those who count and look, in any order and any number of times. */
const happening = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('told' as const),
      id: fc.nat(30),
      minute: fc.nat(120),
      labels,
      entities: fc.record(
        Object.fromEntries(Object.entries(cuts).map(([kind, values]) => [kind, fc.constantFrom(...values)])),
      ),
      backfill: fc.boolean(),
      timeClamped: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('relabelled' as const), id: fc.nat(30), labels }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('deleted' as const), id: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('counted' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('looked' as const), minute: fc.integer({ min: 10, max: 130 }) }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('restarted' as const), isSaved: fc.boolean() }) },
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

/** What was said before everything that was learnt from is told last. */
const plain = { departments: [], sentiment: 'neutral' as const, stage: 'use' as const }
const told = { what: 'told' as const, entities: {}, backfill: false, timeClamped: false }
const olderHistory: Happening[] = [
  { ...told, id: 1, minute: 70, labels: { ...plain, topic: 'late' } },
  { what: 'looked', minute: 100 },
  { ...told, id: 2, minute: 5, labels: { ...plain, topic: 'crash' } },
]

describe('recounting', () => {
  test(
    'after any order of redelivery, lateness, relabelling, deletion, counting, looking and restarts, every count of every cut and width and every baseline equals a fresh one',
    { timeout: 240_000 },
    async () => {
      let round = 0
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { minLength: 20, maxLength: 60 }), async (happenings) => {
          const world = await openWorld(`round${round}`, from - round++ * dayMs)
          for (const event of happenings) await world.happen(event)
          await world.count()
          const rows = world.rows()
          expect(await countsOf(world.name)).toEqual(countedByHand(rows))
          expect(await widerCounts(world)).toEqual(widerByHand(world.name, rows))
          const { states, learntFrom, closed } = await world.look(130)
          expect(states).toEqual(learntByHand(world.name, rows, { learntFrom, closed }))
        }),
        { numRuns: 10, endOnFailure: true, examples: [[olderHistory]] },
      )
    },
  )
})

describe('listening', () => {
  test('begins after the last long silence: one old mention does not make the weeks before a silence that was heard', async () => {
    const own = await openLogAndStore()
    try {
      const day = 86_400_000
      const rows = [from - 4000 * day, from, from + day, from + 3 * day].map((createdAt, i) =>
        mentionRow({ id: `l${i}`, createdAt }),
      )
      await insertMentions(own.store, rows)
      await recount(
        own.store,
        rows.map((row) => Math.floor(row.createdAt / baseBucketMs) * baseBucketMs),
      )
      expect(await coveredSince(own.store, from + 4 * day)).toBe(from)
      expect(await coveredSince(own.store, from - day)).toBe(from - 4000 * day)
    } finally {
      await own.close()
    }
  })

  const coverageOf = async (days: readonly number[]) => {
    const own = await openLogAndStore()
    try {
      const rows = days.map((at, i) => mentionRow({ id: `c${i}`, createdAt: from + at * 86_400_000 }))
      await insertMentions(own.store, rows)
      await recount(
        own.store,
        rows.map((row) => Math.floor(row.createdAt / baseBucketMs) * baseBucketMs),
      )
      const { first, gaps } = (await coverage(own.store, from + 1000 * 86_400_000))!
      const day = (at: number) => Math.floor(at / 86_400_000) - Math.floor(from / 86_400_000)
      return { first: day(first), gaps: gaps.map((gap) => [day(gap.from), day(gap.to)]) }
    } finally {
      await own.close()
    }
  }
  const daily = (first: number, last: number, step = 1) =>
    Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step)

  test.each([
    ['a silence of a week after weeks of mentions is unknown time', [...daily(0, 30), ...daily(38, 60)], 0, [[31, 38]]],
    ['of three days it is none', [...daily(0, 30), ...daily(33, 60)], 0, []],
    ['after few days of mentions coverage begins anew', [...daily(0, 3), ...daily(12, 60)], 12, []],
    ['also after half a year', [...daily(0, 100), ...daily(280, 300)], 280, []],
    ['a brand with a mention a month is covered', daily(0, 720, 30), 0, []],
    ['one a week, and a summer without', [...daily(0, 350, 7), ...daily(406, 500, 7)], 0, [[351, 406]]],
    [
      'two silences',
      [...daily(0, 20), ...daily(26, 50), ...daily(60, 70)],
      0,
      [
        [21, 26],
        [51, 60],
      ],
    ],
  ])('%s', async (_name, days, first, gaps) => {
    expect(await coverageOf(days)).toEqual({ first, gaps })
  })

  test('a row that becomes visible after a newer one of its bucket is counted, once', async () => {
    const own = await openLogAndStore()
    try {
      const recounts = openRecounts(own.store)
      const recounted: number[][] = []
      const catchUp = () =>
        recounts.catchUp(noSwitches, async (buckets) => {
          recounted.push(buckets)
        })
      const storedAt = Date.now()
      const insert = (id: string, at: number) =>
        own.store.insert('mentions', [{ ...mentionRow({ id, createdAt: from }), storedAt: at }])
      await insert('first', storedAt)
      await catchUp()
      await insert('of another shard', storedAt)
      await catchUp()
      await insert('of a slower insert', storedAt - 500)
      await catchUp()
      await catchUp()
      expect(recounted).toEqual([[from], [from], [from], []])
    } finally {
      await own.close()
    }
  })

  test('mentions of twenty-six years are stored and counted in one go', async () => {
    const own = await openLogAndStore()
    try {
      const rows = Array.from({ length: 312 }, (_, month) =>
        mentionRow({ id: `m${month}`, createdAt: Date.UTC(2000, month, 3) }),
      )
      await insertMentions(own.store, rows)
      await recount(
        own.store,
        rows.map((row) => row.createdAt),
      )
      const [counted] = await own.store.select(
        Type.Object({ n: Type.Integer() }),
        `SELECT sum(mentions) AS n FROM series_counts FINAL WHERE subject_kind = 'all' AND dimension = ''`,
      )
      expect(counted?.n).toBe(312)
    } finally {
      await own.close()
    }
  })
})

/**
 * One round's mentions, two hours from `since`, told apart from those of other rounds by the names of all they are about, and who
 * counts and looks at them. Rounds go back in time: what is listened to begins with the round's first mention.
 */
async function openWorld(name: string, since: number) {
  const { store } = platform
  const held = new Map<string, MentionRow>()
  const deleted = new Set<string>()
  const recounts = openRecounts(store)
  await recounts.load()
  let counts = openLiveCounts(store, { least: 1, upliftOf: () => 1 })
  let version = since
  let minutes = 10
  let closed = 0

  const count = () =>
    recounts.catchUp(noSwitches, async (buckets, changedSince) =>
      counts.invalidate(
        await changedCounts(
          store,
          buckets.filter((at) => at < closed),
          changedSince,
        ),
      ),
    )

  const look = async (minute: number) => {
    minutes = Math.max(minutes, minute)
    await count()
    const moment = await counts.momentAt(since + minutes * 60_000)
    closed = moment?.closed ?? 0
    const series = moment ? (await counts.upTo(moment, [])).series : []
    const own = series.filter(({ subject }) => subject.id.startsWith(`${name}.`) || subject.id === name)
    return {
      states: Object.fromEntries(own.map(({ subject, state }) => [subjectKey(subject), state])),
      learntFrom: moment?.first ?? 0,
      closed,
    }
  }

  const tell = async (event: Extract<Happening, { what: 'told' | 'relabelled' }>): Promise<void> => {
    const id = `${name}:${event.id}`
    const before = held.get(id)
    if (event.what === 'relabelled' && !before) return
    const { topic, departments, sentiment, stage } = event.labels
    const of = `${name}.${topic}`
    const told =
      event.what === 'relabelled'
        ? before!
        : mentionRow({
            id,
            // A mention keeps its time and whether it is history; a later telling may change everything else.
            createdAt: before?.createdAt ?? since + event.minute * 60_000,
            backfill: before?.backfill ?? event.backfill,
            timeClamped: before?.timeClamped ?? event.timeClamped,
            entityKinds: Object.keys(event.entities).filter((kind) => event.entities[kind]),
            entityValues: Object.values(event.entities).filter((value) => value),
          })
    const row = {
      ...told,
      source: name,
      topics: [of],
      topicTree: [of, name],
      departments: departments.map((department) => `${name}.${department}`),
      sentiment,
      stage,
      version: ++version,
    }
    await insertMentions(store, [row, row])
    // What was blanked stays as it was labelled then: later tellings of it do not count again.
    if (!deleted.has(id)) held.set(id, row)
  }

  const happen = async (event: Happening): Promise<void> => {
    if (event.what === 'counted') return count()
    if (event.what === 'looked') return void (await look(event.minute))
    if (event.what === 'restarted') {
      await count()
      if (event.isSaved) await counts.save(await serversTime(), { isLast: true })
      counts = openLiveCounts(store, { least: 1, upliftOf: () => 1 })
      return
    }
    if (event.what !== 'deleted') return tell(event)
    const id = `${name}:${event.id}`
    if (held.has(id)) deleted.add(id)
    return blankMentions(store, [{ type: 'deletion', id, source: name, reason: 'deleted', at: since }])
  }

  return { name, since, happen, count, look, rows: () => [...held.values()] }
}

async function serversTime(): Promise<number> {
  const [row] = await platform.store.select(Type.Object({ nowAt: Type.Integer() }), `SELECT now64(3, 'UTC') AS now_at`)
  return row!.nowAt
}

type Measured = readonly [mentions: number, live: number, negative: number, sentimentSum: number]

/** What every table of counts says of a round, by subject and bucket. */
async function countsOf(name: string): Promise<Record<string, Record<string, Measured>>> {
  const tables = ['series_counts', 'bucket_counts']
  const said = await Promise.all(
    tables.map(async (table) => {
      const rows = await platform.store.select(
        Type.Object({
          ...SubjectRow,
          bucketAt: Type.Integer(),
          m: Type.Integer(),
          live: Type.Integer(),
          negative: Type.Integer(),
          s: Type.Number(),
        }),
        `SELECT ${subjectColumns}, bucket_at, mentions AS m, live, negative, sentiment_sum AS s FROM ${table} FINAL
         WHERE (subject = {name: String} OR startsWith(subject, concat({name: String}, '.')) OR value = {name: String}) AND mentions > 0`,
        { name },
      )
      return rows.map((row) => [`${subjectKey(row)} ${row.bucketAt}`, [row.m, row.live, row.negative, row.s]] as const)
    }),
  )
  return Object.fromEntries(tables.map((table, i) => [table, Object.fromEntries(said[i]!)]))
}

/** The slow way: every mention in every subject and cut. */
function countedByHand(rows: readonly MentionRow[]): Record<string, Record<string, Measured>> {
  const counts: Record<string, Measured> = {}
  for (const row of rows)
    for (const subject of subjectsOf(row)) {
      // Of everything only the cut by source can be told from other rounds.
      if (subject.kind === 'all' && subject.dimension !== 'source') continue
      const key = `${subjectKey(subject)} ${bucketStart(row.createdAt, baseBucketMs)}`
      const [m, l, n, s] = counts[key] ?? [0, 0, 0, 0]
      counts[key] = [m + 1, l + isLive(row), n + (row.sentiment === 'negative' ? 1 : 0), s + row.sentimentScore]
    }
  return { series_counts: counts, bucket_counts: counts }
}

const isLive = (row: MentionRow) => (row.backfill || row.timeClamped ? 0 : 1)

function subjectsOf(row: MentionRow): Subject[] {
  const abouts = [
    { kind: 'all' as const, id: '' },
    ...row.topicTree.map((id) => ({ kind: 'topic' as const, id })),
    ...row.departments.map((id) => ({ kind: 'department' as const, id })),
  ]
  const parts = [
    ['', ''],
    ['source', row.source],
    ['sentiment', row.sentiment],
    ['stage', row.stage],
    ...row.entityKinds.map((kind, i) => [kind, row.entityValues[i]!]),
  ]
  return abouts.flatMap((about) =>
    parts.map(([dimension, value]) => ({ ...about, dimension: dimension!, value: value! })),
  )
}

const [hourMs, dayMs, weekMs] = [3_600_000, 86_400_000, 7 * 86_400_000]
const widths = [hourMs, dayMs, weekMs]
const splits = [...(Object.keys(cuts) as (keyof typeof cuts)[]), 'source' as const, 'sentiment' as const]

/** Mentions of the round's root topic by each cut in hours, days and weeks, as `/series` answers. */
async function widerCounts({ name, since }: { name: string; since: number }): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const by of splits)
    for (const bucketMs of widths) {
      const question = {
        measure: 'mentions' as const,
        by,
        filters: { topic: name },
        bucketMs,
        from: since,
        to: since + hourMs * 3,
        visible: everyMention,
      }
      for (const { key, values } of await countSeries(platform.store, question))
        for (const [at, value] of values) counts[`${by} ${key} ${bucketMs} ${at}`] = value
    }
  return counts
}

function widerByHand(name: string, rows: readonly MentionRow[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const row of rows)
    for (const { id, dimension, value } of subjectsOf(row))
      for (const bucketMs of widths) {
        if (id !== name || !splits.some((split) => split === dimension)) continue
        const key = `${dimension} ${value} ${bucketMs} ${bucketStart(row.createdAt, bucketMs)}`
        counts[key] = (counts[key] ?? 0) + 1
      }
  return counts
}

/** Of the moods only the bad one. */
const canSpike = ({ dimension, value }: Subject) =>
  dimension !== 'stage' && (dimension !== 'sentiment' || value === 'negative')

/** A detector that sees the final counts once, in order: for every subject with a live mention in the last six hours. */
function learntByHand(
  name: string,
  rows: readonly MentionRow[],
  { learntFrom, closed }: { learntFrom: number; closed: number },
): Record<string, DetectorState> {
  const series = new Map<string, { subject: Subject; own: MentionRow[] }>()
  for (const row of rows)
    for (const subject of subjectsOf(row))
      if (subject.kind !== 'all' && canSpike(subject))
        series.set(subjectKey(subject), { subject, own: [...(series.get(subjectKey(subject))?.own ?? []), row] })
  const active = [...series].filter(([, { own }]) => own.some((row) => isLive(row)))
  return Object.fromEntries(
    active.map(([key, { subject, own }]) => {
      let state = newState(subject, { learntFrom })
      for (let at = learntFrom; at < closed; at += baseBucketMs) {
        const here = own.filter((row) => bucketStart(row.createdAt, baseBucketMs) === at)
        state = learn(state, { at, count: here.length, live: here.filter(isLive).length })
      }
      return [key, state]
    }),
  )
}
