import { expect, test } from 'vitest'
import { stackExchange, stackExchangeSource } from '../../../ingest/sources/stack-exchange.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { stackExchangeService } from '../../connectors/stack-exchange.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = {
  type: 'stack-exchange' as const,
  name: 'questions',
  site: 'stackoverflow',
  tags: ['halden-api'],
  key: 'canary-stack-exchange',
}

connectorContract('stack-exchange', {
  service: stackExchangeService(),
  open: (root, deps) => stackExchange({ ...options, everySeconds: 60 }, deps, root),
  idOf: ({ id }) => `question:${id}`,
  secrets: [options.key],
  fault: /^has no readable time \(creation_date: null\)$/,
  refused: /key is wrong/,
  hasDeletions: false,
})

test('`backoff` is waited for before the next request', async () => {
  await using connector = await openedConnector(stackExchangeService({ backoff: 40 }), (root, deps) =>
    stackExchange(options, deps, root),
  )
  const before = connector.service.now
  const { mentions } = await connector.read()
  const waits = connector.service.requests.length - 1
  expect(waits).toBeGreaterThan(1)
  expect(connector.service.now - before).toBeGreaterThanOrEqual(waits * 40_000)
  expect(mentions[0]).toMatchObject({
    title: "Kettle doesn't switch off",
    text: 'text of item 1',
    author: { id: '7', handle: "Petra O'Hara" },
    url: 'https://stackoverflow.com/questions/1/kettle',
  })
})

test('an entry needs a query or tags', () => {
  const { tags: _, ...bare } = options
  expect(stackExchangeSource.faults!(bare)).toEqual([{ key: 'query', fault: 'is missing: give query or tags' }])
})
