import { expect, test } from 'vitest'
import { slack } from '../../../ingest/sources/slack.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { slackService, stamp, type StubReply } from '../../connectors/slack.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = { type: 'slack' as const, name: 'chat', token: 'canary-slack', channels: ['C1'] }

connectorContract('slack', {
  service: slackService(),
  open: (root, deps) => slack({ ...options, everySeconds: 60 }, deps, root),
  idOf: (item) => `C1:${stamp(item)}`,
  secrets: [options.token],
  fault: /^has no ts$/,
  refused: /token is wrong, or the app lacks channels:history/,
})

const opened = (service: ReturnType<typeof slackService>, more: object = {}) =>
  openedConnector(service, (root, deps) => slack({ ...options, ...more, everySeconds: 60 }, deps, root))

test('replies in a thread answer its message, and come once', async () => {
  const replies: StubReply[] = [{ ts: '1795174000.000100', text: 'me too' }]
  await using connector = await opened(slackService(replies))
  const { mentions, cursor } = await connector.read()
  const parent = `C1:${stamp(connector.service.items.at(-1)!)}`
  expect(mentions.filter(({ inReplyTo }) => inReplyTo)).toEqual([
    expect.objectContaining({ nativeId: 'C1:1795174000.000100', text: 'me too', inReplyTo: parent }),
  ])
  const asked = () => connector.service.requests.filter(({ path }) => path === '/conversations.replies').length
  const second = await connector.read(cursor)
  expect([second.mentions, asked()]).toEqual([[], 1])
  replies.push({ ts: '1795174100.000100', text: 'and me' })
  expect((await connector.read(second.cursor)).mentions.map(({ text }) => text)).toEqual(['and me'])
})

test('joins and bots are no mentions, a tombstone is a deletion, and markup is text', async () => {
  const message = (id: number, more: object) => ({ type: 'message', user: 'U2', ts: `1795170000.00000${id}`, ...more })
  const more = [
    message(1, { text: 'joined', subtype: 'channel_join' }),
    message(2, { text: '1 new alert', bot_id: 'B1' }),
    message(3, { text: '', subtype: 'tombstone' }),
    message(4, { text: '<@U7> the &lt;K3&gt; of <https://halden.example|Halden> &amp; <#C2|returns>' }),
  ]
  await using connector = await opened(slackService([], more))
  const { mentions, deletions } = await connector.read()
  expect(mentions.filter(({ author }) => author?.id === 'U2').map(({ text }) => text)).toEqual([
    '@… the <K3> of Halden & returns',
  ])
  expect(deletions.map(({ id }) => id)).toEqual(['C1:1795170000.000003'])
})

test('a refusal with status 200 is a failure with its code and the remedy', async () => {
  await using connector = await opened(slackService(), { channels: ['C2'] })
  await expect(connector.read()).rejects.toMatchObject({
    state: 'failing',
    message: expect.stringMatching(/^Slack refused conversations.history \(channel_not_found\)\. token is wrong/),
  })
})
