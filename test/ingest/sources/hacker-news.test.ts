import { expect, test } from 'vitest'
import { hackerNews } from '../../../ingest/sources/hacker-news.ts'
import { hackerNewsService } from '../../connectors/hacker-news.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = { type: 'hacker-news' as const, name: 'hn', query: '"Halden Kettle"' }
const roots = (root: string) => ({ search: `${root}/api/v1`, items: `${root}/v0` })

connectorContract('hacker-news', {
  service: hackerNewsService,
  open: (root, deps) => hackerNews({ ...options, everySeconds: 60 }, deps, roots(root)),
  idOf: ({ id }) => String(id),
  secrets: [],
  fault: /^has no readable time \(created_at_i: null\)$/,
})

test('a story has its title, and a comment answers its parent', async () => {
  await using connector = await openedConnector(hackerNewsService, (root, deps) =>
    hackerNews(options, deps, roots(root)),
  )
  const { mentions } = await connector.read()
  expect(mentions.find(({ nativeId }) => nativeId === '1')).toMatchObject({ title: 'A story', format: 'post' })
  expect(mentions.find(({ nativeId }) => nativeId === '2')).toMatchObject({ inReplyTo: '1', format: 'comment' })
})
