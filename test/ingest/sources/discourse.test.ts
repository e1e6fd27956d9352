import { expect, test } from 'vitest'
import { discourse } from '../../../ingest/sources/discourse.ts'
import { discourseService } from '../../connectors/discourse.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = { type: 'discourse' as const, name: 'forum', apiKey: 'canary-discourse' }

connectorContract('discourse', {
  service: discourseService,
  open: (url, deps) => discourse({ ...options, url, everySeconds: 60 }, deps),
  idOf: ({ id }) => String(id),
  secrets: [options.apiKey],
  fault: /^has no readable time \(created_at: "never"\)$/,
  refused: /apiKey or apiUser is wrong/,
})

test('a reply answers its post where that is known, and otherwise its topic', async () => {
  await using connector = await openedConnector(discourseService, (url, deps) => discourse({ ...options, url }, deps))
  const { mentions } = await connector.read()
  const repliesTo = Object.fromEntries(mentions.map(({ nativeId, inReplyTo }) => [nativeId, inReplyTo]))
  expect(repliesTo).toMatchObject({ 1: undefined, 2: '1', 3: 'topic:8' })
  expect(mentions.find(({ nativeId }) => nativeId === '2')).toMatchObject({
    title: 'Kettle boils for ever',
    author: { id: 'petra', handle: 'petra' },
    url: expect.stringMatching(/\/t\/kettle-boils\/8\/2$/),
  })
})
