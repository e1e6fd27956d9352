import type { Clock } from '../../../infra/clock.ts'
import { SourceFailed } from '../../mention/source.ts'
import type { Api } from '../poll/api.ts'
import { tokenCredential, type Credential } from '../poll/credential.ts'
import { readItems, type Item, type Reading } from '../poll/item.ts'
import { privateKeyOf, secretsOfKey, signedJwt } from '../poll/jwt.ts'
import { keysOf } from '../poll/keys.ts'
import { newestFirst, type NewestFirst } from '../poll/newest-first.ts'

export const connectRoot = 'https://api.appstoreconnect.apple.com'

const perPage = 200
const tokenMs = 19 * 60_000
const earlyMs = 60_000
const remedy =
  'keyId, issuerId or privateKey is wrong, or the key was revoked or lacks the role Customer Support: App Store Connect, Users and Access, Integrations'

/** Reviews by the App Store Connect API, newest first. Keys are times of creation in epoch ms; the next page is a URL. */
export function connect(
  { api, since, now }: { api: Api; since: number; now: number },
  { appId, state }: { appId: string; state: NewestFirst<string> },
) {
  return newestFirst(state, { since, now }, async (next: string | undefined) => {
    const path = `/v1/apps/${appId}/customerReviews`
    const first = { sort: '-createdDate', limit: perPage, include: 'response' }
    const { body } = await (next === undefined ? api.get(path, first) : api.get(next))
    const reviews = body.list('data')
    const answered = answerTimes(body)
    return {
      read: readItems(reviews, (review) => [toReview(review), answerTo(review, answered)]),
      keys: keysOf(reviews, (review) => review.time('attributes.createdDate'), now),
      next: body.text('links.next') || undefined,
    }
  })
}

/** When (epoch ms) each published response of the developer was changed last, by its id. */
function answerTimes(body: Item): Map<string, number> {
  const included = Array.isArray(body.item('included').raw) ? body.list('included') : []
  const published = included.filter((each) => each.text('attributes.state') === 'PUBLISHED')
  return new Map(
    published.flatMap((each) =>
      keysOf([each], ({ time }) => time('attributes.lastModifiedDate'), Infinity).map((at): [string, number] => [
        each.text('id'),
        at,
      ]),
    ),
  )
}

function answerTo(review: Item, answered: ReadonlyMap<string, number>): Reading {
  const at = answered.get(review.text('relationships.response.data.id'))
  return at === undefined ? undefined : { answer: { to: review.id('id'), at } }
}

function toReview(review: Item): Reading {
  const given = review.item('attributes')
  const [title, author, country] = [given.text('title'), given.text('reviewerNickname'), given.text('territory')]
  const rating = given.number('rating')
  return {
    nativeId: review.id('id'),
    createdAt: review.time('attributes.createdDate'),
    text: given.text('body') || title,
    ...(title && { title }),
    format: 'review',
    ...(author && { author: { id: author, handle: author } }),
    ...(rating !== undefined && { rating }),
    ...(country && { fields: { country } }),
  }
}

interface Key {
  keyId: string | undefined
  issuerId: string | undefined
  privateKey: string | undefined
}

/** A token that we sign ourselves; Apple accepts at most 20 minutes. */
export function connectCredential({ keyId, issuerId, privateKey = '' }: Key, clock: Clock): Credential {
  return tokenCredential({
    secrets: secretsOfKey(privateKey),
    remedy,
    clock,
    async obtain() {
      const key = privateKeyOf(privateKey)
      if (!key || key.asymmetricKeyType !== 'ec')
        throw new SourceFailed('failing', 'privateKey is no EC private key in PEM: take the content of the .p8 file')
      if (keyId === undefined || issuerId === undefined)
        throw new SourceFailed('failing', 'privateKey needs keyId and issuerId')
      const now = clock()
      const iat = Math.floor(now / 1000)
      const claims = { iss: issuerId, iat, exp: iat + tokenMs / 1000, aud: 'appstoreconnect-v1' }
      return { token: signedJwt({ algorithm: 'ES256', keyId, key, claims }), until: now + tokenMs - earlyMs }
    },
  })
}
