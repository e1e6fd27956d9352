import { expect, test } from 'vitest'
import type { SourceDeps } from '../../../ingest/mention/source-definition.ts'
import { teams } from '../../../ingest/sources/teams.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { teamsService } from '../../connectors/teams.ts'
import { connectorContract } from '../../contract/connector.ts'

const channel = '19:a@thread.tacv2'
const options = {
  type: 'teams' as const,
  name: 'chat',
  tenant: 'halden',
  clientId: 'groundswell',
  clientSecret: 'canary-teams',
  team: 't1',
  channels: [channel],
}

const open = (root: string, deps: SourceDeps) =>
  teams({ ...options, everySeconds: 60 }, deps, { api: `${root}/v1.0`, login: root })

connectorContract('teams', {
  service: teamsService(),
  open,
  idOf: ({ id }) => `${channel}:${id}`,
  secrets: [options.clientSecret],
  fault: /^has no readable time \(createdDateTime: null\)$/,
  refused: /clientId or clientSecret is wrong or expired/,
  hasOwnPositions: true,
})

test('bots and events are no mentions', async () => {
  const message = (id: string, more: object) => ({
    id,
    messageType: 'message',
    createdDateTime: '2026-11-20T10:00:00Z',
    from: { user: { id: 'u9' } },
    body: { contentType: 'text', content: `message <${id}>` },
    ...more,
  })
  const more = [
    message('a', {}),
    message('b', { from: { user: null, application: { id: 'bot' } } }),
    message('c', { messageType: 'systemEventMessage' }),
  ]
  await using connector = await openedConnector(teamsService(more), open)
  const { mentions } = await connector.read()
  expect(mentions.slice(5)).toEqual([
    expect.objectContaining({ nativeId: `${channel}:a`, text: 'message <a>', author: { id: 'u9' } }),
  ])
  expect(mentions[0]).toMatchObject({ title: 'Kettle', text: 'text of item 1', channel })
})

test('a link that has expired begins anew, and nothing comes twice', async () => {
  const gone = { validFrom: 0 }
  await using connector = await openedConnector(teamsService([], gone), open)
  const { cursor } = await connector.read()
  const [added] = connector.service.add(1)
  gone.validFrom = connector.service.now + 1
  const { mentions } = await connector.read(cursor)
  expect(mentions.map(({ nativeId }) => nativeId)).toEqual([`${channel}:${added!.id}`])
})
