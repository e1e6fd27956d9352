import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { tokenCredential } from './poll/credential.ts'
import { inTurn } from './poll/in-turn.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf } from './poll/keys.ts'
import { newestFirst, type NewestFirst } from './poll/newest-first.ts'
import { requestToken } from './poll/oauth.ts'

const googleBusinessOptions = Type.Object(
  {
    type: Type.Literal('google-business'),
    name: SourceName,
    account: Type.String({ pattern: '^\\d+$', description: 'The id of the account.', examples: ['112233445566'] }),
    locations: Type.Array(Type.String({ pattern: '^\\d+$' }), {
      minItems: 1,
      maxItems: 100,
      description: 'Ids of verified locations.',
      examples: [['998877665544']],
    }),
    clientId: Type.String({
      minLength: 1,
      description: 'The id of the OAuth client.',
      examples: ['1234.apps.googleusercontent.com'],
    }),
    clientSecret: secretOf('The secret of the OAuth client.', 'GOOGLE_SECRET'),
    refreshToken: secretOf('A refresh token of an owner or manager of the locations.', 'GOOGLE_REFRESH_TOKEN'),
    everySeconds: everySecondsOf(900, 300),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)
type GoogleBusinessOptions = Static<typeof googleBusinessOptions>

export const googleBusinessSource = defineSource({
  type: 'google-business',
  mostDays: 30,
  options: googleBusinessOptions,
  open: (options, deps) => [googleBusiness(options, deps)],
})

/** By id of the location; keys are times of change in epoch ms. */
type State = Record<string, NewestFirst<string>>

const publicRoots = { api: 'https://mybusiness.googleapis.com/v4', token: 'https://oauth2.googleapis.com/token' }
/** 300 a minute, once Google has approved the project. */
const allowance = { requests: 100, perMs: 60_000 }
const perPage = 50
const remedy =
  'clientId, clientSecret or refreshToken is wrong or revoked, or Google has not approved the project for the Business Profile APIs'

/**
 * Reviews of the company's own places in Google Maps and Search, those that were changed last first. Reviews without a text have only
 * stars and are left out.
 *
 * Terms: the policies of the Business Profile APIs allow their use to manage places of one's own and to report on them, and nothing
 * else. The list does not tell of deletions. Pages after the first may miss a review (a known issue of June 2026); page one is whole.
 */
export function googleBusiness(options: GoogleBusinessOptions, deps: SourceDeps, roots = publicRoots): Source {
  return connectorSource<State>(
    {
      ...pollingOf(googleBusinessOptions, options),
      api: { root: roots.api, credential: refreshed(options, deps, roots.token), allowance },
      remembered: 2_000,
      poll: (polled) =>
        inTurn(options.locations, polled.state, (location, before) =>
          reviews(polled, `/accounts/${options.account}/locations/${location}/reviews`, before),
        ),
    },
    deps,
  )
}

async function* reviews(
  { api, since, now }: Polled<State>,
  path: string,
  before: NewestFirst<string> = {},
): AsyncGenerator<Batch<NewestFirst<string>>> {
  const walked = newestFirst<string>(before, { since, now }, async (pageToken) => {
    const { body } = await api.get(path, { pageSize: perPage, orderBy: 'updateTime desc', pageToken })
    // Google leaves empty lists out, and gives null for what is gone.
    const { raw } = body.item('reviews')
    const found = raw === undefined ? [] : body.list('reviews').filter((review) => review.raw !== null)
    const keys = keysOf(found, (review) => review.time('updateTime'), now)
    return { read: readItems(found, toReadings), keys, next: body.text('nextPageToken') || undefined }
  })
  for await (const { read, state } of walked) yield { ...read, state }
}

const stars = ['ONE', 'TWO', 'THREE', 'FOUR', 'FIVE']

function toReadings(review: Item): Reading[] {
  const isAnswered = review.text('reviewReply.updateTime') !== ''
  const at = isAnswered ? review.time('reviewReply.updateTime') : 0
  return [toReview(review), ...(isAnswered ? [{ answer: { to: review.id('reviewId'), at } }] : [])]
}

function toReview(review: Item): Reading {
  // The same review may be given with a translation before or after its own text.
  const text = original(review.text('comment'))
  const [name, rating] = [review.text('reviewer.displayName'), stars.indexOf(review.text('starRating')) + 1]
  const isNamed = name !== '' && !review.is('reviewer.isAnonymous')
  return {
    nativeId: review.id('reviewId'),
    createdAt: review.time('createTime'),
    text,
    format: 'review',
    ...(isNamed && { author: { id: name, handle: name } }),
    ...(rating > 0 && { rating }),
  }
}

function original(comment: string): string {
  const [before, after] = comment.split('\n\n(Original)\n')
  return after ?? before!.split('\n\n(Translated by Google)')[0]!
}

function refreshed(
  { clientId, clientSecret, refreshToken }: GoogleBusinessOptions,
  deps: SourceDeps,
  tokenUrl: string,
) {
  const secrets = [clientSecret, refreshToken]
  const grant = () => ({
    grant_type: 'refresh_token',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
  })
  const request = { tokenUrl, grant, encoding: 'form' as const, secrets, remedy }
  const obtain = (signal: AbortSignal) => requestToken(request, deps, signal)
  return tokenCredential({ secrets, remedy, clock: deps.clock, obtain })
}
