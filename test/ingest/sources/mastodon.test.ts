import { expect, test } from 'vitest'
import { mastodon } from '../../../ingest/sources/mastodon.ts'
import { idOf, mastodonService } from '../../connectors/mastodon.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = { type: 'mastodon' as const, name: 'fedi', hashtags: ['halden'], accessToken: 'canary-mastodon' }

connectorContract('mastodon', {
  service: mastodonService(),
  open: (url, deps) => mastodon({ ...options, url, everySeconds: 60 }, deps),
  idOf,
  secrets: [options.accessToken],
  fault: /^has no readable time \(created_at: null\)$/,
  refused: /accessToken is missing, wrong or revoked/,
})

const access = (hashtag: object) => mastodonService({ timelines_access: { hashtag_feeds: hashtag } })

test('a timeline that is switched off is a failure, not a silence', async () => {
  const service = access({ local: 'disabled', remote: 'disabled' })
  await using connector = await openedConnector(service, (url, deps) => mastodon({ ...options, url }, deps))
  await expect(connector.read()).rejects.toThrow(/has switched these timelines off/)
})

test('a timeline for users only needs a token', async () => {
  const service = access({ local: 'authenticated', remote: 'disabled' })
  const { accessToken: _accessToken, ...without } = options
  await using anonymous = await openedConnector(service, (url, deps) => mastodon({ ...without, url }, deps))
  await expect(anonymous.read()).rejects.toThrow(/accessToken is missing/)
  await using connector = await openedConnector(service, (url, deps) => mastodon({ ...options, url }, deps))
  expect((await connector.read()).mentions).toHaveLength(5)
})

test('a post has its author and language, and answers another', async () => {
  await using connector = await openedConnector(mastodonService(), (url, deps) => mastodon({ ...options, url }, deps))
  const { mentions } = await connector.read()
  expect(mentions.find(({ nativeId }) => nativeId === '900')).toMatchObject({
    text: 'text of item 2',
    inReplyTo: '800',
    author: { id: '9', handle: 'ida', followers: 40 },
    fields: { language: 'en' },
  })
})
