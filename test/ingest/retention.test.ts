import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { blankMentions, insertMentions, observedBefore } from '../../enrich/mentions/mention-table.ts'
import { mentionsTopic, type Deletion } from '../../ingest/mention/mention.ts'
import { expire, retentionDays } from '../../ingest/retention.ts'
import type { SourceOptions } from '../../ingest/sources/registry.ts'
import { mentionRow } from '../alerts/make.ts'
import { openLogAndStore } from '../open-platform.ts'
import { until } from '../until.ts'

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

  const run = (days: Record<string, number>) =>
    expire(
      {
        log: platform.log,
        logger: platform.logger,
        clock: () => now,
        days: new Map(Object.entries(days)),
        observedBefore: (source, before, page) => observedBefore(platform.store, source, { before, ...page }),
      },
      now,
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
    await until('blanked', async () => (await textsOf('desk'))[1] === 'desk:2 – delivery.late')
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
    await until('all are published', () => new Set(published.map(({ id }) => id)).size === 2_345)
  })
})

describe('the days of a source', () => {
  const options = [
    { type: 'feed', name: 'news', url: 'https://x.example' },
    { type: 'webhook', name: 'desk', secret: 'a-secret-of-24-characters' },
  ] as SourceOptions[]

  test.each([
    [{}, {}],
    [{ days: 365 }, { news: 365, desk: 365 }],
    [
      { days: 365, sources: { desk: 90 } },
      { news: 365, desk: 90 },
    ],
    [{ sources: { desk: 90, imported: 30 } }, { desk: 90, imported: 30 }],
  ])('%j', (retention, days) => {
    expect(Object.fromEntries(retentionDays(options, retention))).toEqual(days)
  })

  test('are no more than the terms of the service allow', () => {
    const videos = [
      { type: 'youtube', name: 'videos' },
      { type: 'x', name: 'posts' },
    ] as SourceOptions[]
    const retention = { days: 365, sources: { posts: 7 } }
    expect(Object.fromEntries(retentionDays(videos, retention))).toEqual({ videos: 30, posts: 7 })
    expect(Object.fromEntries(retentionDays(videos, {}))).toEqual({ videos: 30, posts: 30 })
  })
})
