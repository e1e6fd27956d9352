import { iso } from './payload.ts'
import { slice, type StubAnswer, type StubDescription, type StubItem, type StubRequest } from './stub-service.ts'

const toReview = ({ id, text, createdAt, updatedAt, isDeleted, isMalformed }: StubItem) => ({
  review: { id, parts: [{ body: text }, { body: 'and more' }] },
  user: { 'full name': `person ${id}` },
  created_at: isMalformed ? 'soon' : iso(createdAt),
  updated_at: iso(updatedAt),
  state: isDeleted ? 'deleted' : 'published',
})

type Paged = (request: StubRequest, items: StubItem[], root: string) => StubAnswer

/** The answer of each pagination. */
export const paginations: Record<'next-link' | 'link-header' | 'page' | 'offset' | 'cursor', Paged> = {
  'next-link': ({ query }, items, root) => {
    const { some, next, isLast } = slice(items, Number(query.get('from') ?? 0))
    const url = `${root}/reviews?from=${next}&updated_since=${query.get('updated_since') ?? ''}`
    return { body: { data: { list: some.map(toReview) }, links: { next: isLast ? null : url } } }
  },
  'link-header': ({ query }, items, root) => {
    const { some, next, isLast } = slice(items, Number(query.get('from') ?? 0))
    const link = `<${root}/reviews?from=${next}&updated_since=${query.get('updated_since') ?? ''}>; rel="next"`
    return { body: some.map(toReview), ...(!isLast && { headers: { link } }) }
  },
  page: ({ query }, items) => ({
    body: { items: slice(items, 2 * (Number(query.get('page') ?? 1) - 1)).some.map(toReview) },
  }),
  offset: ({ query }, items) => ({ body: { items: slice(items, Number(query.get('skip') ?? 0)).some.map(toReview) } }),
  cursor: ({ query }, items) => {
    // A stream of changes: the token is the last change that was delivered.
    const [at, id] = (query.get('after') ?? '0|0').split('|').map(Number)
    const rest = items.filter((item) => item.updatedAt > at! || (item.updatedAt === at! && item.id > id!))
    const { some } = slice(rest, 0)
    const last = some.at(-1)
    return { body: { items: some.map(toReview), meta: { next: last ? `${last.updatedAt}|${last.id}` : null } } }
  },
}

/** A list of reviews: by change, or with `newestFirst` by their time. `updated_since` limits it. */
export const restService = (
  paged: Paged,
  isAuthorized: StubDescription['isAuthorized'],
  { newestFirst = false, hasTokens = false } = {},
): StubDescription => ({
  isAuthorized,
  ...(hasTokens && {
    isTokenRequest: ({ path, body }) => path === '/token' && body.grant_type === 'client_credentials',
  }),
  limited: (now) => ({
    status: 429,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(now / 1000) + 120) },
  }),
  answer(request, { items }, root) {
    const since = Date.parse(request.query.get('updated_since') || '1970-01-01')
    const changed = items.filter(({ updatedAt }) => updatedAt >= since)
    const ordered = newestFirst
      ? changed.toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id)
      : changed.toSorted((a, b) => a.updatedAt - b.updatedAt || a.id - b.id)
    return paged(request, ordered, root)
  },
})
