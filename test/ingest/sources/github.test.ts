import { expect, test } from 'vitest'
import { github, githubSource } from '../../../ingest/sources/github.ts'
import { githubDiscussions, githubService } from '../../connectors/github.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = { type: 'github' as const, name: 'issues', repository: 'halden/app', token: 'canary-github-1' }

connectorContract('github', {
  service: githubService(),
  open: (url, deps) => github({ ...options, url, everySeconds: 60 }, deps),
  idOf: ({ id }) => `issue:${id}`,
  secrets: [options.token],
  fault: /^has no readable time \(created_at: null\)$/,
  refused: /token is wrong or expired/,
  hasDeletions: false,
})

test('comments answer their issue; pull requests, their comments and bots are left out', async () => {
  const at = '2026-11-20T11:00:00Z'
  const times = { created_at: at, updated_at: at }
  const comments = [
    { id: 31, body: 'Same here', ...times, html_url: 'https://github.com/halden/app/issues/2#issuecomment-31' },
    { id: 32, body: 'LGTM', ...times, html_url: 'https://github.com/halden/app/pull/9#issuecomment-32' },
    {
      id: 33,
      body: 'stale',
      ...times,
      html_url: 'https://github.com/halden/app/issues/2#issuecomment-33',
      user: { id: 1, login: 'stale[bot]', type: 'Bot' },
    },
  ]
  const pull = { number: 9, title: 'Fix', body: 'x', ...times, pull_request: { url: 'https://api.github.com/pulls/9' } }
  await using connector = await openedConnector(githubService(comments, [pull]), (url, deps) =>
    github({ ...options, url }, deps),
  )
  const { mentions } = await connector.read()
  expect(mentions.map(({ nativeId }) => nativeId)).toEqual(
    [1, 2, 3, 4, 5].map((id) => `issue:${id}`).concat('comment:31'),
  )
  expect(mentions.at(-1)).toMatchObject({ inReplyTo: 'issue:2', author: { id: '7', handle: 'customer-7' } })
})

connectorContract('github discussions', {
  service: githubDiscussions(),
  open: (url, deps) => github({ ...options, url, discussions: true, everySeconds: 60 }, deps),
  idOf: ({ id }) => `discussion:${id}`,
  secrets: [options.token],
  fault: /^has no readable time \(createdAt: null\)$/,
  refused: /token is wrong or expired/,
  hasDeletions: false,
})

const discussed = (service: ReturnType<typeof githubService>, more: object = {}) =>
  openedConnector(service, (url, deps) => github({ ...options, url, discussions: true, ...more }, deps))

test('comments answer their discussion, replies their comment; bots are left out, deleted accounts have no author', async () => {
  const said = (databaseId: number, body: string, more: object = {}) => ({
    databaseId,
    body,
    url: `https://github.com/halden/app/discussions/5#discussioncomment-${databaseId}`,
    createdAt: '2026-11-20T11:30:00Z',
    author: { __typename: 'User', login: 'kim', databaseId: 7 },
    ...more,
  })
  const replies = { nodes: [said(52, 'Me too', { author: null })] }
  const bot = said(53, 'stale', { author: { __typename: 'Bot', login: 'stale' } })
  const comments = { nodes: [said(51, 'The kettle leaks', { replies }), bot] }
  await using connector = await discussed(githubDiscussions(({ id }) => (id === 5 ? { comments } : {})))
  const { mentions } = await connector.read()
  expect(mentions.slice(0, 3)).toMatchObject([
    { nativeId: 'discussion:5', title: 'Discussion 5', author: { id: '583231', handle: 'octocat' } },
    { nativeId: 'discussion-comment:51', inReplyTo: 'discussion:5', author: { id: '7', handle: 'kim' } },
    { nativeId: 'discussion-comment:52', inReplyTo: 'discussion-comment:51' },
  ])
  expect(mentions[2]!.author).toBeUndefined()
  expect(mentions.map(({ text }) => text)).not.toContain('stale')
})

test('GraphQL states failures with status 200: an unknown repository is gone, used-up points wait for their reset', async () => {
  await using unknown = await discussed(githubDiscussions(), { repository: 'halden/none' })
  await expect(unknown.read()).rejects.toMatchObject({ state: 'gone' })
  const limited = githubDiscussions()
  await using busy = await discussed({
    ...limited,
    answer(request, service, root) {
      if (request.method === 'GET') return limited.answer(request, service, root)
      const reset = String(Math.ceil(service.now / 1000) + 120)
      return {
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset },
        body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] },
      }
    },
  })
  const failure = await busy.read().catch((error: unknown) => error)
  expect(failure).toMatchObject({ state: 'failing', message: expect.stringMatching(/rate limit/) })
  expect((failure as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(100_000)
})

test('discussions need a token', () => {
  const { token: _token, ...without } = options
  expect(githubSource.faults!({ ...without, discussions: true })).toMatchObject([{ key: 'discussions' }])
  expect(githubSource.faults!({ ...options, discussions: true })).toEqual([])
})
