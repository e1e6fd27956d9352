import { expect, test } from 'vitest'
import { salesforce } from '../../../ingest/sources/salesforce.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { salesforceService } from '../../connectors/salesforce.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = {
  type: 'salesforce' as const,
  name: 'cases',
  domain: 'halden',
  clientId: 'groundswell',
  clientSecret: 'canary-salesforce',
}

connectorContract('salesforce', {
  service: salesforceService,
  open: (root, deps) => salesforce({ ...options, everySeconds: 60 }, deps, root),
  idOf: ({ id }) => `case:500xx${id}`,
  secrets: [options.clientSecret],
  fault: /^has no readable time \(CreatedDate: null\)$/,
  refused: /clientId or clientSecret is wrong/,
})

test('a case has its title, origin, link and author', async () => {
  await using connector = await openedConnector(salesforceService, (root, deps) => salesforce(options, deps, root))
  expect((await connector.read()).mentions[0]).toMatchObject({
    title: 'Kettle does not switch off',
    channel: 'Web',
    url: expect.stringMatching(/\/lightning\/r\/Case\/500xx1\/view$/),
    author: { id: 'petra@halden.example' },
  })
})
