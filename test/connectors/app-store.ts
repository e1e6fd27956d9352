import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { iso, payload } from './payload.ts'
import { slice, type StubDescription, type StubItem, type StubRequest } from './stub-service.ts'

const connectLike = payload('app-store-connect-review') as { attributes: object }
const feedLike = payload('app-store-feed-review')
const perPage = 3

const toConnect = ({ id, text, createdAt, isMalformed }: StubItem) => ({
  ...connectLike,
  id: String(id),
  attributes: { ...connectLike.attributes, body: text, createdDate: isMalformed ? null : iso(createdAt) },
  relationships: { response: { data: { type: 'customerReviewResponses', id: `response-${id}` } } },
})

const responsesTo = ({ id, createdAt }: StubItem) => {
  const state = { 4: 'PENDING_PUBLISH', 5: 'PUBLISHED' }[id]
  const attributes = { responseBody: 'We are sorry', lastModifiedDate: iso(createdAt + 60_000), state }
  return state === undefined ? [] : [{ type: 'customerReviewResponses', id: `response-${id}`, attributes }]
}

const toEntry = ({ id, text, updatedAt, isMalformed }: StubItem) => ({
  ...feedLike,
  id: { label: String(id) },
  content: { label: text, attributes: { type: 'text' } },
  ...(isMalformed ? { updated: undefined } : { updated: { label: iso(updatedAt) } }),
})

/** Reviews of App Store Connect, newest first, three a page; with a token that `key` signed. */
export const connectService = (key: KeyObject): StubDescription => ({
  isAuthorized: (request) => isSigned(request, createPublicKey(key)),
  limited: () => ({ status: 429, headers: { 'x-rate-limit': 'user-hour-lim:3500;user-hour-rem:0;' } }),
  answer({ path, query }, { items }, root) {
    if (path !== '/v1/apps/123/customerReviews') return { status: 404 }
    const newest = items.toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id)
    const { some, next, isLast } = slice(newest, Number(query.get('cursor') ?? 0), perPage)
    const links = { self: root, ...(!isLast && { next: `${root}${path}?cursor=${next}` }) }
    // The response of the developer comes only when it is asked for; that to review 4 is not published yet.
    const included = query.get('include') === 'response' ? some.flatMap(responsesTo) : []
    return {
      body: { data: some.map(toConnect), included, links, meta: { paging: { total: items.length, limit: perPage } } },
    }
  },
})

/** The public feed of one country, those that were changed last first; after its last page 400. One entry is no list. */
export const feedService: StubDescription = {
  isAuthorized: () => true,
  limited: () => ({ status: 429, headers: { 'retry-after': '120' } }),
  answer({ path }, { items }) {
    const [, country, page] =
      /^\/(\w+)\/rss\/customerreviews\/id=123\/sortBy=mostRecent\/page=(\d+)\/json$/.exec(path) ?? []
    if (country !== 'us') return { status: 400 }
    const changed = items.toSorted((a, b) => b.updatedAt - a.updatedAt || b.id - a.id)
    const { some } = slice(changed, perPage * (Number(page) - 1), perPage)
    if (some.length === 0 && Number(page) > 1)
      return { status: 400, body: 'CustomerReviews RSS page depth is limited to 10' }
    const entries = some.map(toEntry)
    return {
      body: {
        feed: { author: { name: { label: 'iTunes Store' } }, entry: entries.length === 1 ? entries[0] : entries },
      },
    }
  },
}

function isSigned({ headers }: StubRequest, key: KeyObject): boolean {
  const [header = '', claims = '', signature = ''] = (headers.authorization ?? '').replace('Bearer ', '').split('.')
  const { aud } = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}') as { aud?: string }
  const signed = Buffer.from(`${header}.${claims}`)
  const isRight = verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
  return isRight && aud === 'appstoreconnect-v1'
}
