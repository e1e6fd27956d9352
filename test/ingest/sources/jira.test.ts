import { expect, test } from 'vitest'
import { jira } from '../../../ingest/sources/jira.ts'
import { jiraService } from '../../connectors/jira.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = {
  type: 'jira' as const,
  name: 'desk',
  site: 'halden',
  project: 'HELP',
  user: 'desk@halden.example',
  apiToken: 'canary-jira',
}

connectorContract('jira', {
  service: jiraService(),
  open: (root, deps) => jira({ ...options, everySeconds: 60 }, deps, root),
  idOf: ({ id }) => `request:${10_000 + id}`,
  secrets: [options.apiToken, Buffer.from(`${options.user}:${options.apiToken}`).toString('base64')],
  fault: /^has no readable time \(created: "then"\)$/,
  refused: /user or apiToken is wrong/,
  hasDeletions: false,
})

test('public comments of customers answer their request, also those that the search leaves out', async () => {
  const comment = (id: string, accountType: string, jsdPublic = true) => ({
    id,
    body: `comment ${id}`,
    created: '2026-11-20T10:30:00.000+0000',
    author: { accountId: `${accountType}-1`, accountType },
    jsdPublic,
  })
  const comments = [
    comment('1', 'customer'),
    comment('2', 'atlassian'),
    comment('3', 'customer', false),
    comment('4', 'customer'),
    comment('5', 'atlassian', false),
  ]
  await using connector = await openedConnector(jiraService(comments), (root, deps) => jira(options, deps, root))
  const { mentions, answers, cursor } = await connector.read()
  expect(answers).toEqual([{ to: 'request:10001', at: Date.UTC(2026, 10, 20, 10, 30) }])
  expect((await connector.read(cursor)).answers).toEqual([])
  const answer = { inReplyTo: 'request:10001', author: { id: 'customer-1' } }
  expect(mentions.filter(({ inReplyTo }) => inReplyTo)).toEqual([
    expect.objectContaining({ ...answer, nativeId: 'comment:1', text: 'comment 1' }),
    expect.objectContaining({ ...answer, nativeId: 'comment:4' }),
  ])
  expect(mentions[0]).toMatchObject({
    title: 'Kettle does not switch off',
    url: expect.stringMatching(/\/browse\/HELP-1$/),
  })
})
