import { expect, test } from 'vitest'
import { intercom } from '../../../ingest/sources/intercom.ts'
import { intercomService } from '../../connectors/intercom.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = { type: 'intercom' as const, name: 'chat', accessToken: 'canary-intercom' }

connectorContract('intercom', {
  service: intercomService(),
  open: (root, deps) => intercom({ ...options, everySeconds: 60 }, deps, root),
  idOf: ({ id }) => `conversation:${id}`,
  secrets: [options.accessToken],
  fault: /^has no readable time \(created_at: null\)$/,
  refused: /accessToken is wrong or expired/,
})

test('replies of customers answer their conversation; notes and what teammates and bots write are no mentions', async () => {
  const part = (id: string, type: string, more: object = {}) => ({
    type: 'conversation_part',
    id,
    part_type: 'comment',
    body: `<p>part ${id}</p>`,
    created_at: 1_795_170_000,
    author: { type, id: `${type}-1` },
    redacted: false,
    ...more,
  })
  const parts = [
    part('a', 'user'),
    part('b', 'admin'),
    part('f', 'admin', { part_type: 'note' }),
    part('g', 'admin', { part_type: 'assignment', body: null }),
    part('c', 'bot'),
    part('d', 'user', { part_type: 'note' }),
    part('e', 'lead', { redacted: true, body: null }),
  ]
  await using connector = await openedConnector(intercomService(parts), (root, deps) => intercom(options, deps, root))
  const { mentions, deletions, answers } = await connector.read()
  expect(answers).toEqual([{ to: 'conversation:1', at: 1_795_170_000_000 }])
  expect(mentions.filter(({ inReplyTo }) => inReplyTo)).toEqual([
    expect.objectContaining({
      nativeId: 'part:a',
      text: 'part a',
      inReplyTo: 'conversation:1',
      author: { id: 'user-1' },
    }),
  ])
  expect(deletions.map(({ id }) => id)).toEqual(['part:e'])
  expect(mentions).toHaveLength(6)
})
