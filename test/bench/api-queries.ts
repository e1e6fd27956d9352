import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pino from 'pino'
import { Type } from 'typebox'
import { confirmLinks } from '../../alerts/planners/confirm-link.ts'
import { toOrganisation } from '../../alerts/organisation/organisation.ts'
import { recount } from '../../alerts/series/count-table.ts'
import { startApi } from '../../api/server.ts'
import { openLog } from '../../app/open-log.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { migrate } from '../../infra/store/migrate.ts'
import { openStore } from '../../infra/store/open-store.ts'
import type { Store } from '../../infra/store/store.ts'
import { mentions } from './corpus.ts'
import { percentiles, pssMb, type StageResult } from './measure.ts'

const now = Date.UTC(2026, 9, 15, 12)
const dayMs = 86_400_000
const days = 30
const bucketMs = 300_000
const rowsAtOnce = 10_000
const texts = 500
const rounds = 8
const logger = pino({ level: 'error' })
const taxonomy = readTaxonomy()

/** Searches as people type them: frequent words, rare ones, forms, phrases, exclusions, fields, and what nobody wrote. */
const searches = [
  'parcel',
  'refund klarpay',
  'refund klarpay -paylane',
  '"parcel is late"',
  'battery OR overheating',
  'charging -battery',
  'raregem',
  'nosuchword',
  'klarp*',
  'source:s3 refunds',
  'product:P7 sentiment:negative',
  'topic:delivery.late carrier:C2 lang:en',
  'rating:<3 OR author:nobody',
  '(refund OR return) (slow OR late) -spam',
]
const monthAgo = new Date(now - days * dayMs).toISOString()
const q = (search: string) => `q=${encodeURIComponent(search)}`

/** Paths of the API by what is measured. */
const questions: Record<string, string[]> = {
  'mentions, newest': ['/mentions?fold=true', '/mentions', '/mentions?department=logistics&fold=true'],
  'mentions, search': searches.map((search) => `/mentions?fold=true&from=${monthAgo}&${q(search)}`),
  'mentions, search of all time': searches.map((search) => `/mentions?fold=true&${q(search)}`),
  'mentions, facets': searches.map((search) => `/mentions/facets?from=${monthAgo}&${q(search)}`),
  series: [
    '/series?by=department&bucket=hour',
    '/series?by=topic&bucket=day',
    '/series?by=carrier&bucket=hour&department=logistics',
    '/series?by=product&bucket=day&topic=delivery.late',
  ],
  board: ['/departments', '/alerts?status=open&limit=200', '/status'],
}

/** People who keep pages open at the same time; each asks something once in so many ms. */
const readers = 50
const readerPauseMs = 2_000
const readForMs = 30_000

/** Latencies of the API over a month of `count` mentions, over HTTP: one request at a time, then of many readers at once. */
export async function apiQueries(folder: string, count: number): Promise<StageResult[]> {
  const opened = await openStore({ data: folder, role: 'command', logger })
  const log = await openLog({ log: 'embedded', data: folder, logger })
  try {
    await migrate(opened.store)
    await fill(opened.store, count)
    const api = await startApi({ ...depsOf(folder, opened), log })
    try {
      const results: StageResult[] = []
      for (const [name, paths] of Object.entries(questions))
        results.push(await latencies(`api, ${count.toLocaleString('en')}: ${name}`, `${api.url}/api/v1`, paths))
      results.push(await ofReaders(`api, ${count.toLocaleString('en')}: ${readers} readers`, `${api.url}/api/v1`))
      return results
    } finally {
      await api.stop()
    }
  } finally {
    await log.close()
    await opened.close()
  }
}

const depsOf = (data: string, { store, reader, state }: Awaited<ReturnType<typeof openStore>>) => ({
  host: '127.0.0.1',
  port: 0,
  version: 'bench',
  reader,
  store,
  clock: () => now,
  taxonomy,
  organisation: toOrganisation({ model: 'hub-and-spoke' }, taxonomy),
  links: confirmLinks(Buffer.alloc(32, 3)),
  logger,
  metrics: openMetrics(),
  storeState: state,
  watch: { stages: () => [], lag: () => 0 },
  dashboard: join(data, 'none'),
  webhooks: new Map(),
  publish: async () => {},
  requestsPerMinute: 1_000_000,
})

async function latencies(name: string, base: string, paths: readonly string[]): Promise<StageResult> {
  const measured: number[] = []
  for (let round = 0; round <= rounds; round++)
    for (const path of paths) {
      const ms = await asked(base + path)
      // The first round fills the caches.
      if (round > 0) measured.push(ms)
    }
  return resultOf(name, measured, measured.reduce((sum, ms) => sum + ms, 0) / 1000)
}

/** Readers who ask at fixed times, whatever the answers are: in turn for something of each kind. What is refused (503) is counted. */
async function ofReaders(name: string, base: string): Promise<StageResult> {
  const kinds = Object.values(questions)
  const measured: Promise<number | undefined>[] = []
  const read = async (reader: number) => {
    await pause((readerPauseMs * reader) / readers)
    for (let n = 0; n * readerPauseMs < readForMs; n++) {
      const paths = kinds[(reader + n) % kinds.length]!
      measured.push(answered(base + paths[(reader * 7 + n) % paths.length]!))
      await pause(readerPauseMs)
    }
  }
  await Promise.all(Array.from({ length: readers }, (_, reader) => read(reader)))
  const ms = (await Promise.all(measured)).filter((each) => each !== undefined)
  return resultOf(`${name}, ${measured.length - ms.length} of ${measured.length} refused`, ms, readForMs / 1000)
}

/** ms until the answer is there; undefined if the server is too busy. */
const answered = (url: string): Promise<number | undefined> =>
  asked(url).catch((error: unknown) => {
    if ((error as Error).message.endsWith('503')) return undefined
    throw error
  })

/** ms until the whole answer is there. */
async function asked(url: string): Promise<number> {
  const before = performance.now()
  const answer = await fetch(url)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`)
  return performance.now() - before
}

function resultOf(name: string, measured: readonly number[], seconds: number): StageResult {
  const n = measured.length
  const rssMb = pssMb([process.pid])
  return { name, unit: 'requests', n, seconds, perSecond: n / seconds, ...percentiles(measured), rssMb }
}

/** A month of mentions, whose texts are those of the corpus with rarer words added, and their counts. One in 50 is a copy of others within three days. */
async function fill(store: Store, count: number): Promise<void> {
  const written = mentions(texts).map(({ text }) => text.slice(0, 150))
  for (let from = 0; from < count; from += rowsAtOnce) await insertRows(store, { from, count, written })
  for (let at = now - days * dayMs; at < now; at += dayMs / 8)
    await recount(
      store,
      Array.from({ length: dayMs / 8 / bucketMs }, (_, i) => at + i * bucketMs),
    )
  await merged(store)
}

async function insertRows(
  store: Store,
  { from, count, written }: { from: number; count: number; written: readonly string[] },
): Promise<void> {
  const leaves = taxonomy.topics.filter((topic) => topic.ancestors.length > 0)
  await store.command(
    `INSERT INTO mentions (id, source, author_key, text, created_at, observed_at, language, sentiment, sentiment_score, topics, topic_tree, departments,
       intent, stage, author_role, severity, entity_kinds, entity_values, content_hash, cluster, version)
     SELECT concat('s', toString(h % 6), ':', toString(n)), concat('s', toString(h % 6)), toString(cityHash64(h) % 900000),
       concat({written: Array(String)}[1 + h % {texts: UInt32}], ' ',
         arrayStringConcat(arrayMap(i -> concat('w', toString(toUInt32(exp(12.2 * (cityHash64(n, i) % 1000000) / 1000000)))), range(8)), ' '),
         multiIf(h % 100003 = 0, ' raregem', h % 997 = 0, ' klarpay', '')),
       toDateTime64({end: UInt32} - {days: UInt32} * 86400 * (1 - n / {count: Float64}), 3, 'UTC') AS at, at, ['en', 'en', 'en', 'de', 'unknown'][1 + h % 5],
       ['negative', 'neutral', 'positive'][1 + h % 3], (h % 200 - 100) / 100, [leaf], [leaf, {parents: Array(String)}[1 + h % {topics: UInt32}]],
       arraySlice([{owners: Array(String)}[1 + h % {topics: UInt32}], 'support'], 1, 1 + h % 2), 'complaint', 'use', 'customer', 'low',
       arraySlice(['product', 'region', 'carrier'], 1, 1 + h % 3), arraySlice([concat('P', toString(h % 300)), concat('R', toString(h % 16)), concat('C', toString(h % 5))], 1, 1 + h % 3),
       hex(h), hex(h % 50 = 0 ? cityHash64(h % 25000, intDiv(10 * n, {count: UInt64})) : h), 1
     FROM (SELECT {from: UInt64} + number AS n, cityHash64(n) AS h, {leaves: Array(String)}[1 + h % {topics: UInt32}] AS leaf FROM numbers({rows: UInt64}))`,
    {
      from,
      rows: Math.min(rowsAtOnce, count - from),
      count,
      days,
      end: now / 1000,
      written,
      texts: written.length,
      topics: leaves.length,
      leaves: leaves.map(({ id }) => id),
      parents: leaves.map(({ ancestors }) => ancestors[0]!),
      owners: leaves.map(({ owners }) => owners[0] ?? 'support'),
    },
  )
}

/** What was made in minutes and not in a month is put in order first. */
async function merged(store: Store): Promise<void> {
  for (let calm = 0; calm < 5; await new Promise((done) => setTimeout(done, 1_000))) {
    const [row] = await store.select(Type.Object({ n: Type.Integer() }), 'SELECT count() AS n FROM system.merges')
    calm = row!.n === 0 ? calm + 1 : 0
  }
}
