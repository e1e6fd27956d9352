import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import { dirtyBuckets, recount } from '../../../alerts/series/count-table.ts'
import { openTermWatch } from '../../../alerts/terms/term-watch.ts'
import { termPolicyFor } from '../../../alerts/terms/policy.ts'
import type { TermScope } from '../../../alerts/terms/term-mention.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { correctionsOf } from '../../../enrich/mentions/correction-table.ts'
import { insertMentions, storedTimes, toMentionRow, type MentionRow } from '../../../enrich/mentions/mention-table.ts'
import { openLogger } from '../../../infra/logger.ts'
import type { Store } from '../../../infra/store/store.ts'
import { redaction } from '../../../ingest/redact/redact.ts'
import { demoLists } from '../../../ingest/sources/demo/world.ts'
import { mentions } from '../corpus.ts'
import { inStore, makeMentions, mentionsAtOnce } from '../looks.ts'
import { cpuOf, cpuSince } from '../measure.ts'

/** What a call took: seconds of our event loop, of the store's cores, and in all. */
interface Took {
  main: number
  store: number
  wall: number
}

/** A straight line through two points: `fixed + per × n`. */
export const lineThrough = (few: { n: number; y: number }, many: { n: number; y: number }) => {
  const per = (many.y - few.y) / (many.n - few.n)
  return { per, fixed: few.y - per * few.n }
}

export interface StoreCosts {
  /** CPU of the store for an insert of so many rows, merges included, and its whole time. */
  inserts: { rows: number; took: Took }[]
  /** 500 ids, with so many rows stored. */
  lookups: { stored: number; took: Took }[]
  /** The same query for corrections: nothing is found. */
  corrections: Took
  recounts: { rows: number; took: Took }[]
  /** Emerging terms of the company and of the departments, for each stored mention. */
  terms: Took[]
}

const taxonomy = readTaxonomy()
const now = Date.UTC(2026, 1, 1)
const bucketMs = 300_000

/** Single parts of the store's work, on stores of their own. */
export async function storeCosts(folder: string, progress: (text: string) => void): Promise<StoreCosts> {
  progress('measuring inserts, recounts and emerging terms')
  const written = await inStore(`${folder}/written`, async (store) => {
    const rows = await preparedRows(20_000)
    const inserts = await insertCosts(store, rows)
    const recounts = await recountCosts(store, rows)
    return { inserts, recounts, terms: [await termsOf(store, 'company'), await termsOf(store, 'department')] }
  })
  progress('measuring look-ups')
  return { ...written, ...(await inStore(`${folder}/looked-up`, lookupCosts)) }
}

async function insertCosts(store: Store, rows: readonly MentionRow[]): Promise<StoreCosts['inserts']> {
  const inserts: StoreCosts['inserts'] = []
  for (const [size, times] of [
    [20, 100],
    [100, 100],
    [500, 80],
    [2_000, 20],
  ] as const)
    inserts.push({ rows: size, took: await insertsOf(store, rows, { size, times }) })
  return inserts
}

async function recountCosts(store: Store, rows: readonly MentionRow[]): Promise<StoreCosts['recounts']> {
  const recounts: StoreCosts['recounts'] = []
  let inBucket = 0
  for (const count of [1_000, 10_000, 50_000, 150_000]) {
    await fill(store, rows, { from: inBucket, to: count })
    inBucket = count
    await settled()
    recounts.push({ rows: count, took: await each(5, () => recountOne(store)) })
  }
  return recounts
}

async function lookupCosts(store: Store): Promise<Pick<StoreCosts, 'lookups' | 'corrections'>> {
  const lookups: StoreCosts['lookups'] = []
  let made = 0
  for (const stored of [100_000, 250_000, 500_000]) {
    for (; made < stored; made += mentionsAtOnce) await makeMentions(store, made)
    await settled()
    lookups.push({ stored, took: await each(20, (i) => storedTimes(store, idsOf(i))) })
  }
  return { lookups, corrections: await each(20, (i) => correctionsOf(store, idsOf(i))) }
}

/** As the stage counts: first which buckets changed in the last seconds, then the one that did. */
async function recountOne(store: Store): Promise<void> {
  await dirtyBuckets(store, Date.now() - 6_000)
  await recount(store, [now])
}

const idsOf = (nth: number) => Array.from({ length: 500 }, (_, i) => `load:${nth}-${i}-not-stored`)

async function preparedRows(count: number): Promise<MentionRow[]> {
  const toMention = redaction(Buffer.alloc(32, 7))
  const all = mentions(count).map((raw, i) => toMention({ ...raw, nativeId: `c${i}` }, raw.source, now))
  const found = await openPipeline(taxonomy, demoLists)(all)
  const toRow = toMentionRow(taxonomy)
  return all.map((mention, i) => toRow(mention, found[i]!))
}

const insertsOf = async (store: Store, rows: readonly MentionRow[], { size, times }: { size: number; times: number }) =>
  each(times, (i) => {
    const at = (i * size) % (rows.length - size)
    return insertMentions(
      store,
      rows.slice(at, at + size).map((row, j) => ({ ...row, id: `${size}:${i}-${j}`, createdAt: now - 86_400_000 })),
    )
  })

/** Puts rows into one bucket, 1,000 at a time. */
async function fill(store: Store, rows: readonly MentionRow[], { from, to }: { from: number; to: number }) {
  for (let at = from; at < to; at += 1_000)
    await insertMentions(
      store,
      Array.from({ length: Math.min(1_000, to - at) }, (_, i) => ({
        ...rows[(at + i) % rows.length]!,
        id: `bucket:${at + i}`,
        createdAt: now + ((at + i) % bucketMs),
        observedAt: now,
      })),
    )
}

/** Waits until the store no longer merges. */
async function settled(): Promise<void> {
  for (let calm = 0; calm < 3;) {
    const before = cpuOf(process.pid)
    await pause(500)
    calm = cpuSince(process.pid, before).children < 0.05 ? calm + 1 : 0
  }
}

/** The mean of so many calls, and of what the store does afterwards because of them. */
async function each(times: number, call: (i: number) => Promise<unknown>): Promise<Took> {
  await call(times)
  await pause(200)
  const [before, startedAt] = [cpuOf(process.pid), performance.now()]
  for (let i = 0; i < times; i++) await call(i)
  const wall = (performance.now() - startedAt) / 1000 / times
  await pause(1_500)
  const { main, children } = cpuSince(process.pid, before)
  return { main: main / times, store: children / times, wall }
}

async function termsOf(store: Store, scope: TermScope): Promise<Took> {
  const watch = openTermWatch({
    store,
    logger: openLogger('error'),
    policy: termPolicyFor({ authors: 4, texts: 4, ratio: 2 }),
    scope,
  })
  const switches = { isUnderWay: false, mark: '', rewritten: [], since: () => undefined }
  const [row] = await store.select(Type.Object({ n: Type.Integer() }), 'SELECT count() AS n FROM mentions FINAL')
  // What was stored just now is not read yet.
  await pause(6_000)
  const [before, startedAt] = [cpuOf(process.pid), performance.now()]
  while (await watch.catchUp(switches, Date.now()));
  const { main, children } = cpuSince(process.pid, before)
  return { main: main / row!.n, store: children / row!.n, wall: (performance.now() - startedAt) / 1000 / row!.n }
}
