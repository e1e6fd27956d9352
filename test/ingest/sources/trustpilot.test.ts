import type { StubDescription } from '../../connectors/stub-service.ts'
import { expect, test } from 'vitest'
import { trustpilot } from '../../../ingest/sources/trustpilot.ts'
import { openedConnector } from '../../connectors/opened.ts'
import { trustpilotService, unit } from '../../connectors/trustpilot.ts'
import { connectorContract } from '../../contract/connector.ts'

const options = { type: 'trustpilot' as const, name: 'reviews', businessUnit: unit, apiKey: 'canary-trustpilot' }

connectorContract('trustpilot', {
  service: trustpilotService,
  open: (root, deps) => trustpilot({ ...options, everySeconds: 60 }, deps, root),
  idOf: ({ id }) => `t${id}`,
  secrets: [options.apiKey],
  fault: /^has no readable time \(createdAt: null\)$/,
  refused: /apiKey is wrong/,
  hasDeletions: false,
})

test('a review has its stars, title, author, language and link', async () => {
  await using connector = await openedConnector(trustpilotService, (root, deps) => trustpilot(options, deps, root))
  expect((await connector.read()).mentions[0]).toMatchObject({
    nativeId: 't5',
    rating: 1,
    title: 'Boils for ever',
    author: { id: '507f19', handle: 'Petra' },
    fields: { language: 'en' },
    url: 'https://www.trustpilot.com/reviews/t5',
  })
})

test('the reply of the company is an answer and no mention', async () => {
  const service: StubDescription = {
    ...trustpilotService,
    answer(request, state, root) {
      const { body } = trustpilotService.answer(request, state, root) as { body: { reviews: { id: string }[] } }
      const companyReply = { text: 'We are sorry', createdAt: '2026-11-20T11:30:00Z', updatedAt: null }
      return { body: { reviews: body.reviews.map((each) => (each.id === 't4' ? { ...each, companyReply } : each)) } }
    },
  }
  await using connector = await openedConnector(service, (root, deps) => trustpilot(options, deps, root))
  const { answers, mentions } = await connector.read()
  expect(answers).toEqual([{ to: 't4', at: Date.UTC(2026, 10, 20, 11, 30) }])
  expect(mentions).toHaveLength(5)
})
