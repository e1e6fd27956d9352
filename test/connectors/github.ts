import { iso, payload } from './payload.ts'
import { slice, type StubDescription, type StubItem, type StubRequest } from './stub-service.ts'

const issueLike = payload('github-issue')
const commentLike = payload('github-comment')

const toIssue = ({ id, text, createdAt, updatedAt, isMalformed }: StubItem) => ({
  ...issueLike,
  id: 5000 + id,
  number: id,
  body: text,
  created_at: iso(createdAt),
  updated_at: iso(updatedAt),
  ...(isMalformed && { created_at: null }),
})

/** Lists by time of change, two a page, from `since` on. Comments are those that `comments` has. */
export const githubService = (
  comments: readonly object[] = [],
  extraIssues: readonly object[] = [],
): StubDescription => ({
  isAuthorized: ({ headers }) => headers.authorization === 'Bearer canary-github-1',
  limited: (now) => ({
    status: 403,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Math.ceil(now / 1000) + 120) },
    body: { message: 'API rate limit exceeded' },
  }),
  answer(request, { items }, root) {
    const since = Date.parse(request.query.get('since') ?? '')
    const changed = items.filter(({ updatedAt }) => updatedAt >= since).toSorted((a, b) => a.updatedAt - b.updatedAt)
    if (request.path === '/repos/halden/app/issues')
      return page(request, [...changed.map(toIssue), ...extraIssues], root)
    if (request.path === '/repos/halden/app/issues/comments')
      return page(
        request,
        comments.map((comment) => ({ ...commentLike, ...comment })),
        root,
      )
    return { status: 404, body: { message: 'Not Found' } }
  },
})

function page({ path, query }: StubRequest, all: readonly object[], root: string) {
  const { some, next, isLast } = slice(all, Number(query.get('page') ?? 0))
  const url = `${root}${path}?since=${query.get('since')}&page=${next}`
  return { body: some, ...(!isLast && { headers: { link: `<${url}>; rel="next", <${url}>; rel="last"` } }) }
}
