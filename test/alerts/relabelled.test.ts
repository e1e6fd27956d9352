import { seesAll } from '../../alerts/alert/visibility.ts'
import pino from 'pino'
import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { findAlerts } from '../../alerts/alert/alert-table.ts'
import { startAlerts } from '../../alerts/alerts.ts'
import { insertMentions, toMentionRow } from '../../enrich/mentions/mention-table.ts'
import { startRelabel } from '../../enrich/relabel/relabel-table.ts'
import { relabel } from '../../enrich/relabel/relabel.ts'
import { readTaxonomy, type Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../enrich/enrichers/pipeline.ts'
import { redaction } from '../../ingest/redact/redact.ts'
import { mentionsOfHour } from '../../ingest/sources/demo/timeline.ts'
import { demoLists } from '../../ingest/sources/demo/world.ts'
import { copyOfBuilt } from '../global-setup.ts'
import { openIn, openEmbedded } from '../open-platform.ts'
import { hazardPolicy } from './make.ts'
import { until } from '../until.ts'

const hourMs = 3_600_000
const anchor = Date.UTC(2026, 9, 15, 12)
/** In the demo's ordinary days: nothing is planted within them. */
const switchHour = -16
const lastHour = -14
const historyHours = 14 * 24
const old = readTaxonomy()
/** Much of what was not about the shop's website is now: a topic of a handful a day becomes one of hundreds. */
const fresh: Taxonomy = {
  ...old,
  version: '2-test',
  topics: old.topics.map((topic) =>
    topic.id === 'shop.website'
      ? { ...topic, phrases: [...topic.phrases, 'order', 'parcel', 'delivery', 'my'] }
      : topic,
  ),
}
const toMention = redaction(Buffer.from('secret'))

/** Two weeks labelled by the old taxonomy and looked through up to the switch: built once, for three tests. */
const openOldDays = async () =>
  openDays(
    await openEmbedded((data) =>
      copyOfBuilt('old-days', data, async (folder) => {
        const days = await openDays(await openIn(folder), switchHour - 2)
        await days.file(old, { from: switchHour - historyHours, to: switchHour })
        await days.lookThrough(switchHour)
        await days.leave()
      }),
    ),
  )

/** Demo days labelled by the old taxonomy up to an hour, then by the fresh one, and the looks through all of it. */
async function openDays(platform: Awaited<ReturnType<typeof openIn>>, fromHour = switchHour) {
  const { store, log } = platform
  const said: string[] = []
  const logger = pino({ level: 'info' }, { write: (line) => void said.push(line) })
  let time = anchor + fromHour * hourMs
  let looks = 0
  const understandOf = new Map([old, fresh].map((taxonomy) => [taxonomy, openPipeline(taxonomy, demoLists)]))
  const start = (taxonomy: Taxonomy) =>
    startAlerts({
      log,
      store,
      logger,
      taxonomy,
      tickMs: 20,
      budgetPerWeek: 3,
      // Ordinary days have credible reports of hazards too.
      hazards: { ...hazardPolicy, perWeek: 0 },
      upliftOf: () => 1,
      clock: () => time,
      gates: { mentions: 3, authors: 3, texts: 3, ratio: 1.5 },
      onEvaluated: () => void looks++,
    })
  let stop = await start(old)
  return {
    ...platform,
    said,
    looks: () => looks,
    async file(taxonomy: Taxonomy, hours: { from: number; to: number }): Promise<void> {
      const toRow = toMentionRow(taxonomy)
      for (let hour = hours.from; hour < hours.to; hour++) {
        const told = mentionsOfHour('halden', anchor, hour).map(({ source, ...raw }) =>
          toMention({ ...raw, backfill: hour < switchHour - 6 }, source, raw.createdAt),
        )
        const found = await understandOf.get(taxonomy)!(told)
        await insertMentions(
          store,
          told.map((mention, i) => toRow(mention, found[i]!)),
        )
      }
    },
    relabel: (onProgress = () => {}) =>
      relabel(
        { store, taxonomy: fresh, pipeline: understandOf.get(fresh)! },
        { since: anchor - 56 * 24 * hourMs, onProgress },
      ),
    async lookThrough(toHour: number): Promise<void> {
      while (time < anchor + toHour * hourMs) {
        const before = looks
        time += 10 * 60_000
        await until('a look', () => looks > before, 60_000)
      }
    },
    tickOn: (ms: number) => void (time += ms),
    async restart(taxonomy: Taxonomy): Promise<void> {
      await stop()
      stop = await start(taxonomy)
    },
    alerts: async () =>
      (await findAlerts(store, { limit: 100, visibility: seesAll })).map(({ id, topic, status }) => ({
        id,
        topic,
        status,
      })),
    async leave(): Promise<void> {
      await stop()
      await platform.leave()
    },
    async close(): Promise<void> {
      await stop()
      await platform.close()
    },
  }
}
const Count = Type.Object({ n: Type.Integer() })

describe('a switch to another taxonomy', () => {
  // The alerts room goes on as one process through it, or begins anew with the new taxonomy.
  test.each(['goes on', 'is started anew'])(
    'raises no alert where the past is relabelled; the alerts room %s',
    async (how) => {
      const days = await openOldDays()
      const before = await days.alerts()
      const usual = await countOf(days.store, old.version)
      expect(await days.relabel()).toBe(usual)
      if (how === 'is started anew') await days.restart(fresh)
      await days.file(fresh, { from: switchHour, to: lastHour })
      await days.lookThrough(lastHour)
      expect(await days.alerts()).toEqual(before)
      expect(before).toEqual([])
      await days.close()
    },
    180_000,
  )

  test('would raise one without: so much do the labels differ', async () => {
    const days = await openOldDays()
    expect(await days.alerts()).toEqual([])
    await days.file(fresh, { from: switchHour, to: lastHour })
    await days.lookThrough(lastHour)
    expect((await days.alerts()).map((alert) => alert.topic)).toContain('shop.website')
    await days.close()
  }, 180_000)

  test('is not looked at half done, and one that a kill left so is finished by the next start of enrich', async () => {
    const days = await openDays(await openEmbedded(), switchHour - 2)
    await days.file(old, { from: switchHour - 48, to: switchHour })
    await days.lookThrough(switchHour)
    const versions = { modelVersion: 'killed', taxonomyVersion: 'killed' }
    await startRelabel(days.store, { id: 'killed', ...versions, fromAt: anchor - 24 * hourMs, rows: 1 })
    days.tickOn(5 * 60_000)
    await until('the looks wait', () => days.said.some((line) => line.includes('labels are being switched')))
    const held = { looks: days.looks(), countedAt: await countedAt() }
    await days.file(old, { from: switchHour, to: switchHour + 1 })
    days.tickOn(5 * 60_000)
    const seen: Promise<object>[] = []
    await days.relabel(() => void seen.push(countedAt().then((at) => ({ looks: days.looks(), countedAt: at }))))
    expect(seen.length).toBeGreaterThan(1)
    expect((await Promise.all(seen)).slice(0, -1)).toEqual(seen.slice(0, -1).map(() => held))
    await until('it is looked again', () => days.looks() > held.looks)
    await days.close()

    async function countedAt(): Promise<number> {
      const sql = 'SELECT toUnixTimestamp64Micro(max(counted_at)) AS n FROM series_counts'
      return (await days.store.select(Count, sql))[0]!.n
    }
  }, 180_000)
})

async function countOf(store: Awaited<ReturnType<typeof openDays>>['store'], version: string): Promise<number> {
  const sql = 'SELECT count() AS n FROM mentions FINAL WHERE taxonomy_version = {version: String}'
  return (await store.select(Count, sql, { version }))[0]!.n
}
