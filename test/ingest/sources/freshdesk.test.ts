import { expect, test } from 'vitest'
import { freshdesk } from '../../../ingest/sources/freshdesk.ts'
import { freshdeskService } from '../../connectors/freshdesk.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = { type: 'freshdesk' as const, name: 'desk', subdomain: 'halden', apiKey: 'canary-freshdesk' }

connectorContract('freshdesk', {
  service: freshdeskService,
  open: (root, deps) => freshdesk({ ...options, everySeconds: 60 }, deps, root),
  idOf: ({ id }) => `ticket:${id}`,
  secrets: [options.apiKey, Buffer.from('canary-freshdesk:X').toString('base64')],
  fault: /^has no readable time \(created_at: ""\)$/,
  refused: /apiKey is wrong/,
})

test('a long list is read by moving its beginning, never by a deep page', async () => {
  await using connector = await openedConnector(freshdeskService, (root, deps) => freshdesk(options, deps, root))
  for (let i = 0; i < 10; i++) {
    connector.service.now += 2_000
    connector.service.add(2)
  }
  expect((await connector.read()).mentions).toHaveLength(25)
})
