import { expect, test } from 'vitest'
import { googleBusiness } from '../../../ingest/sources/google-business.ts'
import type { SourceDeps } from '../../../ingest/mention/source-definition.ts'
import { googleBusinessService } from '../../connectors/google-business.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = {
  type: 'google-business' as const,
  name: 'places',
  account: '1',
  locations: ['55', '56'],
  clientId: 'groundswell',
  clientSecret: 'canary-business',
  refreshToken: 'canary-refresh',
}

const open = (root: string, deps: SourceDeps) =>
  googleBusiness({ ...options, everySeconds: 60 }, deps, { api: `${root}/v4`, token: `${root}/token` })

connectorContract('google-business', {
  service: googleBusinessService(),
  open,
  idOf: ({ id }) => `r${id}`,
  secrets: [options.clientSecret, options.refreshToken],
  fault: /^has no readable time \(createTime: ""\)$/,
  refused: /clientId, clientSecret or refreshToken is wrong/,
  hasDeletions: false,
})

test('stars without a text and what is null are left out; of a translated review the original is read', async () => {
  const times = { createTime: '2026-11-20T10:00:00Z', updateTime: '2026-11-20T10:00:00Z' }
  const review = (reviewId: string, comment?: string) => ({
    reviewId,
    ...times,
    starRating: 'THREE',
    reviewer: { isAnonymous: true, displayName: 'A Google user' },
    ...(comment !== undefined && { comment }),
  })
  const service = googleBusinessService([
    null,
    review('a'),
    review('b', 'Gut.\n\n(Translated by Google)\nGood.'),
    review('c', '(Translated by Google) Good.\n\n(Original)\nGut.'),
  ])
  await using connector = await openedConnector(service, open)
  const { mentions, rejected, answers } = await connector.read()
  expect(answers.map(({ to }) => to)).not.toContain('b')
  expect(answers).toContainEqual({ to: 'r1', at: Date.UTC(2026, 10, 20, 11) })
  expect(rejected).toEqual([])
  expect(mentions.filter(({ nativeId }) => /^[abc]$/.test(nativeId))).toEqual([
    expect.objectContaining({ nativeId: 'b', text: 'Gut.', rating: 3 }),
    expect.objectContaining({ nativeId: 'c', text: 'Gut.' }),
  ])
  expect(mentions.find(({ nativeId }) => nativeId === 'b')).not.toHaveProperty('author')
  expect(mentions.find(({ nativeId }) => nativeId === 'r1')).toMatchObject({ rating: 2, author: { handle: 'Petra' } })
})
