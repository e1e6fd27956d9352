import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { afterAll, describe, expect, test } from 'vitest'
import type { Store } from '../../infra/store/store.ts'
import { mentions } from '../bench/corpus.ts'
import { pssMb } from '../bench/measure.ts'
import { openPrograms } from '../flow/program.ts'
import { until } from '../until.ts'
import { withStore } from './check.ts'
import { load, quantile } from './load.ts'
import { openProduct, secret } from './product.ts'

/** Minutes of load, by name: `SUSTAINED=steady:30,flat:60,burst:1`. Without it nothing here runs: it wants the machine for itself. */
const wanted = new Map(
  (process.env['SUSTAINED'] ?? '')
    .split(',')
    .filter((each) => each !== '')
    .map((each) => [each.split(':')[0]!, Number(each.split(':')[1])]),
)
const perSecond = { steady: 1_000, burst: 3_000, flat: 200 }

const programs = openPrograms()
afterAll(programs.close)

/** From the time a mention was due until it is in the store, in ms: of one mention each half second. */
function watchStored(store: Store) {
  const delays: number[] = []
  const waiting = new Map<string, number>()
  const ended = new AbortController()
  let askedAt = 0
  const watching = (async () => {
    while (!ended.signal.aborted || waiting.size > 0) {
      await sleep(100)
      if (waiting.size === 0) continue
      const found = await store.select(Type.Object({ id: Type.String() }), query, { ids: [...waiting.keys()] })
      for (const { id } of found) {
        delays.push(performance.now() - waiting.get(id)!)
        waiting.delete(id)
      }
    }
  })()
  return {
    delays,
    acknowledged(id: string, dueAt: number) {
      if (performance.now() - askedAt < 500) return
      askedAt = performance.now()
      waiting.set(`load:${id}`, dueAt)
    },
    async end() {
      ended.abort()
      await watching
    },
  }
}
const query = 'SELECT DISTINCT id FROM mentions WHERE id IN ({ids:Array(String)}) AND created_at > now() - 600'

/** Memory of the program and its store, in MB (proportional set size), each ten seconds. */
function watchMemory(pid: number) {
  const megabytes: number[] = []
  const timer = setInterval(() => megabytes.push(pssMb([pid])), 10_000)
  return { megabytes, end: () => clearInterval(timer) }
}

const Totals = Type.Object({ rows: Type.Integer(), mentions: Type.Integer(), counted: Type.Integer() })
const totalsOf = async (store: Store) =>
  (
    await store.select(
      Totals,
      `SELECT count() AS rows, uniqExact(id) AS mentions,
         (SELECT sum(mentions) FROM series_counts FINAL WHERE subject_kind = 'all' AND dimension = 'source' AND value = 'load') AS counted
       FROM mentions FINAL WHERE source = 'load'`,
    )
  )[0]!

describe('a load that goes on', () => {
  const texts = wanted.size > 0 ? mentions(60_000).map(({ text }) => text) : []

  test.for(Object.entries(perSecond))('%s', { timeout: 90 * 60_000 }, async ([name, rate], { annotate, skip }) => {
    const minutes = wanted.get(name)
    if (minutes === undefined) return skip('SUSTAINED does not name it')
    const product = await openProduct(programs)
    await withStore(product, async (store) => {
      const [stored, memory] = [watchStored(store), watchMemory(product.program().pid)]
      let n = 0
      const oracle = await load({
        url: product.url,
        secret,
        perSecond: rate,
        batch: rate / 100,
        forMs: minutes * 60_000,
        text: () => texts[n++ % texts.length]!,
        acknowledged: stored.acknowledged,
      })
      memory.end()
      await stored.end()
      const sent = oracle.acknowledged.size
      const isCounted = async () => (await totalsOf(store)).counted === sent
      await until('everything is counted', isCounted, 300_000).catch(() => {})
      const ms = (values: readonly number[]) =>
        [0.5, 0.99, 1].map((share) => quantile(values, share).toFixed(0)).join(' / ')
      const fifths = (values: readonly number[], share: number) =>
        [0, 1, 2, 3, 4]
          .map((n) => values.slice((n * values.length) / 5, ((n + 1) * values.length) / 5))
          .map((part) => quantile(part, share).toFixed(0))
          .join(' ')
      await annotate(
        `${name}, ${minutes} min: ${sent} acknowledged, ${oracle.unanswered.size} not; answers p50 / p99 / most ${ms(oracle.latencies)} ms (p99 by fifths of the time ${fifths(oracle.latencies, 0.99)}); stored after ${ms(stored.delays)} ms (${stored.delays.length}); memory by fifths ${fifths(memory.megabytes, 0.5)} MB`,
      )
      expect(await totalsOf(store)).toEqual({ rows: sent, mentions: sent, counted: sent })
      expect(oracle.unanswered.size).toBe(0)
    })
    product.program().signalGroup('SIGKILL')
  })
})
