import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lastMentions } from '../../alerts/series/last-mentions.ts'
import type { CoverageGapDto, SourceDto } from '../../api/dto/board-dto.ts'
import { healthOfAll } from '../../api/dto/to-source-dto.ts'
import { buildApi } from '../../api/server.ts'
import { saveGaps } from '../../ingest/gap-table.ts'
import type { Source } from '../../ingest/mention/source.ts'
import { usageSaver } from '../../ingest/usage-table.ts'
import { saveHealth, type SourceHealth } from '../../ingest/source-table.ts'
import { demoSources } from '../../ingest/sources/demo/timeline.ts'
import { filledWithinMs, openFilled, now, type Filled } from './filled.ts'

let filled: Filled
beforeAll(async () => {
  filled = await openFilled()
}, filledWithinMs)
afterAll(() => filled?.close())

const dayMs = 86_400_000
const health = (source: string, more: Partial<SourceHealth> = {}): SourceHealth => ({
  source,
  kind: 'feed',
  state: 'live',
  reason: '',
  frontierAt: now,
  lastHeardAt: now,
  canary: '',
  canaryAt: 0,
  updatedAt: now,
  ...more,
})

describe('/sources', () => {
  test('every configured source is listed before it delivers, beside those that deliver', async () => {
    const sources = [
      { name: 'shop', kind: 'webhook' as const },
      { name: 'helpdesk', kind: 'feed' as const },
      { name: 'mastodon', kind: 'stream' as const },
    ]
    const app = await buildApi({ ...filled.deps, sources })
    const { items } = (await app.inject('/api/v1/sources')).json<{ items: SourceDto[] }>()
    await app.close()
    expect(items.map(({ source }) => source)).toEqual([...demoSources, 'shop', 'helpdesk'].toSorted())
    const found = Object.fromEntries(items.map((item) => [item.source, item]))
    expect(found.shop).toMatchObject({
      kind: 'webhook',
      health: 'idle',
      reason: 'nothing received yet',
      lastHeardAt: null,
    })
    expect(found.helpdesk).toMatchObject({
      kind: 'feed',
      health: 'idle',
      reason: 'not read yet',
      lag: null,
      mentions24h: 0,
    })
    expect(found.mastodon).toMatchObject({ health: 'failing', reason: 'the server answers 429' })
  })

  test('the newest mention of each source is known from the counts', async () => {
    const last = await lastMentions(filled.store)
    expect([...last.keys()].toSorted()).toEqual([...demoSources].toSorted())
    for (const at of last.values()) expect(at).toBeGreaterThan(now - dayMs)
  })

  test('a busy webhook is live, a silent one idle, and an imported source is listed as a file', () => {
    const all = healthOfAll(
      {
        configured: [
          { name: 'busy', kind: 'webhook' },
          { name: 'silent', kind: 'webhook' },
        ],
        health: [health('blog', { state: 'failing', reason: 'the server answered 500' })],
        lastMentions: new Map([
          ['busy', now - dayMs],
          ['silent', now - 40 * dayMs],
          ['survey', now - 90 * dayMs],
          ['blog', now],
        ]),
      },
      now,
    )
    expect(all.map(({ source, kind, state, reason }) => [source, kind, state, reason])).toEqual([
      ['blog', 'feed', 'failing', 'the server answered 500'],
      ['busy', 'webhook', 'live', ''],
      ['silent', 'webhook', 'idle', 'no mention for 30 days'],
      ['survey', 'file', 'idle', 'imported'],
    ])
    expect(all.find(({ source }) => source === 'survey')!.lastHeardAt).toBe(now - 90 * dayMs)
  })
})

test('/sources: what each source used today, its budget, and its canary', async () => {
  const day = new Date(now).toISOString().slice(0, 10)
  const source = (name: string, usdPerDay: number): Source => ({
    name,
    kind: 'feed',
    usage: () => ({ day, requests: 3, units: 40, usd: 0.215, requestsPerDay: 0, usdPerDay }),
    async *pages() {},
  })
  const save = usageSaver(filled.store, [source('paid', 5), source('free', 0)])
  await save()
  await save()
  await saveHealth(filled.store, [health('paid', { canary: '"news"', canaryAt: now - dayMs })])
  const app = await buildApi(filled.deps)
  const { items } = (await app.inject('/api/v1/sources')).json<{ items: SourceDto[] }>()
  await app.close()
  expect(items.find((item) => item.source === 'paid')).toMatchObject({
    usage: { requests: 3, units: 40, usd: 0.215, requestsPerDay: null, usdPerDay: 5 },
    canary: { looksFor: '"news"', lastFoundAt: new Date(now - dayMs).toISOString() },
  })
  expect(items.find((item) => item.source === 'tickets')).toMatchObject({ usage: null, canary: null })
})

test('/sources/gaps: what was not read, what is missing and what was filled, the latest first', async () => {
  const hourMs = 3_600_000
  const gap = (source: string, hoursAgo: number, until: number, filledUntil: number) => ({
    source,
    reason: 'the server answered 500',
    fromAt: now - hoursAgo * hourMs,
    untilAt: until,
    filledUntilAt: filledUntil,
  })
  await saveGaps(filled.store, [
    gap('blog', 1, 0, now - hourMs),
    gap('reviews', 5, now - 4 * hourMs, now - 4.5 * hourMs),
    gap('blog', 9, now - 8 * hourMs, now - 8 * hourMs),
    gap('blog', 40 * 24, now - 39 * dayMs, now - 39 * dayMs),
  ])
  const app = await buildApi(filled.deps)
  const list = async (query: string) =>
    (await app.inject(`/api/v1/sources/gaps${query}`)).json<{ items: CoverageGapDto[] }>().items
  const all = await list('')
  expect(all.map(({ source, state }) => [source, state])).toEqual([
    ['blog', 'open'],
    ['reviews', 'missing'],
    ['blog', 'filled'],
  ])
  expect(all[0]).toMatchObject({ until: null, filledUntil: null, reason: 'the server answered 500' })
  expect(all[1]!.filledUntil).toBe(new Date(now - 4.5 * hourMs).toISOString())
  expect(await list('?source=reviews')).toHaveLength(1)
  expect(await list('?since=2020-01-01')).toHaveLength(4)
  await app.close()
})
