import { expect, test } from 'vitest'
import { youtube, youtubeSource } from '../../../ingest/sources/youtube.ts'
import { quotaWait } from '../../../ingest/sources/youtube/quota.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { youtubeService } from '../../connectors/youtube.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = { type: 'youtube' as const, name: 'videos', apiKey: 'canary-youtube' }

connectorContract('youtube', {
  service: youtubeService,
  open: (root, deps) => youtube({ ...options, channel: 'UChalden', everySeconds: 60 }, deps, root),
  idOf: ({ id }) => `Ugy${id}`,
  secrets: [options.apiKey],
  fault: /^has no readable time \(snippet.publishedAt: ""\)$/,
  refused: /apiKey is wrong or restricted/,
})

const opened = (more: object) =>
  openedConnector(youtubeService, (root, deps) => youtube({ ...options, ...more, everySeconds: 60 }, deps, root))

test('a video is asked only when its number of comments changed, and never when it takes none', async () => {
  await using connector = await opened({ videos: ['video1', 'video2'] })
  const asked = () => connector.service.requests.filter(({ path }) => path === '/commentThreads')
  const { cursor, mentions } = await connector.read()
  expect(mentions).toHaveLength(5)
  expect(asked().every(({ query }) => query.get('videoId') === 'video1')).toBe(true)
  const before = asked().length
  const quiet = await connector.read(cursor)
  expect(asked()).toHaveLength(before)
  connector.service.add(2)
  const { mentions: added } = await connector.read(quiet.cursor)
  expect(added.map(({ nativeId, inReplyTo }) => [nativeId, inReplyTo])).toEqual([
    ['Ugy7', 'video:video1'],
    ['Ugy7.r', 'Ugy7'],
    ['Ugy6', 'video:video1'],
  ])
  expect(added[0]).toMatchObject({
    url: 'https://www.youtube.com/watch?v=video1&lc=Ugy7',
    author: { id: 'UCpetra', handle: '@petra' },
  })
})

test('the search is asked every 15 minutes only', async () => {
  await using connector = await opened({ query: 'kettle' })
  const searches = () => connector.service.requests.filter(({ path }) => path === '/search').length
  const { cursor, mentions } = await connector.read()
  expect(mentions).toHaveLength(5)
  const second = await connector.read(cursor)
  expect(searches()).toBe(1)
  connector.service.now += 15 * 60_000
  await connector.read(second.cursor)
  expect(searches()).toBe(2)
})

test('the quota of a day begins anew at midnight in California', () => {
  const refusal = { status: 403, headers: {}, url: '', body: Buffer.from('{"reason": "quotaExceeded"}') }
  expect(quotaWait(refusal, Date.UTC(2026, 10, 20, 7, 30))).toBe(1_800)
  expect(quotaWait({ ...refusal, body: Buffer.from('{"reason": "forbidden"}') }, 0)).toBeUndefined()
})

test('an entry needs a channel, videos or a query', () => {
  expect(youtubeSource.faults!(options)).toEqual([
    { key: 'channel', fault: 'is missing: give channel, videos or query' },
  ])
})
