import { iso, payload } from './payload.ts'
import { slice, type StubDescription, type StubItem } from './stub-service.ts'

const reviewLike = payload('google-business-review')

const toReview = ({ id, text, createdAt, updatedAt, isMalformed }: StubItem) => ({
  ...reviewLike,
  reviewId: `r${id}`,
  comment: text,
  createTime: isMalformed ? '' : iso(createdAt),
  updateTime: iso(updatedAt),
})

/** Reviews of location 55, those that were changed last first, two a page. `more` are at the end of the first page. */
export const googleBusinessService = (more: readonly unknown[] = []): StubDescription => ({
  isTokenRequest: ({ path, body }) => path === '/token' && body.refresh_token === 'canary-refresh',
  isAuthorized: ({ headers }, token) => headers.authorization === `Bearer ${token}`,
  limited: () => ({ status: 429, headers: { 'retry-after': '120' } }),
  answer({ path, query }, { items }) {
    if (path === '/v4/accounts/1/locations/56/reviews') return { body: {} }
    if (path !== '/v4/accounts/1/locations/55/reviews') return { status: 404 }
    const token = Number(query.get('pageToken') ?? 0)
    const changed = items.toSorted((a, b) => b.updatedAt - a.updatedAt || b.id - a.id)
    const { some, next, isLast } = slice(changed, token)
    const reviews = [...some.map(toReview), ...(token === 0 ? more : [])]
    return { body: { reviews, totalReviewCount: items.length, ...(!isLast && { nextPageToken: String(next) }) } }
  },
})
