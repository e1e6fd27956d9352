import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findAlerts } from '../../alerts/alert/alert-table.ts'
import { seesAll } from '../../alerts/alert/visibility.ts'
import { openAlertWriter } from '../../alerts/alert-writer.ts'
import { openPipeline } from '../../enrich/enrichers/pipeline.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { insertMentions, toMentionRow, type MentionRow } from '../../enrich/mentions/mention-table.ts'
import { redaction } from '../../ingest/redact/redact.ts'
import { demoLists } from '../../ingest/sources/demo/world.ts'
import { mentions } from '../bench/corpus.ts'
import { openLogAndStore, openOn } from '../open-platform.ts'
import { startNodes, type Nodes } from '../store-cluster/nodes.ts'
import { hazardPolicy, mentionRow } from './make.ts'

/** Some thousand mentions of ordinary weeks: 4,000 in `npm test`, 40,000 with CLUSTER=1. */
const size = process.env['CLUSTER'] === '1' ? 40_000 : 4_000
const batch = 500
const minute = 60_000
const taxonomy = readTaxonomy()

type Platform = Awaited<ReturnType<typeof openOn>>
let nodes: Nodes
let platforms: Platform[]
beforeAll(async () => {
  nodes = await startNodes({ shards: 2 })
  platforms = [await openLogAndStore(), await openOn(nodes.url, nodes.cluster)]
})
afterAll(async () => {
  for (const platform of platforms) await platform.close()
  await nodes.stop()
})

/** The corpus as the stage stores it, and after it fifteen people who tell of the same within a quarter of an hour. */
async function stream(): Promise<{ rows: MentionRow[]; burst: MentionRow[]; end: number }> {
  const toMention = redaction(Buffer.alloc(32, 7))
  const raws = mentions(size).map((raw, i) => ({ ...raw, nativeId: `b${i}` }))
  const end = raws.at(-1)!.createdAt
  const found = raws.map((raw) => ({ ...toMention(raw, raw.source, end), backfill: true }))
  const labels = await openPipeline(taxonomy, demoLists)(found)
  const toRow = toMentionRow(taxonomy)
  const rows = found.map((mention, i) => toRow(mention, labels[i]!))
  const burst = Array.from({ length: 15 }, (_, i) =>
    mentionRow({
      id: `burst-${i}`,
      createdAt: end + (i + 1) * minute,
      topics: ['app.crash'],
      topicTree: ['app.crash', 'app'],
      departments: ['product'],
      text: `it crashes again, day ${i}`,
      authorKey: `author ${i}`,
    }),
  )
  return { rows, burst, end: end + 16 * minute }
}

async function run({ store, ...platform }: Platform, { rows, burst, end }: Awaited<ReturnType<typeof stream>>) {
  let time = end
  const writer = openAlertWriter({
    ...platform,
    store,
    clock: () => time,
    taxonomy,
    budgetPerWeek: 3,
    hazards: hazardPolicy,
    upliftOf: () => 1,
    gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 },
  })
  await writer.load()
  const stored = [...rows, ...burst]
  for (let i = 0; i < stored.length; i += batch) await insertMentions(store, stored.slice(i, i + batch))
  // A redelivery and an edit: the same keys again.
  await insertMentions(store, rows.slice(0, batch))
  await insertMentions(
    store,
    rows.slice(0, 50).map((row) => ({ ...row, topics: [], topicTree: [], version: row.version + 1 })),
  )
  for (let look = 0; look < 3; look++) await writer.tick((time += 90_000))
  await writer.close()
}

const volatile = ['stored_at', 'counted_at', 'changed_at', 'saved_at', 'counted_until_at']
/** Written by the clock of the store or of the process. */
const ofClocks = ['cursors', 'detector_states', 'evaluations', 'schema_migrations', 'term_states']
const Column = Type.Object({ stored: Type.String(), columns: Type.Array(Type.String()) })
const Sum = Type.Object({ n: Type.Integer(), hash: Type.String() })

async function sums({ store }: Platform): Promise<Record<string, { n: number; hash: string }>> {
  const tables = await store.select(
    Column,
    `SELECT table AS stored, arraySort(groupArray(name)) AS columns FROM system.columns
     WHERE database = currentDatabase() AND default_kind != 'ALIAS' AND name NOT IN {volatile: Array(String)} AND table NOT IN {ofClocks: Array(String)}
       AND table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND (engine LIKE '%MergeTree' OR engine = 'Distributed') AND NOT endsWith(name, '_local'))
     GROUP BY table ORDER BY table`,
    { volatile, ofClocks },
  )
  const found: Record<string, { n: number; hash: string }> = {}
  for (const { stored: name, columns } of tables) {
    const hash = `toString(groupBitXor(cityHash64(${columns.map((column) => `ifNull(toString(${column}), 'NULL')`).join(', ')})))`
    const final = name === 'erasures' ? '' : 'FINAL'
    found[name] = (
      await store.select(Sum, `SELECT count() AS n, ${hash} AS hash FROM (SELECT * FROM ${name} ${final})`)
    )[0]!
  }
  return found
}

test(`${size} mentions give the same rows of every table, and the same alerts, on one server and on two shards`, async ({
  annotate,
}) => {
  const all = await stream()
  const took: number[] = []
  for (const platform of platforms) {
    const startedAt = performance.now()
    await run(platform, all)
    took.push((performance.now() - startedAt) / 1000)
  }
  const [one, two] = [await sums(platforms[0]!), await sums(platforms[1]!)]
  await annotate(`${took.map((s) => s.toFixed(1)).join(' and ')} s; ${JSON.stringify(one)}`)
  expect(two).toEqual(one)
  expect(one['mentions']?.n).toBe(size + 15)
  expect(one['series_counts']?.n).toBeGreaterThan(size)
  const alertsOf = ({ store }: Platform) => findAlerts(store, { limit: 100, visibility: seesAll })
  const alerts = await alertsOf(platforms[0]!)
  expect(alerts.map(({ topic }) => topic)).toContain('app.crash')
  expect(await alertsOf(platforms[1]!)).toEqual(alerts)
}, 180_000)
