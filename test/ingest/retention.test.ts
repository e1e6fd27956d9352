import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { blankMentions, expiredMentions, insertMentions } from '../../enrich/mentions/mention-table.ts'
import { mentionsTopic, type Deletion } from '../../ingest/mention/mention.ts'
import { expire, rejectDaysOf, retentionOf, type Retention } from '../../ingest/retention.ts'
import type { SourceOptions } from '../../ingest/sources/registry.ts'
import { mentionRow } from '../alerts/make.ts'
import { openLogAndStore } from '../open-platform.ts'

const day = 86_400_000
const now = Date.UTC(2026, 10, 24, 3, 17)

describe('retention', () => {
  let platform: Awaited<ReturnType<typeof openLogAndStore>>
  const published: Deletion[] = []
  beforeAll(async () => {
    platform = await openLogAndStore()
    await platform.log.subscribe(mentionsTopic, 'retention', async (events) => {
      for (const event of events) if (event.type === 'deletion') published.push(event)
      await blankMentions(platform.store, published)
    })
  })
  beforeEach(() => void (published.length = 0))
  afterAll(() => platform.close())

  const run = (sources: Record<string, number>, more: Partial<Retention> = {}) =>
    expire(
      {
        log: platform.log,
        logger: platform.logger,
        clock: () => now,
        retention: { sources: new Map(Object.entries(sources)), others: Infinity, formats: new Map(), ...more },
        expired: (want) => expiredMentions(platform.store, want),
        stored: (positions, signal) => platform.log.reached('retention', positions, signal),
      },
      now,
      AbortSignal.timeout(60_000),
    )
  const textsOf = async (source: string) =>
    (
      await platform.store.select(
        Type.Object({ id: Type.String(), text: Type.String(), topics: Type.Array(Type.String()) }),
        'SELECT id, text, topics FROM mentions FINAL WHERE source = {source: String} ORDER BY id',
        { source },
      )
    ).map(({ id, text, topics }) => `${id} ${text || '–'} ${topics.join()}`)

  test('what was observed before is blanked once, and its labels stay; other sources are kept', async () => {
    const row = (source: string, n: number, daysAgo: number) =>
      mentionRow({
        id: `${source}:${n}`,
        source,
        createdAt: now - 400 * day,
        observedAt: now - daysAgo * day,
        text: `text ${n}`,
      })
    await insertMentions(platform.store, [
      row('desk', 1, 91),
      row('desk', 2, 90.001),
      row('desk', 3, 89.999),
      row('forum', 4, 1_000),
    ])
    expect(await run({ desk: 90 })).toBe(2)
    expect(await textsOf('desk')).toEqual([
      'desk:1 – delivery.late',
      'desk:2 – delivery.late',
      'desk:3 text 3 delivery.late',
    ])
    expect(await textsOf('forum')).toEqual(['forum:4 text 4 delivery.late'])
    expect(published).toContainEqual({ type: 'deletion', id: 'desk:1', source: 'desk', reason: 'expired', at: now })
    expect(await run({ desk: 90 })).toBe(0)
  })

  test('more than fit into one answer, many observed at the same time', async () => {
    await insertMentions(
      platform.store,
      Array.from({ length: 2_345 }, (_, n) =>
        mentionRow({
          id: `bulk:${n}`,
          source: 'bulk',
          createdAt: now - 50 * day,
          observedAt: now - (40 + (n % 2)) * day,
        }),
      ),
    )
    expect(await run({ bulk: 30 })).toBe(2_345)
    expect(new Set(published.map(({ id }) => id)).size).toBe(2_345)
  })

  test('a class of mentions has days of its own in every source, and never more than its source', async () => {
    const row = (source: string, format: string, daysAgo: number) =>
      mentionRow({
        id: `${source}:${format}:${daysAgo}`,
        source,
        format,
        createdAt: now - 300 * day,
        observedAt: now - daysAgo * day,
      })
    await insertMentions(
      platform.store,
      ['classes-desk', 'classes-import'].flatMap((source) =>
        ['ticket', 'message', 'post'].flatMap((format) => [20, 40, 100, 200].map((ago) => row(source, format, ago))),
      ),
    )
    const expected = [
      // The source has 90 days, tickets 180, messages 30.
      ...['ticket:100', 'ticket:200', 'message:40', 'message:100', 'message:200', 'post:100', 'post:200'].map(
        (each) => `classes-desk:${each}`,
      ),
      // Without days of its own, others' hold: 150.
      ...['ticket:200', 'message:40', 'message:100', 'message:200', 'post:200'].map((each) => `classes-import:${each}`),
    ]
    await run(
      { 'classes-desk': 90, forum: Infinity, desk: Infinity, bulk: Infinity },
      {
        others: 150,
        formats: new Map([
          ['ticket', 180],
          ['message', 30],
        ]),
      },
    )
    expect(published.map(({ id }) => id).toSorted()).toEqual(expected.toSorted())
  })
})

describe('the days of a source', () => {
  const options = [
    { type: 'feed', name: 'news', url: 'https://x.example' },
    { type: 'webhook', name: 'desk', secret: 'a-secret-of-24-characters' },
  ] as SourceOptions[]

  test.each([
    [{}, { news: Infinity, desk: Infinity }, Infinity],
    [{ days: 365 }, { news: 365, desk: 365 }, 365],
    [{ days: 365, sources: { desk: 90 } }, { news: 365, desk: 90 }, 365],
    [{ sources: { desk: 90, imported: 30 } }, { news: Infinity, desk: 90, imported: 30 }, Infinity],
  ])('%j', (configured, sources, others) => {
    expect(retentionOf(options, configured)).toEqual({
      sources: new Map(Object.entries(sources)),
      others,
      formats: new Map(),
    })
  })

  test('are no more than the terms of the service allow', () => {
    const videos = [
      { type: 'youtube', name: 'videos' },
      { type: 'x', name: 'posts' },
    ] as SourceOptions[]
    const daysUnder = (configured: Parameters<typeof retentionOf>[1]) =>
      Object.fromEntries(retentionOf(videos, configured).sources)
    expect(daysUnder({ days: 365, sources: { posts: 7 } })).toEqual({ videos: 30, posts: 7 })
    expect(daysUnder({})).toEqual({ videos: 30, posts: 30 })
  })

  test('of rejected items are those of their source, of the shortest class of mentions, and 30 at most', () => {
    const daysOf = (configured: Parameters<typeof retentionOf>[1], source: string) =>
      rejectDaysOf(retentionOf(options, configured), source)
    expect(daysOf({}, 'desk')).toBe(30)
    expect(daysOf({ days: 365, sources: { desk: 9 } }, 'desk')).toBe(9)
    expect(daysOf({ days: 20, sources: { desk: 9 } }, 'imported')).toBe(20)
    expect(daysOf({ days: 20, formats: { message: 3 } }, 'news')).toBe(3)
  })
})
