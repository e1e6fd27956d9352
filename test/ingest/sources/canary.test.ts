import { describe, expect, test } from 'vitest'
import type { SourceDeps } from '../../../ingest/mention/source-definition.ts'
import { optionFaults, toSources, type SourceOptions } from '../../../ingest/sources/registry.ts'
import { mastodonService } from '../../connectors/mastodon.ts'
import { openedConnector } from '../../connectors/opened.ts'
import type { StubDescription, StubItem } from '../../connectors/stub-service.ts'

const hourMs = 3_600_000
const options = { type: 'mastodon', name: 'posts', hashtags: ['halden'], accessToken: 'canary-mastodon' } as const
const mastodon = mastodonService()

/** Mastodon with the canary's options; `news` are the posts with #news. */
function opened(canary: object, news: StubItem[] = []) {
  const service: StubDescription = {
    ...mastodon,
    answer(request, { items, ...state }, root) {
      const isNews = request.path.endsWith('/tag/news')
      const path = isNews ? request.path.replace('news', 'halden') : request.path
      return mastodon.answer({ ...request, path }, { ...state, items: isNews ? news : items }, root)
    },
  }
  return openedConnector(
    service,
    (url, deps: SourceDeps) =>
      toSources([{ ...options, url, everySeconds: 60, canary } as unknown as SourceOptions], deps)[0]!,
  )
}
const post = (id: number, createdAt: number): StubItem => ({ id, text: `news ${id}`, createdAt, updatedAt: createdAt })

describe('a canary with a query', () => {
  test('that finds nothing makes the source blind, although its polls succeed; a post makes it hear again, with a gap', async () => {
    const news: StubItem[] = []
    await using connector = await opened({ query: 'news', hours: 6 }, news)
    const silent = await connector.read()
    expect(silent.mentions).toHaveLength(5)
    expect(silent.canary).toMatchObject({ looksFor: '"news"', isSilent: true })
    news.push(post(90, connector.service.now))
    const again = await connector.read(silent.cursor)
    expect(again.canary).toMatchObject({ isSilent: false, heardAt: news[0]!.createdAt })
    expect(again.gap).toMatchObject({
      from: silent.canary!.heardAt,
      reason: 'the canary "news" was silent: mentions may be missing',
    })
    expect(again.gap!.isLate).toBeUndefined()
    const later = await connector.read(again.cursor)
    expect([later.gap, later.canary!.isSilent]).toEqual([undefined, false])
  })

  test('is asked again only after half of its hours, and nothing of it is a mention', async () => {
    const news: StubItem[] = []
    await using connector = await opened({ query: 'news', hours: 6 }, news)
    const asked = () => connector.service.requests.filter(({ path }) => path.endsWith('/tag/news')).length
    news.push(post(90, connector.service.now))
    const first = await connector.read()
    expect(first.mentions.some(({ text }) => text.includes('news'))).toBe(false)
    const once = asked()
    const second = await connector.read(first.cursor)
    expect(asked()).toBe(once)
    connector.service.now += 3 * hourMs
    await connector.read(second.cursor)
    expect(asked()).toBeGreaterThan(once)
  })
})

describe('a canary with a term', () => {
  test('is an own item, also one that the service shows again; it has all its hours at first', async () => {
    await using connector = await opened({ term: 'Test  POST', hours: 6 })
    const first = await connector.read()
    expect(first.canary).toMatchObject({ looksFor: '"Test  POST"', isSilent: false })
    connector.service.now += 5 * hourMs
    const [own] = connector.service.add(1)
    own!.text = 'a test post of halden'
    const found = await connector.read(first.cursor)
    expect(found.canary).toMatchObject({ heardAt: own!.createdAt })
    connector.service.now += 6 * hourMs
    connector.service.add(1)
    expect((await connector.read(found.cursor)).canary).toMatchObject({ heardAt: own!.createdAt, isSilent: true })
  })

  test('without query and term, any item counts', async () => {
    await using connector = await opened({ hours: 1 })
    const { cursor } = await connector.read()
    connector.service.now += hourMs
    const silent = await connector.read(cursor)
    expect(silent.canary).toMatchObject({ looksFor: 'any item', isSilent: true })
    connector.service.add(1)
    expect((await connector.read(silent.cursor)).canary!.isSilent).toBe(false)
  })
})

test('a query is refused for a type that cannot ask, and beside a term', () => {
  const zendesk = { type: 'zendesk', name: 'help', subdomain: 'x', clientId: 'c', clientSecret: 's' }
  const faultsOf = (entry: object) => optionFaults(entry as unknown as SourceOptions).map(({ fault }) => fault)
  expect(faultsOf({ ...zendesk, canary: { query: 'a', hours: 1 } })).toEqual([
    'has a query, which the type zendesk cannot ask for: use a term',
  ])
  expect(faultsOf({ ...options, url: 'https://m', canary: { query: 'a', term: 'b', hours: 1 } })).toEqual([
    'takes a query or a term, not both',
  ])
  expect(faultsOf({ ...zendesk, canary: { term: 'a', hours: 1 } })).toEqual([])
})
