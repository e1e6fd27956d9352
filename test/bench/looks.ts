import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import { openLiveCounts } from '../../alerts/detection/live-counts.ts'
import { openEvaluator } from '../../alerts/detection/evaluate.ts'
import { baseBucketMs } from '../../alerts/series/subject.ts'
import { dirtyBuckets, recount } from '../../alerts/series/count-table.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { openLogger } from '../../infra/logger.ts'
import { migrate } from '../../infra/store/migrate.ts'
import { openStore } from '../../infra/store/open-store.ts'
import type { Store } from '../../infra/store/store.ts'
import { cpuOf, cpuSince, percentiles, pssMb, type StageResult } from './measure.ts'

const dayMs = 86_400_000
const weeks = 8
const end = Date.UTC(2026, 1, 2)
const start = end - weeks * 7 * dayMs
const gates = { mentions: 5, authors: 4, texts: 4, ratio: 2 }
const taxonomy = readTaxonomy()

/** 30 mentions a day in 30 buckets of five minutes: what keeps a series active all day. */
const activeBuckets = 30 * weeks * 7
/** One a day, and silent in the last week: what most series of a store are. */
const quietBuckets = weeks * 7
const rowsAtOnce = 400_000

/**
 * A look over eight weeks of counts made in the store: so many series, so many of them active. First all of them learn (in parts, as
 * the looks come), then looks each minute, then a new process that finds the snapshots.
 */
export async function looks(folder: string): Promise<StageResult[]> {
  const results: StageResult[] = []
  const sizes = [
    { series: 1_000, active: 1_000 },
    { series: 10_000, active: 1_000 },
    { series: 100_000, active: 1_000 },
    { series: 10_000, active: 10_000 },
    { series: 100_000, active: 10_000 },
  ]
  for (const size of sizes)
    results.push(...(await inStore(`${folder}/${size.series}-${size.active}`, (store) => looking(store, size))))
  return results
}

/** CPU-seconds of one evaluation of so many active series, in our event loop and in the store, once all baselines are learnt. */
export function evaluationCost(folder: string, active: number): Promise<{ main: number; store: number }> {
  return inStore(folder, async (store) => {
    await makeAllSeries(store, { series: active, active })
    const { cpu } = await looksFrom(store, end - 20 * 60_000)
    return { main: cpu.main, store: cpu.children }
  })
}

async function makeAllSeries(store: Store, { series, active }: { series: number; active: number }): Promise<void> {
  await makeSeries(store, { from: 0, count: active, buckets: activeBuckets, until: end })
  await makeSeries(store, { from: active, count: series - active, buckets: quietBuckets, until: end - 7 * dayMs })
  await makeTotal(store)
}

async function looking(store: Store, { series, active }: { series: number; active: number }): Promise<StageResult[]> {
  await makeAllSeries(store, { series, active })
  const name = `${active.toLocaleString('en')} active of ${series.toLocaleString('en')}`
  const first = await looksFrom(store, end - 20 * 60_000)
  await first.counts.save(Date.now())
  while ((await unsaved(store)) < active) await first.counts.save(Date.now())
  const second = await looksFrom(store, end - 60_000)
  return [
    { ...result(`${name}: look`, first.looks), rssMb: first.rssMb },
    allOf(`${name}: until all are looked at, anew`, first.preparing),
    allOf(`${name}: the same from snapshots`, second.preparing),
  ]
}

/** Looks until every series is ready, then one a minute. */
async function looksFrom(store: Store, from: number) {
  const counts = openLiveCounts(store, { least: gates.mentions, upliftOf: () => 1 })
  const scope = { store, includesHistory: false }
  const look = openEvaluator({
    counts,
    scope,
    taxonomy,
    gates,
    budgetPerWeek: 3,
    upliftOf: () => 1,
    risingTerms: async () => [],
  })
  const timed = async (now: number) => {
    const before = performance.now()
    const { waiting } = await look(now, { alerts: [], isBehind: false })
    return { waiting, ms: performance.now() - before }
  }
  const preparing: number[] = []
  for (;;) {
    const { waiting, ms } = await timed(from)
    preparing.push(ms)
    if (waiting === 0) break
  }
  const minutes: number[] = []
  const before = cpuOf(process.pid)
  for (let now = from + 60_000; now < end; now += 60_000) minutes.push((await timed(now)).ms)
  const used = cpuSince(process.pid, before)
  const cpu = { main: used.main / minutes.length, children: used.children / minutes.length }
  return { counts, preparing, looks: minutes, cpu, rssMb: pssMb([process.pid]) }
}

async function unsaved(store: Store): Promise<number> {
  const [row] = await store.select(
    Type.Object({ n: Type.Integer() }),
    `SELECT count() AS n FROM detector_states FINAL WHERE slot = 'day'`,
  )
  return row!.n
}

interface Made {
  from: number
  count: number
  buckets: number
  until: number
}

/** Products within the topics, each heard in so many buckets evenly spread up to `until`. */
async function makeSeries(store: Store, { from, count, buckets, until }: Made): Promise<void> {
  const ids = taxonomy.topics.map(({ id }) => id)
  const stride = (until - start) / baseBucketMs / buckets
  for (let i = 0; i < count; i += Math.ceil(rowsAtOnce / buckets)) {
    const some = Math.min(Math.ceil(rowsAtOnce / buckets), count - i)
    for (const table of ['bucket_counts', 'series_counts'])
      await store.command(
        `INSERT INTO ${table} (subject_kind, subject, dimension, value, bucket_at, mentions, live, negative, sentiment_sum, changed_at, counted_at)
         SELECT 'topic', {ids: Array(String)}[1 + series % {topics: UInt32}], 'product', concat('P', toString(series)),
           toDateTime64({start: UInt32} + ${baseBucketMs / 1000} * (toUInt32(nth * {stride: Float64}) + hash % toUInt32({stride: Float64})), 3, 'UTC'),
           1 + (hash % 9 = 0) AS heard, heard, 1, -0.3, toDateTime64({start: UInt32}, 6, 'UTC'), now64(6, 'UTC')
         FROM (SELECT {from: UInt32} + intDiv(number, {buckets: UInt32}) AS series, number % {buckets: UInt32} AS nth, cityHash64(series, nth) AS hash
               FROM numbers({rows: UInt64}))`,
        { ids, topics: ids.length, start: start / 1000, stride, from: from + i, buckets, rows: some * buckets },
      )
  }
}

async function makeTotal(store: Store): Promise<void> {
  await store.command(
    `INSERT INTO series_counts (subject_kind, subject, dimension, value, bucket_at, mentions, live, negative, sentiment_sum, counted_at)
     SELECT 'all', '', '', '', toDateTime64({start: UInt32} + ${baseBucketMs / 1000} * number, 3, 'UTC'), 10, 10, 1, 0, now64(6, 'UTC')
     FROM numbers({buckets: UInt32})`,
    { start: start / 1000, buckets: (end - start) / baseBucketMs },
  )
}

const mentionCount = 10_000_000
const mentionDays = 30
/** More at once exceed the memory that the embedded store gives a query. */
export const mentionsAtOnce = 25_000

/** Ten million mentions of thirty days made in the store; then one bucket after the other gets a few more and is counted anew. */
export async function recounts(folder: string): Promise<StageResult[]> {
  return inStore(folder, async (store) => {
    for (let from = 0; from < mentionCount; from += mentionsAtOnce) await makeMentions(store, from)
    await recountDays(store)
    await merged(store)
    let { until } = await dirtyBuckets(store, Date.now())
    const [asking, counting]: [number[], number[]] = [[], []]
    for (let i = 0; i < 60; i++) {
      const at = end - (1 + ((i * 131) % (mentionDays * 288 - 2))) * baseBucketMs
      await makeLate(store, at, i)
      const before = performance.now()
      const dirty = await dirtyBuckets(store, until)
      const between = performance.now()
      await recount(
        store,
        dirty.buckets.map((bucket) => bucket.at),
      )
      asking.push(between - before)
      counting.push(performance.now() - between)
      until = dirty.until
    }
    const of = mentionCount.toLocaleString('en')
    return [
      result(`recount, ${of} mentions: which buckets`, asking),
      result(`recount, ${of} mentions: one bucket`, counting),
    ]
  })
}

/** What was made in minutes and not in a month is put in order first. */
async function merged(store: Store): Promise<void> {
  for (let calm = 0; calm < 5; await pause(1_000)) {
    const [row] = await store.select(Type.Object({ n: Type.Integer() }), 'SELECT count() AS n FROM system.merges')
    calm = row!.n === 0 ? calm + 1 : 0
  }
}

/** Each bucket once, so that the counts of a month stand there too. */
async function recountDays(store: Store): Promise<void> {
  for (let at = end - mentionDays * dayMs; at < end; at += dayMs / 4)
    await recount(
      store,
      Array.from({ length: 72 }, (_, i) => at + i * baseBucketMs),
    )
}

/** Fifty thousand mentions as the pipeline files them, from this number on. */
export const makeMentions = (store: Store, from: number) =>
  insertMade(store, {
    rows: mentionsAtOnce,
    from,
    createdAt: `toDateTime64({endSecond: UInt32} - {days: UInt32} * 86400 * (1 - number / {all: Float64}), 3, 'UTC')`,
  })

const makeLate = (store: Store, at: number, nth: number) =>
  insertMade(store, {
    rows: 3,
    from: 1e9 + nth * 10,
    createdAt: `toDateTime64(${at / 1000}, 3, 'UTC') + toIntervalSecond(number % 300)`,
  })

/** Mentions as the pipeline files them: a topic with its ancestor, one or two departments, one to three entities, a text of 120 characters. */
async function insertMade(store: Store, made: { rows: number; from: number; createdAt: string }): Promise<void> {
  const leaves = taxonomy.topics.filter((topic) => topic.ancestors.length > 0)
  await store.command(
    `INSERT INTO mentions (id, source, author_key, text, created_at, observed_at, language, sentiment, sentiment_score, topics, topic_tree, departments,
       stage, severity, entity_kinds, entity_values, content_hash, cluster, version)
     SELECT concat('s', toString(h % 6), ':', toString(number)), concat('s', toString(h % 6)), toString(cityHash64(h) % 900000),
       concat(repeat('my parcel is late again and nobody answers the phone ', 2), toString(number)), ${made.createdAt} AS at, at, 'en',
       ['negative', 'neutral', 'positive'][1 + h % 3], (h % 200 - 100) / 100, [leaf], [leaf, {parents: Array(String)}[1 + h % {topics: UInt32}]],
       arraySlice([{owners: Array(String)}[1 + h % {topics: UInt32}], 'support'], 1, 1 + h % 2), 'use', 'low',
       arraySlice(['product', 'region', 'carrier'], 1, 1 + h % 3), arraySlice([concat('P', toString(h % 300)), concat('R', toString(h % 16)), concat('C', toString(h % 5))], 1, 1 + h % 3),
       hex(h), hex(h), 1
     FROM (SELECT {from: UInt64} + number AS number, cityHash64(number) AS h, {leaves: Array(String)}[1 + h % {topics: UInt32}] AS leaf FROM numbers({rows: UInt64}))`,
    {
      rows: made.rows,
      from: made.from,
      endSecond: end / 1000,
      days: mentionDays,
      all: mentionCount,
      topics: leaves.length,
      leaves: leaves.map(({ id }) => id),
      parents: leaves.map(({ ancestors }) => ancestors[0]!),
      owners: leaves.map(({ owners }) => owners[0] ?? 'support'),
    },
  )
}

/** Opens an embedded store with our tables in the folder, and closes it afterwards. */
export async function inStore<T>(folder: string, use: (store: Store) => Promise<T>): Promise<T> {
  const opened = await openStore({ data: folder, role: 'command', logger: openLogger('error') })
  try {
    await migrate(opened.store)
    return await use(opened.store)
  } finally {
    await opened.close()
  }
}

/** Several looks as one: how long it takes in all. */
function allOf(name: string, latencies: readonly number[]): StageResult {
  const ms = latencies.reduce((sum, each) => sum + each, 0)
  return result(`${name} (${latencies.length} looks)`, [ms])
}

function result(name: string, latencies: readonly number[]): StageResult {
  const seconds = latencies.reduce((sum, ms) => sum + ms, 0) / 1000
  const n = latencies.length
  return {
    name,
    unit: name.startsWith('recount') ? 'buckets' : 'looks',
    n,
    seconds,
    perSecond: n / seconds,
    ...percentiles(latencies),
  }
}
