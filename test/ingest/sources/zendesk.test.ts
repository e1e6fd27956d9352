import { describe, expect, test } from 'vitest'
import { zendesk } from '../../../ingest/sources/zendesk.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { zendeskService, type StubComment } from '../../connectors/zendesk.ts'
import { connectorContract } from '../../contract/connector.ts'

const clientSecret = 'canary-zendesk-5e8f'
const options = { type: 'zendesk' as const, name: 'desk', subdomain: 'halden', clientId: 'groundswell', clientSecret }

connectorContract('zendesk', {
  service: zendeskService(),
  open: (root, deps) => zendesk({ ...options, everySeconds: 60 }, deps, root),
  idOf: ({ id }) => `ticket:${id}`,
  secrets: [clientSecret],
  fault: /^has no readable time \(created_at: "yesterday"\)$/,
  refused: /clientId or clientSecret is wrong or expired/,
  hasServiceCursor: true,
})

const comments: StubComment[] = [
  { id: 71, ticket: 1, body: 'text of item 1', author: 501, isPublic: true, isFirst: true },
  { id: 72, ticket: 1, body: 'It happened again', author: 501, isPublic: true },
  { id: 73, ticket: 2, body: 'We are sorry', author: 900, isPublic: true },
  { id: 74, ticket: 3, body: 'he is right, but do not say so', author: 900, isPublic: false },
  { id: 75, ticket: 4, body: 'a note that was made private', author: 501, isPublic: false },
  { id: 76, ticket: 5, body: 'Any news?', author: 501, isPublic: true },
]

describe('zendesk', () => {
  test('the comments of customers answer their ticket; first, private and agents’ comments are no mentions', async () => {
    await using connector = await openedConnector(zendeskService(comments), (root, deps) =>
      zendesk(options, deps, root),
    )
    const { mentions, answers } = await connector.read()
    // Of the public comment of the agent.
    expect(answers.map(({ to }) => to)).toEqual(['ticket:2'])
    expect(mentions.filter(({ inReplyTo }) => inReplyTo)).toEqual([
      expect.objectContaining({ nativeId: 'comment:72', inReplyTo: 'ticket:1', text: 'It happened again' }),
      expect.objectContaining({ nativeId: 'comment:76', inReplyTo: 'ticket:5', author: { id: '501' } }),
    ])
    expect(mentions).toHaveLength(7)
  })

  test('a deleted ticket is deleted with its comments, and later comments on it are left out', async () => {
    await using connector = await openedConnector(zendeskService(comments), (root, deps) =>
      zendesk(options, deps, root),
    )
    connector.service.remove(connector.service.items[0]!)
    connector.service.now += 60_000
    const { mentions, deletions } = await connector.read()
    expect(deletions).toEqual([expect.objectContaining({ id: 'ticket:1', withReplies: true })])
    expect(mentions.map(({ nativeId }) => nativeId)).not.toContain('comment:72')
    expect(mentions.map(({ nativeId }) => nativeId)).toContain('comment:76')
  })

  test('a ticket states its author, place and channel', async () => {
    await using connector = await openedConnector(zendeskService(), (root, deps) => zendesk(options, deps, root))
    const { mentions } = await connector.read()
    expect(mentions[0]).toMatchObject({
      title: 'Kettle does not switch off',
      text: 'text of item 1',
      channel: 'email',
      format: 'ticket',
      author: { id: '501' },
      url: expect.stringMatching(/\/agent\/tickets\/1$/),
    })
  })

  test('the exports are asked ten times a minute at most', async () => {
    await using connector = await openedConnector(zendeskService(), (root, deps) => zendesk(options, deps, root))
    connector.service.add(40)
    connector.service.now += 120_000
    const from = connector.service.now
    expect((await connector.read()).mentions).toHaveLength(45)
    expect(connector.service.requests.length).toBeGreaterThan(20)
    expect(connector.service.now - from).toBeGreaterThan(60_000)
  })
})
