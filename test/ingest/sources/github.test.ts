import { expect, test } from 'vitest'
import { github } from '../../../ingest/sources/github.ts'
import { githubService } from '../../connectors/github.ts'
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
