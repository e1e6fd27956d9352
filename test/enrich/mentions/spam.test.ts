import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { evidenceOf } from '../../../alerts/explain/evidence-query.ts'
import { baseBucketMs, termSubject } from '../../../alerts/series/subject.ts'
import { countSeries, type SeriesQuery } from '../../../alerts/series/series-query.ts'
import { termCounts } from '../../../alerts/series/term-counts.ts'
import { mentionsAfter, mentionsWithin } from '../../../alerts/terms/term-store.ts'
import { correctGroup, startCorrections } from '../../../enrich/mentions/corrections.ts'
import { correctionsTopic, type RightLabels } from '../../../enrich/mentions/correction.ts'
import { loadCorrections } from '../../../enrich/mentions/correction-table.ts'
import { enrichGroup, startEnrich } from '../../../enrich/enrich.ts'
import { findMention, findMentions } from '../../../enrich/mentions/mention-query.ts'
import { findUnsure, findUntopical } from '../../../enrich/review/review-query.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'
import { mentionsTopic } from '../../../ingest/mention/mention.ts'
import { redaction } from '../../../ingest/redact/redact.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { countsAt } from './counts-at.ts'
import type { Stop } from '../../../infra/stop.ts'

const taxonomy = readTaxonomy()
const now = Date.UTC(2026, 5, 1, 12)
const at = now - 60_000
const bucket = Math.floor(at / baseBucketMs) * baseBucketMs
const span = { from: bucket, to: now }
const texts = {
  customer: 'My Mixora parcel is late again, where is it?',
  spam: 'GIVEAWAY: win a Mixora blender! Follow us, retweet and tag two friends to enter now',
}
let platform: Awaited<ReturnType<typeof openLogAndStore>>
const stops: Stop[] = []

beforeAll(async () => {
  platform = await openLogAndStore()
  const { log, store } = platform
  const pipeline = openPipeline(taxonomy, {})
  stops.push(await startEnrich({ log, store, taxonomy, pipeline }), await startCorrections({ log, store, taxonomy }))
  const toMention = redaction(Buffer.from('secret'))
  const mentions = Object.entries(texts).map(([nativeId, text]) =>
    toMention({ nativeId, createdAt: at, text, author: { id: nativeId } }, 't', now),
  )
  await log.reached(enrichGroup, await log.publish(mentionsTopic, mentions))
})
afterAll(async () => {
  for (const stop of stops) await stop()
  await platform.close()
})

let commands = 0
async function correct(nativeId: string, right: RightLabels): Promise<void> {
  const command = { commandId: `c${commands++}`, mentionId: `t:${nativeId}`, right, reason: '', by: 'ann', at: now }
  await platform.log.reached(correctGroup, await platform.log.publish(correctionsTopic, [command]))
}
const stored = async (nativeId: string) => (await findMention(platform.store, `t:${nativeId}`, everyMention))!

test('spam is stored, and found by its intent', async () => {
  const query = { filters: {}, from: span.from, to: span.to, limit: 10, visible: everyMention }
  const ids = async (intent?: 'spam') => (await findMentions(platform.store, { ...query, intent })).map(({ id }) => id)
  expect((await ids()).toSorted()).toEqual(['t:customer', 't:spam'])
  expect(await ids('spam')).toEqual(['t:spam'])
})

test('spam is in a series when it is asked for', async () => {
  const query = { measure: 'mentions', filters: {}, bucketMs: 3_600_000, ...span, visible: everyMention } as const
  const countOf = async (asked: Partial<SeriesQuery>) =>
    (await countSeries(platform.store, { ...query, ...asked }))[0]?.mentions
  expect(await countOf({ spam: 'with' })).toBe(2)
  expect(await countOf({ spam: 'only' })).toBe(1)
  expect(await countOf({ spam: 'only', filters: { source: 't' } })).toBe(1)
  expect(await countOf({ spam: 'without', filters: { source: 't' } })).toBe(1)
  expect(await countOf({ spam: 'only', filters: { topic: 'delivery.late' } })).toBeUndefined()
})

test('spam is in no topic, no term, no quote and no queue', async () => {
  const { store } = platform
  expect(await stored('spam')).toMatchObject({ intent: 'spam', topics: [], topicTree: [], departments: [] })
  expect(await countsAt(store, bucket, 'delivery.late')).toBe(1)
  const term = termSubject('mixora')
  expect((await termCounts(store, term, span)).map(({ mentions }) => mentions)).toEqual([1])
  expect((await evidenceOf(store, term, { ...span, driver: undefined })).map((quote) => quote.text)).toEqual([
    texts.customer,
  ])
  const start = { storedAt: 0, id: '' }
  const want = { limit: 10, settleMs: 0, rewritten: [] }
  for (const scope of ['company', 'department'] as const)
    expect((await mentionsAfter(store, start, { ...want, scope })).mentions.map(({ text }) => text)).not.toContain(
      texts.spam,
    )
  expect((await mentionsWithin(store, span)).map(({ text }) => text)).toEqual([texts.customer])
  const queue = { ...span, limit: 10, visible: everyMention }
  expect(
    [...(await findUnsure(store, queue)), ...(await findUntopical(store, queue))].map(({ id }) => id),
  ).not.toContain('t:spam')
})

test('a person calls a mention spam, and it loses what it counted in', async () => {
  await correct('customer', { topics: ['delivery.late'] })
  await correct('customer', { intent: 'spam' })
  expect(await stored('customer')).toMatchObject({ intent: 'spam', topics: [], departments: [], topicGuess: '' })
  expect(await countsAt(platform.store, bucket, 'delivery.late')).toBe(0)
  expect((await loadCorrections(platform.store)).find(({ mentionId }) => mentionId === 't:customer')!.right).toEqual({
    intent: 'spam',
  })
})

test('the right topic takes it back', async () => {
  await correct('customer', { topics: ['delivery.late'] })
  expect(await stored('customer')).toMatchObject({ intent: 'unknown', topics: ['delivery.late'] })
  expect(await countsAt(platform.store, bucket, 'delivery.late')).toBe(1)
})

test('an intent takes back what the model called spam', async () => {
  await correct('spam', { intent: 'question', topics: ['marketing.campaign'] })
  expect(await stored('spam')).toMatchObject({ intent: 'question', topics: ['marketing.campaign'] })
})
