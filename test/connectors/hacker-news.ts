import { payload, seconds } from './payload.ts'
import type { StubDescription, StubItem, StubRequest, StubService } from './stub-service.ts'

const hitLike = payload('hacker-news-hit')

const toHit = ({ id, text, createdAt, isMalformed }: StubItem) => ({
  ...hitLike,
  objectID: String(id),
  title: null,
  comment_text: `<p>${text}`,
  // The second is an answer to the first, which is a story.
  ...(id === 1 && { title: 'A story', comment_text: null, story_text: text }),
  ...(id > 1 && { parent_id: 1 }),
  created_at_i: isMalformed ? null : seconds(createdAt),
})

const toItem = ({ id, text, createdAt, isDeleted }: StubItem) =>
  isDeleted
    ? { id, time: seconds(createdAt), type: 'comment', deleted: true }
    : { id, by: 'pia', parent: 1, text: `<p>${text}`, time: seconds(createdAt), type: 'comment' }

/** The search by date, two a page, and the changed items of the item API. The search index never changes an item. */
export const hackerNewsService: StubDescription = {
  isAuthorized: () => true,
  limited: () => ({ status: 429, headers: { 'retry-after': '120' } }),
  answer(request, service) {
    const { path } = request
    if (path === '/api/v1/search_by_date') return { body: search(request, service) }
    const changed = service.items.filter(({ createdAt, updatedAt }) => updatedAt > createdAt)
    if (path === '/v0/updates.json') return { body: { items: [99, ...changed.map(({ id }) => id)], profiles: ['pia'] } }
    const item = service.items.find(({ id }) => path === `/v0/item/${id}.json`)
    return { body: item ? toItem(item) : 'null' }
  },
}

function search({ query }: StubRequest, { items }: StubService) {
  const filters = query.get('numericFilters') ?? ''
  const [from, to] = [/>(\d+)/, /<=(\d+)/].map((pattern) => Number(pattern.exec(filters)?.[1] ?? Infinity))
  const found = items
    .filter(({ createdAt, isDeleted }) => !isDeleted && seconds(createdAt) > from! && seconds(createdAt) <= to!)
    .toSorted((a, b) => b.createdAt - a.createdAt)
  // As many as have the second of the second one, so that a page can be passed.
  const last = found[1]?.createdAt ?? 0
  const some = found.filter(({ createdAt }, i) => i < 2 || createdAt === last)
  return { hits: some.map(toHit), nbHits: found.length, page: 0, hitsPerPage: 2, query: query.get('query') }
}
