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

const toDiscussion = ({ id, text, createdAt, updatedAt, isMalformed }: StubItem) => ({
  number: id,
  title: `Discussion ${id}`,
  body: text,
  url: `https://github.com/halden/app/discussions/${id}`,
  createdAt: isMalformed ? null : iso(createdAt),
  updatedAt: iso(updatedAt),
  author: { __typename: 'User', login: 'octocat', databaseId: 583231 },
  comments: { nodes: [] },
})

/** Discussions by GraphQL, two a page, those that were changed last first, and no issues. `more` changes discussions. */
export const githubDiscussions = (more: (item: StubItem) => object = () => ({})): StubDescription => ({
  ...githubService(),
  answer({ path, method, body }, { items }) {
    if (method === 'GET') return { body: [] }
    if (path !== '/graphql' || !String(body.query).includes('discussions(')) return { status: 404 }
    const { owner, name, after } = body.variables as Record<string, string | null>
    if (`${owner}/${name}` !== 'halden/app')
      return { body: { data: { repository: null }, errors: [{ type: 'NOT_FOUND', message: 'Could not resolve' }] } }
    const { some, next, isLast } = slice(
      items.toSorted((a, b) => b.updatedAt - a.updatedAt),
      Number(after ?? 0),
    )
    const nodes = some.map((item) => ({ ...toDiscussion(item), ...more(item) }))
    const pageInfo = { hasNextPage: !isLast, endCursor: String(next) }
    return { body: { data: { repository: { discussions: { nodes, pageInfo } } } } }
  },
})
