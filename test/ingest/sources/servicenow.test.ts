import { expect, test } from 'vitest'
import { servicenow } from '../../../ingest/sources/servicenow.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { servicenowService } from '../../connectors/servicenow.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = {
  type: 'servicenow' as const,
  name: 'cases',
  instance: 'halden',
  clientId: 'groundswell',
  clientSecret: 'canary-servicenow',
}

connectorContract('servicenow', {
  service: servicenowService,
  open: (root, deps) => servicenow({ ...options, everySeconds: 60 }, deps, { root, perPage: 2 }),
  idOf: ({ id }) => `sn_customerservice_case:c${id}`,
  secrets: [options.clientSecret],
  fault: /^has no readable time \(sys_created_on: ""\)$/,
  refused: /clientId or clientSecret is wrong/,
  hasDeletions: false,
})

test('more changes in one minute than a page holds are all read', async () => {
  await using connector = await openedConnector(servicenowService, (root, deps) =>
    servicenow(options, deps, { root, perPage: 4 }),
  )
  connector.service.add(10)
  connector.service.now += 5 * 60_000
  connector.service.add(9)
  expect((await connector.read()).mentions).toHaveLength(24)
})
