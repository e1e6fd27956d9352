import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { connectorSource } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { fixedCredential } from './poll/credential.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf } from './poll/keys.ts'
import { newestFirst, type NewestFirst } from './poll/newest-first.ts'

const trustpilotOptions = Type.Object(
  {
    type: Type.Literal('trustpilot'),
    name: SourceName,
    businessUnit: Type.String({
      pattern: '^[0-9a-f]{24}$',
      description: 'The id of the business unit.',
      examples: ['507f191e810c19729de860ea'],
    }),
    apiKey: secretOf('The API key of an application of the business account.', 'TRUSTPILOT_KEY'),
    everySeconds: everySecondsOf(900, 300),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)

export const trustpilotSource = defineSource({
  type: 'trustpilot',
  options: trustpilotOptions,
  open: (options, deps) => [trustpilot(options, deps)],
})

/** Keys are times of creation in epoch ms. */
type State = NewestFirst<number>

const publicRoot = 'https://api.trustpilot.com/v1'
/** 833 requests in 5 minutes and 10,000 an hour are the guidance. */
const allowance = { requests: 100, perMs: 60_000 }
const perPage = 100
const remedy =
  'apiKey is wrong, or its application may not use the API: see Integrations, API applications in Trustpilot Business'

/**
 * Reviews of the company on Trustpilot, the newest first, by the official API, which is an add-on to paid plans.
 *
 * Terms: those of the company's API contract; pages of the site must not be read by programs. The list does not tell of deletions:
 * Trustpilot's webhook does.
 */
export function trustpilot(options: Static<typeof trustpilotOptions>, deps: SourceDeps, root = publicRoot): Source {
  const { apiKey, businessUnit } = options
  const credential = fixedCredential({ headers: { apikey: apiKey }, secrets: [apiKey], remedy })
  return connectorSource<State>(
    {
      ...pollingOf(trustpilotOptions, options),
      api: { root, credential, allowance },
      remembered: 1_000,
      async *poll({ api, state = {}, since, now }) {
        const walked = newestFirst<number>(state, { since, now }, async (page = 1) => {
          const query = { orderBy: 'createdat.desc', perPage, page }
          const { body } = await api.get(`/business-units/${businessUnit}/reviews`, query)
          const reviews = body.list('reviews')
          const keys = keysOf(reviews, (review) => review.time('createdAt'), now)
          return { read: readItems(reviews, toReadings), keys, next: reviews.length === 0 ? undefined : page + 1 }
        })
        for await (const { read, state: next } of walked) yield { ...read, state: next }
      },
    },
    deps,
  )
}

function toReadings(review: Item): Reading[] {
  const isAnswered = review.text('companyReply.createdAt') !== ''
  const at = isAnswered ? review.time('companyReply.createdAt') : 0
  return [toReview(review), ...(isAnswered ? [{ answer: { to: review.id('id'), at } }] : [])]
}

function toReview(review: Item): Reading {
  const id = review.id('id')
  if (review.text('status') === 'deleted') return { deleted: id }
  const [author, handle] = [review.text('consumer.id'), review.text('consumer.displayName')]
  const [title, language] = [review.text('title'), review.text('language')]
  const rating = review.number('stars')
  return {
    nativeId: id,
    createdAt: review.time('createdAt'),
    text: review.text('text') || title,
    ...(title && { title }),
    format: 'review',
    url: `https://www.trustpilot.com/reviews/${id}`,
    ...(author && { author: { id: author, ...(handle && { handle }) } }),
    ...(rating !== undefined && { rating }),
    ...(language && { fields: { language } }),
  }
}
