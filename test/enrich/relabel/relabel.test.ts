import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recount } from '../../../alerts/series/count-table.ts'
import { baseBucketMs } from '../../../alerts/series/subject.ts'
import { enrichGroup, startEnrich } from '../../../enrich/enrich.ts'
import { labelFields } from '../../../enrich/mentions/label-columns.ts'
import { findMention } from '../../../enrich/mentions/mention-query.ts'
import { insertMentions, mentionColumns, MentionRow, toMentionRow } from '../../../enrich/mentions/mention-table.ts'
import { loadRelabels } from '../../../enrich/relabel/relabel-table.ts'
import { relabel } from '../../../enrich/relabel/relabel.ts'
import { readTaxonomy, type Taxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline, type Pipeline } from '../../../enrich/enrichers/pipeline.ts'
import { toSnake } from '../../../infra/store/row.ts'
import { mentionsTopic, type Deletion, type Mention } from '../../../ingest/mention/mention.ts'
import { redaction } from '../../../ingest/redact/redact.ts'
import { mentionsOfHour } from '../../../ingest/sources/demo/timeline.ts'
import { demoLists } from '../../../ingest/sources/demo/world.ts'
import { openLogAndStore } from '../../open-platform.ts'

const anchor = Date.UTC(2026, 9, 15, 12)
const hourMs = 3_600_000
const toMention = redaction(Buffer.from('secret'))
const old = readTaxonomy()
/** A taxonomy in which texts about orders are also about the shop's website. */
const fresh: Taxonomy = {
  ...old,
  version: '2-test',
  topics: old.topics.map((topic) =>
    topic.id === 'shop.website' ? { ...topic, phrases: [...topic.phrases, 'order', 'parcel'] } : topic,
  ),
}
const [byOld, byFresh] = [old, fresh].map((taxonomy) => openPipeline(taxonomy, demoLists)) as [Pipeline, Pipeline]

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let mentions: Mention[]
beforeAll(async () => {
  platform = await openLogAndStore()
  mentions = Array.from({ length: 5 * 24 }, (_, i) => mentionsOfHour('halden', anchor, i - 6 * 24)).flatMap((hour) =>
    hour.map(({ source, ...raw }) => toMention(raw, source, raw.createdAt)),
  )
  await insertMentions(platform.store, await rowsOf(mentions, old))
})
afterAll(() => platform.close())

const pipelineOf = (taxonomy: Taxonomy) => (taxonomy === old ? byOld : byFresh)
const to = (taxonomy: Taxonomy) => ({ store: platform.store, taxonomy, pipeline: pipelineOf(taxonomy) })
const since = anchor - 7 * 24 * hourMs

async function rowsOf(mentions: Mention[], taxonomy: Taxonomy): Promise<MentionRow[]> {
  const found = await pipelineOf(taxonomy)(mentions)
  const toRow = toMentionRow(taxonomy)
  return mentions.map((mention, i) => ({ ...toRow(mention, found[i]!), traceparent: '' }))
}
const stored = () =>
  platform.store.select(MentionRow, `SELECT ${mentionColumns} FROM mentions FINAL ORDER BY created_at, id`)
/** Scores and confidences are stored in four bytes. */
const rounded = (rows: readonly MentionRow[]) =>
  rows
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    .map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, JSON.stringify(value, (_, x) => fourBytes(x))]),
      ),
    )
const fourBytes = (x: unknown) => (typeof x === 'number' && !Number.isInteger(x) ? Math.fround(x).toPrecision(5) : x)
const countOf = async (sql: string) =>
  (await platform.store.select(Type.Object({ n: Type.Integer() }), `SELECT count() AS n FROM ${sql}`))[0]!.n
async function counts(): Promise<object[]> {
  const buckets = new Set(mentions.map((mention) => Math.floor(mention.createdAt / baseBucketMs) * baseBucketMs))
  await recount(platform.store, [...buckets])
  return platform.store.select(
    Type.Object({ subject: Type.String(), mentions: Type.Integer() }),
    `SELECT subject, sum(mentions) AS mentions FROM series_counts FINAL WHERE dimension = '' GROUP BY subject HAVING mentions > 0 ORDER BY subject`,
  )
}

describe('relabelling', () => {
  test('changes labels and counts as if the current version had stored everything, and nothing else', async () => {
    const before = await counts()
    expect(await relabel(to(fresh), { since })).toBe(mentions.length)
    expect(rounded(await stored())).toEqual(rounded(await rowsOf(mentions, fresh)))
    expect(await counts()).not.toEqual(before)
    expect(await countOf('shadow_mentions')).toBe(0)
    expect(await loadRelabels(platform.store)).toMatchObject([
      { taxonomyVersion: '2-test', fromAt: since, finishedAt: expect.any(Number), rows: mentions.length },
    ])
    await relabel(to(old), { since })
    expect(await counts()).toEqual(before)
    expect(rounded(await stored())).toEqual(rounded(await rowsOf(mentions, old)))
  })

  test('killed after any step and started again, it reaches the same state', async () => {
    const killedAt = new Set<string>()
    let most = 0
    const step = ({ doing, done }: { doing: string; done: number }) => {
      const at = `${doing} ${done}`
      if (killedAt.has(at)) return
      killedAt.add(at)
      throw new Error('killed')
    }
    for (let ended = false; !ended;) {
      ended = await relabel(to(fresh), { since, onProgress: step }).then(
        () => true,
        (error: Error) => {
          if (error.message !== 'killed') throw error
          return false
        },
      )
      most = Math.max(most, (await loadRelabels(platform.store)).filter((each) => !each.finishedAt).length)
    }
    expect(killedAt.size).toBeGreaterThanOrEqual(4)
    expect(most).toBe(1)
    expect(rounded(await stored())).toEqual(rounded(await rowsOf(mentions, fresh)))
    expect(await countOf('shadow_mentions')).toBe(0)
    expect((await loadRelabels(platform.store)).every((each) => each.finishedAt)).toBe(true)
  })

  test('killed within a switch and started with a third version, it leaves no mixture', async () => {
    await relabel(to(old), { since })
    const killed = relabel(to(fresh), {
      since,
      onProgress({ doing }) {
        if (doing === 'switching') throw new Error('killed')
      },
    })
    await expect(killed).rejects.toThrow('killed')
    const third = { ...fresh, version: '3-test' }
    await relabel({ ...to(fresh), taxonomy: third }, { since: since + 24 * hourMs })
    expect(new Set((await stored()).map((row) => row.taxonomyVersion))).toEqual(new Set(['3-test']))
    expect((await loadRelabels(platform.store)).at(-1)).toMatchObject({ taxonomyVersion: '3-test', fromAt: since })
    expect((await loadRelabels(platform.store)).every((each) => each.finishedAt)).toBe(true)
  })

  test('without labels of another version it makes one query and does nothing', async () => {
    await relabel(to(fresh), { since })
    expect(await relabel(to(fresh), { since })).toBe(0)
    const own = await openLogAndStore()
    const untouched: Pipeline = () => Promise.reject(new Error('the pipeline must not be called'))
    expect(await relabel({ store: own.store, taxonomy: old, pipeline: untouched }, { since })).toBe(0)
    expect(await loadRelabels(own.store)).toEqual([])
    await own.close()
  })

  test('mentions before the given time keep their labels', async () => {
    const middle = anchor - 3 * 24 * hourMs
    await relabel(to(old), { since: middle })
    for (const row of await stored())
      expect(row.taxonomyVersion).toBe(row.createdAt >= middle ? old.version : fresh.version)
  })

  test('a text that makes the pipeline fail keeps its labels and does not block others', async () => {
    await relabel(to(old), { since })
    const bad = mentions[100]!
    const pipeline: Pipeline = async (texts) => {
      if (texts.some(({ text }) => text === bad.text)) throw new Error('what a text')
      return byFresh(texts)
    }
    const kept = mentions.filter(({ text }) => text === bad.text).length
    expect(await relabel({ ...to(fresh), pipeline }, { since })).toBe(mentions.length - kept)
    expect(await findMention(platform.store, bad.id, everyMention)).toMatchObject({ taxonomyVersion: old.version })
  })

  test('a large hour is switched within the memory of a small server', async () => {
    const own = await openLogAndStore()
    const count = 30_000
    const text = 'My parcel is late and nobody answers. '.repeat(20)
    const [found] = await byFresh([{ text }])
    const [row] = await rowsOf([{ ...mentions[0]!, text }], old)
    for (let i = 0; i < count; i += 5_000)
      await insertMentions(
        own.store,
        Array.from({ length: 5_000 }, (_, n) => ({
          ...row!,
          id: `many:${i + n}`,
          createdAt: anchor + ((i + n) % hourMs),
        })),
      )
    const pipeline: Pipeline = async (texts) => texts.map(() => found!)
    expect(await relabel({ store: own.store, taxonomy: fresh, pipeline }, { since })).toBe(count)
    const [left] = await own.store.select(
      Type.Object({ n: Type.Integer(), all: Type.Integer() }),
      `SELECT countIf(taxonomy_version != '2-test') AS n, count() AS all FROM mentions FINAL`,
    )
    expect(left).toEqual({ n: 0, all: count })
    await own.close()
  })

  test('both tables have every label column, with the same type', async () => {
    const columns = await platform.store.select(
      Type.Object({ name: Type.String(), types: Type.Array(Type.String()), n: Type.Integer() }),
      `SELECT name, groupUniqArray(type) AS types, count() AS n FROM system.columns
       WHERE database = currentDatabase() AND table IN ('mentions', 'shadow_mentions') GROUP BY name`,
    )
    for (const name of [...Object.keys(labelFields), 'id', 'createdAt', 'version'].map(toSnake))
      expect(columns.find((column) => column.name === name)).toMatchObject({ n: 2, types: [expect.any(String)] })
  })
})

describe('mentions that arrive during and after a switch', () => {
  const at = anchor - 40 * 60_000
  const mention = (nativeId: string, text: string, observedAt = at) =>
    toMention({ nativeId, createdAt: at, text, title: 'Order', author: { id: 'u', handle: 'ann' } }, 't', observedAt)
  const deletion = (id: string): Deletion => ({ type: 'deletion', id: `t:${id}`, source: 't', reason: 'deleted', at })
  const find = async (id: string) => (await findMention(platform.store, `t:${id}`, everyMention))!
  const words = 'My parcel is late, terrible'

  /** Stores mentions as an enrich process with this taxonomy does. */
  async function store(taxonomy: Taxonomy, ...events: (Mention | Deletion)[]): Promise<void> {
    const stop = await startEnrich({ log: platform.log, ...to(taxonomy) })
    await platform.log.reached(enrichGroup, await platform.log.publish(mentionsTopic, events))
    await stop()
  }

  test('a redelivery of the original restores no old label and changes nothing', async () => {
    await relabel(to(old), { since })
    await store(old, mention('again', words))
    expect((await find('again')).topics).not.toContain('shop.website')
    await relabel(to(fresh), { since })
    const switched = await find('again')
    expect(switched).toMatchObject({ topics: expect.arrayContaining(['shop.website']), taxonomyVersion: '2-test' })
    await store(fresh, mention('again', words))
    expect(await find('again')).toEqual(switched)
  })

  test('a later edit and a later deletion win', async () => {
    await store(fresh, mention('edited', words), mention('removed', words))
    await relabel(to(old), { since })
    await store(old, mention('edited', 'The app crashes on start', at + 1), deletion('removed'))
    expect(await find('edited')).toMatchObject({ text: 'The app crashes on start', topics: ['app.crash'] })
    expect(await find('removed')).toMatchObject({ text: '', authorHandle: '', removedAt: at })
    expect((await find('removed')).topics).not.toContain('shop.website')
  })

  test.each(['labelling', 'switching'])(
    'an edit and a deletion during %s win, and a deleted mention keeps its labels',
    async (step) => {
      const [edited, removed] = [`edited while ${step}`, `removed while ${step}`]
      await relabel(to(old), { since })
      await store(old, mention(edited, words), mention(removed, words))
      const killed = relabel(to(fresh), {
        since,
        onProgress({ doing, done, of }) {
          if (doing === step && done === of) throw new Error('killed')
        },
      })
      await expect(killed).rejects.toThrow('killed')
      // By a process that still has the old version.
      await store(old, mention(edited, 'The app crashes on start', at + 1), deletion(removed))
      await relabel(to(fresh), { since })
      expect(await find(edited)).toMatchObject({ text: 'The app crashes on start', taxonomyVersion: '2-test' })
      expect((await find(edited)).topics).not.toContain('delivery.late')
      expect(await find(removed)).toMatchObject({ text: '', removedAt: at })
      expect((await find(removed)).topics.includes('shop.website')).toBe(step === 'switching')
    },
  )
})
