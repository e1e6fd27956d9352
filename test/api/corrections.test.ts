import { idleWatch } from '../idle-watch.ts'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../api/request/deps.ts'
import { confirmLinks } from '../../alerts/planners/confirm-link.ts'
import { toOrganisation } from '../../alerts/organisation/organisation.ts'
import { buildApi } from '../../api/server.ts'
import { startCorrections } from '../../enrich/mentions/corrections.ts'
import { insertMentions, toMentionRow } from '../../enrich/mentions/mention-table.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { startSecondOpinions } from '../../enrich/review/second-opinion.ts'
import { openPipeline } from '../../enrich/enrichers/pipeline.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { redaction } from '../../ingest/redact/redact.ts'
import { openLogAndStore } from '../open-platform.ts'

const taxonomy = readTaxonomy()
const now = Date.UTC(2026, 5, 1, 12)
const texts = {
  sure: 'My parcel is late again, where is it?',
  vague: 'It is just bad, honestly',
  older: 'Not what I had hoped for at all, so disappointed',
}
/** What the models think of the texts does not matter here. */
const unsure = {
  topics: [],
  topicConfidences: [],
  topicGuess: 'delivery.late',
  topicGuessConfidence: 0.41,
  departments: ['support'],
  departmentConfidences: [0.52],
  departmentGuess: 'support',
  departmentGuessConfidence: 0.52,
  intent: 'complaint' as const,
}
const sure = {
  topics: ['delivery.late'],
  topicConfidences: [0.9],
  topicGuess: 'delivery.late',
  topicGuessConfidence: 0.9,
  departments: ['logistics'],
  departmentConfidences: [0.9],
}
let platform: Awaited<ReturnType<typeof openLogAndStore>>
let app: App
let stop: () => Promise<void>
const secondOpinions = startSecondOpinions({ perMinute: 1, departments: taxonomy.departments.map(({ id }) => id) })

beforeAll(async () => {
  platform = await openLogAndStore()
  const { store, log, logger, data } = platform
  const toMention = redaction(Buffer.from('secret'))
  const mentions = Object.entries(texts).map(([nativeId, text]) =>
    toMention({ nativeId, createdAt: now - (nativeId === 'older' ? 20 * 86_400_000 : 60_000), text }, 't', now),
  )
  const found = await openPipeline(taxonomy, {})(mentions)
  const rows = mentions.map((mention, i) => toMentionRow(taxonomy)(mention, found[i]!))
  await insertMentions(
    store,
    rows.map((row) => ({ ...row, ...(row.id === 't:sure' ? sure : unsure) })),
  )
  stop = await startCorrections({ log, store, taxonomy })
  app = await buildApi({
    host: '127.0.0.1',
    port: 0,
    reader: store,
    store,
    log,
    clock: () => now,
    taxonomy,
    organisation: toOrganisation({ model: 'hub-and-spoke' }, taxonomy),
    links: confirmLinks(Buffer.alloc(32)),
    logger,
    metrics: openMetrics(),
    storeState: () => 'ready',
    watch: idleWatch,
    dashboard: join(data, 'nothing'),
    webhooks: new Map(),
    version: '1',
    publish: async () => {},
    secondOpinions,
  })
})
afterAll(async () => {
  await app.close()
  await secondOpinions.stop()
  await stop()
  await platform.close()
})

interface Unsure {
  id: string
  reasons: string[]
  secondOpinion: { department: string; confidence: number } | null
}
const queue = async (query = '') => (await app.inject(`/api/v1/review${query}`)).json<{ items: Unsure[] }>().items
const ids = async (query?: string) => (await queue(query)).map(({ id }) => id)
const correct = async (id: string, payload: object) => {
  const headers = { 'x-groundswell-person': encodeURIComponent('Mára') }
  const answer = await app.inject({ method: 'POST', url: `/api/v1/mentions/${id}/correction`, payload, headers })
  return { status: answer.statusCode, ...answer.json<{ detail?: string; commandId?: string }>() }
}

test('the queue lists uncertain mentions of the last 14 days, with reasons', async () => {
  expect(await ids()).toEqual(['t:vague'])
  expect((await queue())[0]!.reasons).toEqual([
    'No topic: the best guess, “Parcel late”, is only 41 % sure',
    'A complaint without a topic',
    'Department “Support”: only 52 % sure',
  ])
  expect(taxonomy.departments.map(({ id }) => id)).toContain((await queue())[0]!.secondOpinion!.department)
  // The budget of a minute is spent, and nobody waits.
  expect((await queue('?from=2026-05-01')).map(({ secondOpinion }) => secondOpinion === null)).toEqual([false, true])
  expect(await ids('?department=support')).toEqual(['t:vague'])
  expect(await ids('?from=2026-05-01')).toEqual(['t:vague', 't:older'])
  expect(await ids('?department=nobody')).toEqual([])
})

test('similar mentions without a topic are grouped from three authors on', async () => {
  const suggestions = await app.inject('/api/v1/review/suggestions?from=2026-05-01')
  expect(suggestions.statusCode).toBe(200)
  expect(suggestions.json()).toEqual({ items: [] })
  expect((await app.inject('/api/v1/review/suggestions?from=2027-01-01')).json()).toMatchObject({ status: 400 })
})

test('a bad correction is refused by name', async () => {
  expect(await correct('t:vague', { topics: ['app.crash', 'weather'] })).toMatchObject({
    status: 400,
    detail: 'there is no topic "weather"',
  })
  expect((await correct('t:vague', { departments: ['kitchen'] })).detail).toMatch('there is no department "kitchen"')
  expect((await correct('t:vague', { sentiment: 'angry' })).detail).toMatch('there is no sentiment "angry"')
  expect((await correct('t:vague', { intent: 'rant' })).detail).toMatch('there is no intent "rant"')
  expect((await correct('t:vague', { intent: 'spam', topics: ['delivery.late'] })).detail).toMatch(
    'intent spam: spam has no topics',
  )
  expect(await correct('t:vague', { reason: 'so' })).toMatchObject({
    status: 400,
    detail: expect.stringMatching('nothing to correct'),
  })
  expect((await correct('t:vague', { tone: 'x' })).detail).toBe('unknown field "tone"')
  expect(await correct('t:nobody', { topics: [] })).toMatchObject({ status: 404 })
})

test('mentions are listed by their intent', async () => {
  const ids = async (intent: string) =>
    (await app.inject(`/api/v1/mentions?intent=${intent}`))
      .json<{ items: { id: string }[] }>()
      .items.map(({ id }) => id)
  expect(await ids('complaint')).toContain('t:vague')
  expect(await ids('spam')).toEqual([])
  expect((await app.inject('/api/v1/mentions?intent=rant')).statusCode).toBe(400)
})

test('a correction changes the mention and removes it from the queue', async () => {
  expect(await correct('t:vague', { topics: ['delivery.late'] })).toMatchObject({
    status: 202,
    commandId: expect.any(String),
  })
  await expect
    .poll(async () => (await app.inject('/api/v1/mentions/t:vague')).json<object>())
    .toMatchObject({ topics: [{ id: 'delivery.late', confidence: 1, because: ['corrected by Mára'] }] })
  expect(await ids()).toEqual([])
})
