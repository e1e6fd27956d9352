import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { dirtyBuckets, recount } from '../../alerts/series/count-table.ts'
import { learn } from '../../alerts/detector/detector.ts'
import { peek } from '../../alerts/detector/finding.ts'
import { newDetector } from '../../alerts/detector/state.ts'
import { insertMentions, toMentionRow } from '../../enrich/mentions/mention-table.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../enrich/enrichers/pipeline.ts'
import { openLogger } from '../../infra/logger.ts'
import { openLog } from '../../app/open-log.ts'
import { migrate } from '../../infra/store/migrate.ts'
import { openClickHouse } from '../../infra/store/clickhouse.ts'
import { startClickHouse } from '../../infra/store/clickhouse-process.ts'
import type { Store } from '../../infra/store/store.ts'
import { mentionsTopic, type Mention } from '../../ingest/mention/mention.ts'
import { redaction } from '../../ingest/redact/redact.ts'
import { demoLists } from '../../ingest/sources/demo/world.ts'
import { alerts } from './alerts.ts'
import { apiQueries } from './api-queries.ts'
import { bareInserts, bareLog } from './bare.ts'
import { mentions, writeCorpus } from './corpus.ts'
import { besideBare, percentiles, pssMb, throughput, type StageResult } from './measure.ts'
import { looks, recounts } from './looks.ts'
import { ended, groundswell } from './processes.ts'
import { terms } from './terms.ts'
import { enrich, start, train } from './pipeline.ts'

/** @param size how much data, where the stage lets one choose */
type Stage = (folder: string, size: number) => Promise<StageResult[]>

export const defaultSize = 1_000_000

const batchSize = 500
const logger = openLogger('error')
const taxonomy = readTaxonomy()
const toMention = redaction(Buffer.alloc(32, 7))
const observedAt = Date.UTC(2026, 1, 1)
const prepared = (count: number): Mention[] =>
  mentions(count).map((raw, i) => toMention({ ...raw, nativeId: `b${i}` }, raw.source, observedAt))
const slice = <T>(all: readonly T[], i: number): T[] =>
  all.slice((i * batchSize) % all.length, ((i * batchSize) % all.length) + batchSize)

export const stages: Record<string, Stage> = {
  async redact() {
    const raws = mentions(20_000)
    return [
      await throughput('redact', 40, (i) =>
        Promise.resolve(slice(raws, i).map((raw) => toMention(raw, raw.source, observedAt)).length),
      ),
    ]
  },

  async log(folder) {
    const log = await openLog({ log: 'embedded', data: folder, logger })
    const all = prepared(20_000)
    const batches = 40
    const published = await throughput('log: publish', batches, async (i) => {
      await log.publish(mentionsTopic, slice(all, i))
      return batchSize
    })
    let read = 0
    const startedAt = performance.now()
    const stop = await log.subscribe(mentionsTopic, 'bench', async (events) => void (read += events.length))
    while (read < published.n) await pause(1)
    const seconds = (performance.now() - startedAt) / 1000
    await stop()
    await log.close()
    const consumed = { name: 'log: consume', unit: 'mentions', n: read, seconds, perSecond: read / seconds }
    const bare = await bareLog(folder, all, { batches, batchSize })
    return [...besideBare(published, bare.published), ...besideBare(consumed, bare.consumed)]
  },

  enrich,
  start,
  train,

  async store(folder) {
    const server = await startClickHouse({ data: folder, logger, queryPath: '/' })
    const access = { ...server.owner, url: server.url }
    const opened = openClickHouse({ ...access, database: 'groundswell', logger })
    try {
      await migrate(opened)
      const all = prepared(40_000)
      const found = await openPipeline(taxonomy, demoLists)(all)
      const toRow = toMentionRow(taxonomy)
      const rows = all.map((mention, i) => toRow(mention, found[i]!))
      const batches = Array.from({ length: rows.length / batchSize }, (_, i) => slice(rows, i))
      const inserted = await throughput('store: insert', batches.length, async (i) => {
        await insertMentions(opened, batches[i]!)
        return batchSize
      })
      const bare = await bareInserts(access, batches)
      return [...besideBare(inserted, bare), await recounted(opened, rows.length)]
    } finally {
      await opened.close()
      await server.stop()
    }
  },

  looks,
  recount: recounts,

  async detector() {
    const bucketMs = 300_000
    const weeks = 6 * 2016
    const result = await throughput('detector: five-minute buckets', 30, async (series) => {
      let state = newDetector(bucketMs, 0)
      for (let i = 0; i < weeks; i++) {
        const live = (i * 7919 + series * 104_729) % 13 === 0 ? 1 : 0
        if (i % 100 === 0) peek(state, { at: i * bucketMs, count: live, live }, 1e-4)
        state = learn(state, { at: i * bucketMs, count: live, live })
      }
      return weeks
    })
    return [{ ...result, unit: 'buckets' }]
  },

  terms,
  alerts,

  /** `import` of 100,000 mentions as a user runs it, from the start of the process to stored and counted. */
  async import(folder) {
    const count = 100_000
    const file = join(folder, 'corpus.jsonl')
    writeCorpus(file, count)
    const startedAt = performance.now()
    const { lastLine, peakMb, cpuSeconds } = await ended(
      groundswell(['import', file, '--json'], { GROUNDSWELL_DATA: folder }),
    )
    const seconds = (performance.now() - startedAt) / 1000
    const { accepted } = JSON.parse(lastLine) as { accepted: number }
    return [
      {
        name: 'import, end to end',
        unit: 'mentions',
        n: accepted,
        seconds,
        perSecond: accepted / seconds,
        perCpuSecond: accepted / cpuSeconds,
        rssMb: peakMb,
      },
    ]
  },

  /** Requests over a month of mentions, by default a million; then GET /series over the demo while an import runs beside it: a request every 100 ms, whether or not the last one is answered. */
  async api(folder, size) {
    const queries = await apiQueries(join(folder, 'filled'), size)
    const port = '18977'
    const environment = { GROUNDSWELL_DATA: folder, GROUNDSWELL_API_PORT: port, GROUNDSWELL_LOG_LEVEL: 'error' }
    const file = join(folder, 'corpus.jsonl')
    writeCorpus(file, 60_000)
    const start = groundswell(['start'], environment)
    start.stdout!.resume()
    try {
      const base = `http://127.0.0.1:${port}`
      await heardHistory(base)
      const importing = ended(groundswell(['import', file, '--json'], environment))
      const asked = await askWhile(importing, base)
      return [...queries, { ...asked, rssMb: pssMb([start.pid!]) }]
    } finally {
      start.kill('SIGTERM')
    }
  },
}

async function recounted(store: Store, mentionCount: number): Promise<StageResult> {
  const { buckets } = await dirtyBuckets(store, 0)
  const startedAt = performance.now()
  await recount(
    store,
    buckets.map((bucket) => bucket.at),
  )
  const seconds = (performance.now() - startedAt) / 1000
  return { name: 'store: recount', unit: 'mentions', n: mentionCount, seconds, perSecond: mentionCount / seconds }
}

/** The demo has read in its history and met real time: an ordinary day. */
async function heardHistory(base: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    await pause(500)
    const answer = await fetch(`${base}/api/v1/status`).catch(() => undefined)
    if (!answer?.ok) continue
    const { frontierAt } = (await answer.json()) as { frontierAt: string }
    if (Date.now() - Date.parse(frontierAt) < 60_000) return
  }
  throw new Error('the demo did not meet real time in 200 s')
}

const questions = [
  'by=department&bucket=hour',
  'by=topic&bucket=day',
  'by=carrier&bucket=hour&department=logistics',
  'by=product&bucket=day&topic=delivery.late',
]

async function askWhile(importing: Promise<unknown>, base: string): Promise<StageResult> {
  const over = new AbortController()
  void importing.finally(() => over.abort()).catch(() => {})
  const latencies: number[] = []
  const asking: Promise<void>[] = []
  const ask = async (i: number) => {
    const before = performance.now()
    const answer = await fetch(`${base}/api/v1/series?measure=mentions&${questions[i % questions.length]}`)
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`series answers ${answer.status}`)
    latencies.push(performance.now() - before)
  }
  const startedAt = performance.now()
  for (let i = 0; !over.signal.aborted; i++) {
    asking.push(ask(i))
    await pause(100)
  }
  await Promise.all(asking)
  await importing
  const seconds = (performance.now() - startedAt) / 1000
  return {
    name: 'api: series during an import',
    unit: 'requests',
    n: latencies.length,
    seconds,
    perSecond: latencies.length / seconds,
    ...percentiles(latencies),
  }
}
