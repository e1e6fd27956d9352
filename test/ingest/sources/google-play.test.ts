import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { googlePlay } from '../../../ingest/sources/google-play.ts'
import { googlePlayService } from '../../connectors/google-play.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { connectorContract } from '../../contract/connector.ts'

const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const privateKey = key.export({ type: 'pkcs8', format: 'pem' }).replaceAll('\n', String.raw`\n`)
const options = {
  type: 'google-play' as const,
  name: 'play',
  packageName: 'com.halden.app',
  clientEmail: 'groundswell@halden.iam.example',
  privateKey,
}
const roots = (root: string) => ({ api: `${root}/v3`, token: `${root}/token` })
const dayMs = 86_400_000

connectorContract('google-play', {
  service: googlePlayService(key),
  open: (root, deps) => googlePlay({ ...options, everySeconds: 60 }, deps, roots(root)),
  idOf: ({ id }) => `r${id}`,
  secrets: [privateKey, privateKey.split(String.raw`\n`)[1]!],
  fault: /^has no readable time \(comments\.0\.userComment\.lastModified\.seconds: /,
  refused: /clientEmail or privateKey is wrong/,
  hasCreatedAt: false,
  hasDeletions: false,
})

test('a review has its stars, version and language; a title before a tab', async () => {
  await using connector = await openedConnector(googlePlayService(key), (root, deps) =>
    googlePlay(options, deps, roots(root)),
  )
  connector.service.items[0]!.text = 'Bad\tIt lost the pairing'
  const { mentions, answers } = await connector.read()
  // Every review of the fixture has an answer of the developer.
  expect(answers.find(({ to }) => to === 'r1')).toEqual({ to: 'r1', at: 1_795_168_900_000 })
  expect(mentions).toHaveLength(5)
  expect(mentions.find(({ nativeId }) => nativeId === 'r1')).toMatchObject({
    title: 'Bad',
    text: 'It lost the pairing',
    rating: 2,
    author: { id: 'Jane' },
    fields: { version: '4.2.0', language: 'en' },
  })
})

test('after more than a week the gap says that reviews are missing', async () => {
  await using connector = await openedConnector(googlePlayService(key), (root, deps) =>
    googlePlay(options, deps, roots(root)),
  )
  const { cursor } = await connector.read()
  connector.service.now += 9 * dayMs
  expect((await connector.read(cursor)).gap).toMatchObject({ reason: expect.stringMatching(/older ones were missed/) })
})

test('a key that is none is a failure that names the option', async () => {
  await using connector = await openedConnector(googlePlayService(key), (root, deps) =>
    googlePlay({ ...options, privateKey: 'canary-no-key' }, deps, roots(root)),
  )
  await expect(connector.read()).rejects.toThrow(/^privateKey is no private key in PEM/)
})
