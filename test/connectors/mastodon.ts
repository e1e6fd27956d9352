import { iso, payload } from './payload.ts'
import type { StubDescription, StubItem, StubRequest } from './stub-service.ts'

const statusLike = payload('mastodon-status')
/** Ids have more digits from the tenth on: the order is not that of texts. */
export const idOf = ({ id }: { id: number }): string => String(100 * (id + 7))

const toStatus = (item: StubItem) => ({
  ...statusLike,
  id: idOf(item),
  content: `<p>${item.text}</p>`,
  created_at: item.isMalformed ? null : iso(item.createdAt),
  edited_at: item.updatedAt > item.createdAt ? iso(item.updatedAt) : null,
  in_reply_to_id: item.id === 2 ? idOf({ id: 1 }) : null,
})

/** Timelines by `min_id` and `max_id`, two a page, the newest first; the instance; the look-up of several posts. */
export const mastodonService = (instance: object = {}): StubDescription => ({
  isAuthorized: ({ headers, path }) =>
    path === '/api/v2/instance' || headers.authorization === 'Bearer canary-mastodon',
  limited: (now) => ({
    status: 429,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': iso(now + 120_000) },
    body: { error: 'Throttled' },
  }),
  answer(request, { items }) {
    const left = items.filter(({ isDeleted }) => !isDeleted)
    if (request.path === '/api/v2/instance') return { body: { configuration: instance } }
    if (request.path === '/api/v1/statuses') {
      const asked = request.query.getAll('id[]')
      return { body: left.filter((item) => asked.includes(idOf(item))).map(toStatus) }
    }
    return request.path === '/api/v1/timelines/tag/halden' ? { body: page(request, left) } : { status: 404 }
  },
})

function page({ query }: StubRequest, items: readonly StubItem[]) {
  const [min, max] = [query.get('min_id'), query.get('max_id')]
  const newer = items.filter(
    (item) => Number(idOf(item)) > Number(min ?? 0) && Number(idOf(item)) < Number(max ?? Infinity),
  )
  // min_id: those immediately after it.
  const some = min === null ? newer.slice(-2) : newer.slice(0, 2)
  return some.toReversed().map(toStatus)
}
