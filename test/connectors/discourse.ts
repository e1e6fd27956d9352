import { iso, payload } from './payload.ts'
import type { StubDescription, StubItem } from './stub-service.ts'

const postLike = payload('discourse-post')

const toPost = ({ id, text, createdAt, updatedAt, isMalformed }: StubItem) => ({
  ...postLike,
  id,
  cooked: `<p>${text}</p>`,
  raw: text,
  // One topic: the second post answers the first, the others the topic.
  post_number: id,
  reply_to_post_number: id === 2 ? 1 : null,
  created_at: isMalformed ? 'never' : iso(createdAt),
  updated_at: iso(updatedAt),
})

/** The newest posts that are left, three a page; a deleted one is 404. */
export const discourseService: StubDescription = {
  isAuthorized: ({ headers }) => headers['api-key'] === 'canary-discourse' && headers['api-username'] === 'system',
  limited: () => ({ status: 429, headers: { 'retry-after': '120' }, body: { errors: ['Slow down'] } }),
  answer({ path, query }, { items }) {
    const left = items.filter(({ isDeleted }) => !isDeleted)
    const id = Number(/^\/posts\/(\d+)\.json$/.exec(path)?.[1] ?? 0)
    const one = left.find((item) => item.id === id)
    if (one) return { body: toPost(one) }
    if (path !== '/posts.json') return { status: 404 }
    const before = Number(query.get('before') ?? Infinity)
    const older = left.filter((item) => item.id <= before).toSorted((a, b) => b.id - a.id)
    return { body: { latest_posts: older.slice(0, 3).map(toPost) } }
  },
}
