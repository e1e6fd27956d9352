import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { payload, seconds } from './payload.ts'
import { slice, type StubDescription, type StubItem } from './stub-service.ts'

const reviewLike = payload('google-play-review') as { comments: [{ userComment: object }, object] }

function toReview({ id, text, createdAt, updatedAt, isMalformed }: StubItem) {
  const [{ userComment }, answer] = reviewLike.comments
  const at = isMalformed ? undefined : { seconds: String(seconds(Math.max(createdAt, updatedAt))), nanos: 0 }
  return {
    ...reviewLike,
    reviewId: `r${id}`,
    comments: [{ userComment: { ...userComment, text, lastModified: at } }, answer],
  }
}

/** Reviews, those that were changed last first, two a page; a token for an assertion that `key` signed. */
export const googlePlayService = (key: KeyObject): StubDescription => ({
  isTokenRequest: ({ path, body }) => path === '/token' && isSigned(String(body.assertion), createPublicKey(key)),
  isAuthorized: ({ headers }, token) => headers.authorization === `Bearer ${token}`,
  limited: () => ({ status: 429, headers: { 'retry-after': '120' } }),
  answer({ path, query }, { items }) {
    if (path !== '/v3/applications/com.halden.app/reviews') return { status: 404 }
    const changed = items.toSorted((a, b) => b.updatedAt - a.updatedAt || b.id - a.id)
    const { some, next, isLast } = slice(changed, Number(query.get('token') ?? 0))
    if (some.length === 0) return { body: {} }
    return {
      body: { reviews: some.map(toReview), ...(!isLast && { tokenPagination: { nextPageToken: String(next) } }) },
    }
  },
})

function isSigned(assertion: string, key: KeyObject): boolean {
  const [header = '', claims = '', signature = ''] = assertion.split('.')
  return verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))
}
