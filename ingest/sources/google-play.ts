import { Type, type Static } from 'typebox'
import { SourceFailed, type Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { isPlaceholder } from '../read/cell-values.ts'
import { connectorSource } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { tokenCredential } from './poll/credential.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { privateKeyOf, secretsOfKey, signedJwt } from './poll/jwt.ts'
import { keysOf } from './poll/keys.ts'
import { newestFirst, type NewestFirst } from './poll/newest-first.ts'
import { requestToken } from './poll/oauth.ts'

const googlePlayOptions = Type.Object(
  {
    type: Type.Literal('google-play'),
    name: SourceName,
    packageName: Type.String({ pattern: '^[\\w.]+$', description: 'The id of the app.', examples: ['com.halden.app'] }),
    clientEmail: Type.String({
      minLength: 1,
      description: 'client_email of the service account.',
      examples: ['groundswell@halden.iam.gserviceaccount.com'],
    }),
    privateKey: secretOf('private_key of the service account.', 'PLAY_KEY'),
    everySeconds: everySecondsOf(3_600, 300),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)
type GooglePlayOptions = Static<typeof googlePlayOptions>

export const googlePlaySource = defineSource({
  type: 'google-play',
  options: googlePlayOptions,
  open: (options, deps) => [googlePlay(options, deps)],
})

/** Keys are times of change in epoch ms. */
interface State extends NewestFirst<string> {
  /** Epoch ms of the last poll that reached its end. */
  readAt?: number
}

/** 3,000 a minute for a project; far less is needed. */
const allowance = { requests: 60, perMs: 60_000 }
const perPage = 100
const weekMs = 7 * 86_400_000
const publicRoots = {
  api: 'https://androidpublisher.googleapis.com/androidpublisher/v3',
  token: 'https://oauth2.googleapis.com/token',
}
const remedy =
  'clientEmail or privateKey is wrong, or the service account lacks the permission to reply to reviews: invite it under Users and permissions in the Play Console'

/**
 * Reviews with a text, those that were changed last first. Google gives those of the last week only: a pause of a week is a gap.
 *
 * Terms: the reviews are given to the developer of the app; the API tells of no deletions and states no limit to keeping.
 */
export function googlePlay(options: GooglePlayOptions, deps: SourceDeps, roots = publicRoots): Source {
  return connectorSource<State>(
    {
      ...pollingOf(googlePlayOptions, options),
      api: { root: roots.api, credential: serviceAccount(options, deps, roots.token), allowance },
      remembered: 1_000,
      async *poll({ api, state = {}, since, now }) {
        const path = `/applications/${options.packageName}/reviews`
        const gap = gapOf(state.readAt, now)
        const walked = newestFirst<string>(state, { since, now }, async (token) => {
          const { body } = await api.get(path, { maxResults: perPage, token })
          // Google leaves empty lists out.
          const reviews = body.item('reviews').raw === undefined ? [] : body.list('reviews')
          const next = body.text('tokenPagination.nextPageToken') || undefined
          return { read: readItems(reviews, toReadings), keys: keysOf(reviews, changedAt, now), next }
        })
        for await (const { read, state: walk } of walked) {
          const readAt = walk.walk === undefined ? now : state.readAt
          yield { ...read, ...(gap && { gap }), state: { ...walk, ...(readAt !== undefined && { readAt }) } }
        }
      },
    },
    deps,
  )
}

const gapOf = (readAt: number | undefined, now: number) =>
  readAt !== undefined && now - readAt > weekMs
    ? { from: readAt, to: now - weekMs, reason: 'Google gives reviews of the last week only: older ones were missed' }
    : undefined

/** The user's comment; the other element, if any, is the developer's answer. */
const comment = 'comments.0.userComment'
const changedAt = (review: Item) => review.time(`${comment}.lastModified.seconds`)

const answer = 'comments.1.developerComment'

function toReadings(review: Item): Reading[] {
  const isAnswered = review.item(`${answer}.lastModified`).raw !== undefined
  const at = isAnswered ? review.time(`${answer}.lastModified.seconds`) : 0
  return [toReview(review), ...(isAnswered ? [{ answer: { to: review.id('reviewId'), at } }] : [])]
}

function toReview(review: Item): Reading {
  // Title and text are in one field, with a tab between them.
  const [first = '', ...rest] = review.text(`${comment}.text`).split('\t')
  const [title, text] = rest.length > 0 ? [first.trim(), rest.join(' ').trim()] : ['', first.trim()]
  const [author, version] = [review.text('authorName'), review.text(`${comment}.appVersionName`)]
  const language = review.text(`${comment}.reviewerLanguage`)
  const rating = review.number(`${comment}.starRating`)
  return {
    nativeId: review.id('reviewId'),
    createdAt: changedAt(review),
    text: text || title,
    ...(title && text && { title }),
    format: 'review',
    ...(author && !isPlaceholder(author) && { author: { id: author, handle: author } }),
    ...(rating !== undefined && { rating }),
    ...((version || language) && { fields: { ...(version && { version }), ...(language && { language }) } }),
  }
}

/** A token for a signed assertion (RFC 7523). */
function serviceAccount({ clientEmail, privateKey }: GooglePlayOptions, deps: SourceDeps, tokenUrl: string) {
  const secrets = secretsOfKey(privateKey)
  const grant = () => {
    const key = privateKeyOf(privateKey)
    if (!key)
      throw new SourceFailed('failing', 'privateKey is no private key in PEM: take private_key of the JSON file')
    const iat = Math.floor(deps.clock() / 1000)
    const scope = 'https://www.googleapis.com/auth/androidpublisher'
    const claims = { iss: clientEmail, scope, aud: tokenUrl, iat, exp: iat + 3_600 }
    return {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: signedJwt({ algorithm: 'RS256', key, claims }),
    }
  }
  const request = { tokenUrl, grant, encoding: 'form' as const, secrets, remedy }
  return tokenCredential({
    secrets,
    remedy,
    clock: deps.clock,
    obtain: (signal) => requestToken(request, deps, signal),
  })
}
