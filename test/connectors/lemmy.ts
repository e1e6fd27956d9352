import { iso, payload } from './payload.ts'
import { slice, type StubDescription, type StubItem, type StubRequest } from './stub-service.ts'

const viewLike = payload('lemmy-post') as { post: object }

const toView = ({ id, text, createdAt, updatedAt, isMalformed }: StubItem) => ({
  ...viewLike,
  post: {
    ...viewLike.post,
    id,
    body: text,
    ap_id: `https://lemmy.example/post/${id}`,
    published: isMalformed ? '' : iso(createdAt),
    ...(updatedAt > createdAt && { updated: iso(updatedAt) }),
  },
})

/** Version 3 of the API: posts of a community or a search, three a page, the newest first; `comments` are on the first page. */
export const lemmyService = (comments: readonly object[] = []): StubDescription => ({
  isAuthorized: () => true,
  limited: () => ({ status: 429, headers: { 'retry-after': '120' }, body: { error: 'rate_limit_error' } }),
  answer(request, { items }) {
    const { path, query } = request
    const left = items.filter(({ isDeleted }) => !isDeleted)
    const page = Number(query.get('page') ?? 1)
    if (path === '/api/v3/post') {
      const item = left.find(({ id }) => id === Number(query.get('id')))
      return item ? { body: { post_view: toView(item) } } : { status: 404, body: { error: 'couldnt_find_post' } }
    }
    if (asks(request, 'Comments', '/api/v3/comment/list')) return { body: { comments: page === 1 ? comments : [] } }
    if (!asks(request, 'Posts', '/api/v3/post/list')) return { status: 404 }
    const newest = left.toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id)
    return { body: { posts: slice(newest, 3 * (page - 1), 3).some.map(toView) } }
  },
})

const asks = ({ path, query }: StubRequest, type: string, list: string) =>
  (path === list && query.get('community_name') === 'kettles') ||
  (path === '/api/v3/search' && query.get('type_') === type && query.get('q') === 'kettle')
