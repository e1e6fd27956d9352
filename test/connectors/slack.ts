import { payload } from './payload.ts'
import { slice, type StubDescription, type StubItem, type StubRequest } from './stub-service.ts'

const messageLike = payload('slack-message')
/** The timestamp of an item, which is its id. */
export const stamp = ({ id, createdAt }: StubItem): string =>
  `${Math.floor(createdAt / 1000)}.${String(id).padStart(6, '0')}`

const toMessage = (item: StubItem) => ({
  ...messageLike,
  text: item.text,
  ts: item.isMalformed ? '' : stamp(item),
  ...(item.updatedAt > item.createdAt && { edited: { user: 'U1', ts: String(item.updatedAt / 1000) } }),
})

/** A reply in the thread of the newest message. */
export interface StubReply {
  ts: string
  text: string
}

/** One channel, three messages a page, the newest first. Answers 200 with `ok: false` when it refuses. */
export const slackService = (replies: readonly StubReply[] = [], more: readonly object[] = []): StubDescription => ({
  isAuthorized: ({ headers }) => headers.authorization === 'Bearer canary-slack',
  limited: () => ({ status: 429, headers: { 'retry-after': '120' }, body: { ok: false, error: 'ratelimited' } }),
  answer({ path, query }, { items }) {
    if (query.get('channel') !== 'C1') return { body: { ok: false, error: 'channel_not_found' } }
    const left = items.filter(({ isDeleted }) => !isDeleted)
    const newest = left.toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id)
    if (path === '/conversations.replies') return { body: thread(query, newest, replies) }
    if (path !== '/conversations.history') return { status: 404 }
    const at = Number(query.get('cursor') ?? 0)
    const { some, next, isLast } = slice(newest, at, 3)
    const latest = replies.at(-1)
    const messages = some.map((item, i) => ({
      ...toMessage(item),
      ...(latest && at + i === 0 && { thread_ts: stamp(item), reply_count: replies.length, latest_reply: latest.ts }),
    }))
    const metadata = isLast ? {} : { response_metadata: { next_cursor: String(next) } }
    return { body: { ok: true, messages: [...messages, ...(at === 0 ? more : [])], has_more: !isLast, ...metadata } }
  },
})

function thread(query: StubRequest['query'], [parent]: readonly StubItem[], replies: readonly StubReply[]) {
  const newer = replies.filter(({ ts }) => Number(ts) >= Number(query.get('oldest')))
  const messages = newer.map((reply) => ({ ...messageLike, ...reply, thread_ts: stamp(parent!) }))
  return { ok: true, messages: [toMessage(parent!), ...messages], has_more: false }
}
