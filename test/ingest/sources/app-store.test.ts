import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { appStore } from '../../../ingest/sources/app-store.ts'
import { connectService, feedService } from '../../connectors/app-store.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { connectorContract } from '../../contract/connector.ts'

const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const privateKey = key.export({ type: 'pkcs8', format: 'pem' })
const options = { type: 'app-store' as const, name: 'ios', appId: '123', everySeconds: 60 }
const withKey = { ...options, keyId: 'K1', issuerId: 'I1', privateKey }
const roots = (root: string) => ({ connect: root, feeds: root })

connectorContract('app-store with a key', {
  service: connectService(key),
  open: (root, deps) => appStore(withKey, deps, roots(root)),
  idOf: ({ id }) => String(id),
  secrets: [privateKey, privateKey.split('\n')[1]!],
  fault: /^has no readable time \(attributes\.createdDate: null\)$/,
  refused: /keyId, issuerId or privateKey is wrong/,
  hasDeletions: false,
})

connectorContract('app-store without a key', {
  service: feedService,
  open: (root, deps) => appStore(options, deps, roots(root)),
  idOf: ({ id }) => String(id),
  secrets: [],
  hasCreatedAt: false,
  fault: /^has no readable time \(updated\.label: nothing\)$/,
  hasDeletions: false,
})

test('a review has its stars, title and country', async () => {
  await using connector = await openedConnector(connectService(key), (root, deps) =>
    appStore(withKey, deps, roots(root)),
  )
  expect((await connector.read()).mentions[0]).toMatchObject({
    rating: 2,
    title: 'Pairing lost',
    fields: { country: 'DEU' },
  })
  await using feeds = await openedConnector(feedService, (root, deps) => appStore(options, deps, roots(root)))
  expect((await feeds.read()).mentions[0]).toMatchObject({ rating: 2, fields: { country: 'us', version: '4.2.0' } })
})

test('a feed with one review is read, and one that is empty afterwards is a failure and no silence', async () => {
  await using connector = await openedConnector(feedService, (root, deps) => appStore(options, deps, roots(root)))
  connector.service.items.splice(1)
  const { mentions, cursor } = await connector.read()
  expect(mentions).toHaveLength(1)
  connector.service.items.length = 0
  await expect(connector.read(cursor)).rejects.toThrow('the feed of us is empty although it had reviews before')
})

test('more new reviews than the feed holds are a gap', async () => {
  await using connector = await openedConnector(feedService, (root, deps) => appStore(options, deps, roots(root)))
  const { cursor } = await connector.read()
  for (let i = 0; i < 40; i++) {
    connector.service.now += 1_000
    connector.service.add(1)
  }
  const { gap, mentions } = await connector.read(cursor)
  expect(mentions).toHaveLength(30)
  expect(gap).toMatchObject({ reason: expect.stringMatching(/^more than 500 reviews in us/) })
})

test('a key that is none, or has no id, is a failure that names the option', async () => {
  const failing = async (more: object) => {
    await using connector = await openedConnector(connectService(key), (root, deps) =>
      appStore({ ...withKey, ...more }, deps, roots(root)),
    )
    return connector.read().catch((error: Error) => error.message)
  }
  expect(await failing({ privateKey: 'canary' })).toMatch(/^privateKey is no EC private key/)
  expect(await failing({ keyId: undefined })).toBe('privateKey needs keyId and issuerId')
})

test('a published response of the developer is an answer and no mention', async () => {
  await using connector = await openedConnector(connectService(key), (root, deps) =>
    appStore(withKey, deps, roots(root)),
  )
  const { answers, mentions } = await connector.read()
  expect(answers).toEqual([{ to: '5', at: connector.service.items[4]!.createdAt + 60_000 }])
  expect(mentions).toHaveLength(5)
})
