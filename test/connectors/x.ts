import { iso, payload } from './payload.ts'
import type { StubDescription, StubItem, StubRequest } from './stub-service.ts'

const postLike = payload('x-post')
/** Ids that grow with the items. */
export const idOf = ({ id }: StubItem): string => String(1_000 + id)

const toPost = (item: StubItem) => ({
  ...postLike,
  id: idOf(item),
  text: item.text,
  created_at: item.isMalformed ? '' : iso(item.createdAt),
  edit_history_tweet_ids: [idOf(item)],
})

const users = [{ id: '9876543210', username: 'petra', public_metrics: { followers_count: 12 } }]

/** The recent search and its counts, `perPage` posts a page at most, the newest first. Refuses fewer than 10 results. `more` changes posts. */
export const xService = (perPage = 100, more: (item: StubItem) => object = () => ({})): StubDescription => ({
  isAuthorized: ({ headers }) => headers.authorization === 'Bearer canary-x',
  limited: (now) => ({
    status: 429,
    headers: { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(Math.ceil(now / 1000) + 120) },
  }),
  answer({ path, query }, { items }) {
    const found = items.filter((item) => isAsked(item, query)).toReversed()
    if (path === '/tweets/counts/recent') return { body: { data: [], meta: { total_tweet_count: found.length } } }
    const most = Number(query.get('max_results'))
    if (path !== '/tweets/search/recent' || most < 10 || most > 100) return { status: 400 }
    const from = Number(query.get('next_token') ?? 0)
    const next = from + Math.min(most, perPage)
    const posts = found.slice(from, next).map((item) => ({ ...toPost(item), ...more(item) }))
    const meta = { result_count: posts.length, ...(next < found.length && { next_token: String(next) }) }
    return { body: { ...(posts.length > 0 && { data: posts, includes: { users } }), meta } }
  },
})

function isAsked(item: StubItem, query: StubRequest['query']): boolean {
  const after = query.get('since_id')
  return after === null ? item.createdAt >= Date.parse(query.get('start_time')!) : Number(idOf(item)) > Number(after)
}
