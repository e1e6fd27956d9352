import { iso, payload } from './payload.ts'
import { slice, type StubDescription, type StubItem } from './stub-service.ts'

const reviewLike = payload('trustpilot-review')
export const unit = '507f191e810c19729de860ea'

const toReview = ({ id, text, createdAt, isMalformed }: StubItem) => ({
  ...reviewLike,
  id: `t${id}`,
  text,
  createdAt: isMalformed ? null : iso(createdAt),
})

/** Reviews of one business unit, three a page, the newest first; after the last page an empty one. */
export const trustpilotService: StubDescription = {
  isAuthorized: ({ headers }) => headers.apikey === 'canary-trustpilot',
  limited: () => ({ status: 429, headers: { 'retry-after': '120' } }),
  answer({ path, query }, { items }) {
    if (path !== `/business-units/${unit}/reviews` || query.get('orderBy') !== 'createdat.desc') return { status: 404 }
    const newest = items
      .filter(({ isDeleted }) => !isDeleted)
      .toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id)
    return { body: { links: [], reviews: slice(newest, 3 * (Number(query.get('page')) - 1), 3).some.map(toReview) } }
  },
}
