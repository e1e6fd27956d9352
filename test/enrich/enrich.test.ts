import { everyMention } from '../../enrich/mentions/visible-mentions.ts'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recount } from '../../alerts/series/count-table.ts'
import { baseBucketMs } from '../../alerts/series/subject.ts'
import { enrichGroup, startEnrich } from '../../enrich/enrich.ts'
import { findMention, findMentions } from '../../enrich/mentions/mention-query.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { readSearch } from '../../enrich/search/read-search.ts'
import { openPipeline } from '../../enrich/enrichers/pipeline.ts'
import { mentionsTopic, type Deletion, type Mention } from '../../ingest/mention/mention.ts'
import { redaction } from '../../ingest/redact/redact.ts'
import type { RawMention } from '../../ingest/mention/source.ts'
import { openLogAndStore } from '../open-platform.ts'
import type { Stop } from '../../infra/stop.ts'

const taxonomy = readTaxonomy()
const toMention = redaction(Buffer.from('secret'))
const now = Date.UTC(2026, 5, 1, 12)
let platform: Awaited<ReturnType<typeof openLogAndStore>>
let stop: Stop

beforeAll(async () => {
  platform = await openLogAndStore()
  const { log, store } = platform
  stop = await startEnrich({ log, store, taxonomy, pipeline: openPipeline(taxonomy, {}) })
})
afterAll(async () => {
  await stop()
  await platform.close()
})

const mention = (nativeId: string, raw: Partial<RawMention> = {}, observedAt = now): Mention =>
  toMention(
    {
      nativeId,
      createdAt: now - 60_000,
      text: 'Where is my parcel? It is late, terrible',
      title: 'Late',
      url: 'https://x.example/1',
      author: { id: 'u1', handle: 'ann' },
      fields: { carrier: 'DHL' },
      ...raw,
    },
    't',
    observedAt,
  )
const deletion = (nativeId: string): Deletion => ({
  type: 'deletion',
  id: `t:${nativeId}`,
  source: 't',
  reason: 'deleted',
  at: now,
})

/** Publishes, and waits until everything is stored. */
async function file(...events: (Mention | Deletion)[]): Promise<void> {
  await platform.log.reached(enrichGroup, await platform.log.publish(mentionsTopic, events))
}
const stored = (nativeId: string) => findMention(platform.store, `t:${nativeId}`, everyMention)

async function rowsOf(nativeId: string): Promise<number> {
  const sql = 'SELECT count() AS n FROM mentions FINAL WHERE id = {id: String}'
  const [row] = await platform.store.select(Type.Object({ n: Type.Integer() }), sql, { id: `t:${nativeId}` })
  return row!.n
}

async function counts(at: number): Promise<object[]> {
  const bucket = Math.floor(at / baseBucketMs) * baseBucketMs
  await recount(platform.store, [bucket])
  return platform.store.select(
    Type.Object({
      subject: Type.String(),
      dimension: Type.String(),
      value: Type.String(),
      mentions: Type.Integer(),
      negative: Type.Integer(),
      sentimentSum: Type.Number(),
    }),
    `SELECT subject, dimension, value, mentions, negative, sentiment_sum FROM series_counts FINAL
     WHERE bucket_at = {at: DateTime64(3)} ORDER BY subject_kind, subject, dimension, value`,
    { at: bucket },
  )
}

describe('stored mentions', () => {
  test('a mention is stored with all its labels', async () => {
    await file(mention('full'))
    expect(await stored('full')).toMatchObject({
      id: 't:full',
      text: 'Where is my parcel? It is late, terrible',
      title: 'Late',
      createdAt: now - 60_000,
      authorHandle: 'ann',
      language: 'en',
      sentiment: 'negative',
      topics: expect.arrayContaining(['delivery.late']),
      topicTree: expect.arrayContaining(['delivery', 'delivery.late']),
      departments: expect.arrayContaining(['logistics']),
      intent: 'complaint',
      entityKinds: ['carrier'],
      entityValues: ['DHL'],
      taxonomyVersion: taxonomy.version,
    })
  })

  test('a redelivery, also in the same batch, changes nothing', async () => {
    await file(mention('again'), mention('again'))
    const before = await stored('again')
    await file(mention('again'))
    expect(await stored('again')).toEqual(before)
    expect(await rowsOf('again')).toBe(1)
  })

  test('an edit replaces text and labels under the same id and time, and a redelivery of the original does not undo it', async () => {
    const old = mention('edited')
    await file(old)
    await file(mention('edited', { text: 'The app crashes on start' }, now + 1000))
    await file(old)
    expect(await stored('edited')).toMatchObject({
      text: 'The app crashes on start',
      topics: ['app.crash'],
      createdAt: now - 60_000,
    })
    expect(await rowsOf('edited')).toBe(1)
  })

  test.each([
    ['three hours later', 3 * 3_600_000],
    ['five minutes later', 300_000],
    ['a month earlier', -30 * 86_400_000],
    ['a minute earlier', -60_000],
    ['a year later', 365 * 86_400_000],
  ])('an id that comes again with a time %s is one mention at its first time, and counted once', async (_, ms) => {
    const at = now - 400 * 86_400_000
    const id = `moved${ms}`
    await file(mention(id, { createdAt: at }))
    await file(mention(id, { createdAt: at + ms, text: 'The lid cracked' }, now + 1000))
    expect(await stored(id)).toMatchObject({ createdAt: at, text: 'The lid cracked' })
    expect(await rowsOf(id)).toBe(1)
    const together = [mention(`${id}b`, { createdAt: at }), mention(`${id}b`, { createdAt: at + ms }, now + 1000)]
    await file(...together)
    expect([await rowsOf(`${id}b`), (await stored(`${id}b`))?.createdAt]).toEqual([1, at])
  })

  test('a clamped time stays when the mention is delivered again later', async () => {
    await file(mention('future', { createdAt: now + 86_400_000 }))
    await file(mention('future', { createdAt: now + 86_400_000 }, now + 3_600_000))
    expect(await stored('future')).toMatchObject({ createdAt: now + 300_000, timeClamped: true })
    expect(await rowsOf('future')).toBe(1)
  })

  test('a text is returned unchanged', async () => {
    const text =
      'a\n"b" \\ \t \u0000 \u202e 😀 ᚠ \ufffd <script>alert(1)</script> ${x} {{y}} \'; DROP TABLE mentions; --'
    await file(mention('odd', { text, title: text }))
    expect(await stored('odd')).toMatchObject({ text, title: text })
  })
})

describe('a deleted mention', () => {
  const at = now - 7 * 86_400_000
  const raw = { createdAt: at }

  test('loses its text and handle, and still counts', async () => {
    await file(mention('kept', raw), mention('deleted', raw))
    const before = await counts(at)
    expect(before.length).toBeGreaterThan(5)
    await file(deletion('deleted'))
    const row = await stored('deleted')
    expect(row).toMatchObject({ text: '', title: '', authorHandle: '', url: '', fields: {}, removedAt: now })
    expect(row!.authorKey).not.toBe('')
    expect(row!.topics).toContain('delivery.late')
    expect(await counts(at)).toEqual(before)
    expect(await stored('kept')).toMatchObject({ text: mention('kept').text })
  })

  test('is not restored when the mention, or an edit of it, is delivered again', async () => {
    await file(deletion('deleted'), deletion('deleted'))
    await file(mention('deleted', raw), mention('deleted', { ...raw, text: 'the words again' }, now + 86_400_000))
    expect(await stored('deleted')).toMatchObject({ text: '', removedAt: now })
    expect(await rowsOf('deleted')).toBe(1)
    const found = await findMentions(platform.store, {
      visible: everyMention,
      search: readSearch('words again', taxonomy)!.sql,
      filters: {},
      from: 0,
      to: now + 1,
      limit: 10,
    })
    expect(found).toEqual([])
  })

  test('is never visible when it was published in the same batch', async () => {
    await file(mention('brief'), deletion('brief'))
    expect(await stored('brief')).toMatchObject({ text: '', removedAt: now })
  })

  test('can take the replies with it, and no others', async () => {
    await file(
      mention('parent'),
      mention('reply', { inReplyTo: 'parent' }),
      mention('other', { inReplyTo: 'kept' }),
      mention('alone', { inReplyTo: 'deleted' }),
    )
    await file({ ...deletion('parent'), withReplies: true })
    for (const id of ['parent', 'reply']) expect(await stored(id)).toMatchObject({ text: '', removedAt: now })
    for (const id of ['other', 'alone']) expect(await stored(id)).toMatchObject({ text: mention('other').text })
  })

  test('may be unknown', async () => {
    await file(deletion('nobody'))
    expect(await stored('nobody')).toBeUndefined()
  })
})
