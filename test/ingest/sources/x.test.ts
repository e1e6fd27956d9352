import { expect, test } from 'vitest'
import { x } from '../../../ingest/sources/x.ts'
import { openedConnector } from '../../connectors/opened.ts'
import type { StubItem } from '../../connectors/stub-service.ts'
import { idOf, xService } from '../../connectors/x.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = {
  type: 'x' as const,
  name: 'posts',
  bearerToken: 'canary-x',
  query: 'halden kettle',
  usdPerDay: 5,
  since: '2026-10-21',
}

connectorContract('x', {
  service: xService(2),
  open: (root, deps) => x({ ...options, everySeconds: 60 }, deps, root),
  idOf,
  secrets: [options.bearerToken],
  fault: /^has no readable time \(created_at: ""\)$/,
  refused: /bearerToken is wrong or revoked/,
  hasEdits: false,
  hasDeletions: false,
})

const opened = (service: ReturnType<typeof xService>, more: object = {}) =>
  openedConnector(service, (root, deps) => x({ ...options, everySeconds: 60, ...more }, deps, root))

test('without posts only the count is paid, and no post is bought twice', async () => {
  await using connector = await opened(xService())
  const paths = () => connector.service.requests.map(({ path }) => path.replace('/tweets/', ''))
  const { cursor } = await connector.read()
  const { cursor: later } = await connector.read(cursor)
  expect(paths()).toEqual(['counts/recent', 'search/recent', 'counts/recent'])
  connector.service.add(1)
  expect((await connector.read(later)).mentions).toHaveLength(1)
  expect(connector.service.requests.at(-1)!.query.get('since_id')).toBe('1005')
})

test('the budget of a day is never passed: the rest is a gap, and the next day has a new budget', async () => {
  await using connector = await opened(xService(), { usdPerDay: 0.1 })
  connector.service.add(40)
  const { mentions, gap, cursor } = await connector.read()
  // 19 posts and a count are 10 cents; the rest pays for no request.
  expect(mentions).toHaveLength(19)
  expect(gap!.reason).toBe('usdPerDay is used up: about 26 posts were not read')
  const failure = await connector.read(cursor).then(
    () => expect.fail('it did not fail'),
    (error: unknown) => error,
  )
  expect(failure).toMatchObject({ state: 'failing', message: 'usdPerDay is used up: 0.1 USD until midnight UTC' })
  connector.service.now += (failure as { retryAfterMs: number }).retryAfterMs
  connector.service.add(1)
  expect((await connector.read(cursor)).mentions.map(({ nativeId }) => nativeId)).toEqual(['1046'])
})

test('without `since`, the first poll buys nothing', async () => {
  await using connector = await opened(xService(), { since: undefined })
  const { cursor, mentions } = await connector.read()
  expect([mentions, connector.service.requests]).toEqual([[], []])
  connector.service.add(1)
  expect((await connector.read(cursor)).mentions.map(({ nativeId }) => nativeId)).toEqual(['1006'])
})

test('an edit has the id of its first version, reposts are left out, and both generations of names are read', async () => {
  const changes: Record<number, object> = {
    1: { edit_history_tweet_ids: undefined, edit_history_post_ids: ['900', '1001'] },
    2: { referenced_tweets: [{ type: 'retweeted', id: '7' }] },
    3: { referenced_posts: [{ type: 'replied_to', id: '8' }] },
    4: { note_tweet: { text: 'a long text &amp; more' } },
  }
  await using connector = await opened(xService(100, ({ id }: StubItem) => changes[id] ?? {}))
  const { mentions } = await connector.read()
  expect(mentions.map(({ nativeId }) => nativeId)).toEqual(['1005', '1004', '1003', '900'])
  expect(mentions[1]).toMatchObject({ text: 'a long text & more', url: 'https://x.com/petra/status/1004' })
  expect(mentions[2]).toMatchObject({ inReplyTo: '8', format: 'comment', author: { handle: 'petra', followers: 12 } })
})
