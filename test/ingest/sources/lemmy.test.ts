import { expect, test } from 'vitest'
import { lemmy, lemmySource } from '../../../ingest/sources/lemmy.ts'
import { lemmyService } from '../../connectors/lemmy.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = { type: 'lemmy' as const, name: 'lemmy' }

connectorContract('lemmy', {
  service: lemmyService(),
  open: (url, deps) => lemmy({ ...options, url, community: 'kettles', everySeconds: 60 }, deps),
  idOf: ({ id }) => `https://lemmy.example/post/${id}`,
  secrets: [],
  fault: /^has no readable time \(published: ""\)$/,
})

test('a search finds posts and comments; a removed comment is deleted', async () => {
  const comment = (id: number, more: object = {}) => ({
    comment: {
      id,
      content: `comment ${id}`,
      ap_id: `https://lemmy.example/comment/${id}`,
      published: '2026-11-20T10:30:00.000000Z',
      ...more,
    },
    post: { ap_id: 'https://lemmy.example/post/1' },
    creator: { name: 'anna', actor_id: 'https://other.example/u/anna' },
  })
  const service = lemmyService([comment(1), comment(2, { removed: true })])
  await using connector = await openedConnector(service, (url, deps) =>
    lemmy({ ...options, url, query: 'kettle' }, deps),
  )
  const { mentions, deletions } = await connector.read()
  expect(mentions).toHaveLength(6)
  expect(mentions.at(-1)).toMatchObject({
    nativeId: 'https://lemmy.example/comment/1',
    format: 'comment',
    inReplyTo: 'https://lemmy.example/post/1',
    author: { id: 'https://other.example/u/anna', handle: 'anna' },
  })
  expect(deletions).toMatchObject([{ id: 'https://lemmy.example/comment/2', reason: 'removed' }])
})

test('an entry needs a community or a query', () => {
  expect(lemmySource.faults!({ ...options, url: 'https://lemmy.example' })).toEqual([
    { key: 'community', fault: 'is missing: give community or query' },
  ])
})
