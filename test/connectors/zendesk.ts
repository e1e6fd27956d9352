import { iso, payload, seconds } from './payload.ts'
import { slice, type StubDescription, type StubItem, type StubRequest, type StubService } from './stub-service.ts'

const ticketLike = payload('zendesk-ticket')

/** A comment on a ticket, by the requester (501) or an agent (900). */
export interface StubComment {
  id: number
  ticket: number
  body: string
  author: 501 | 900
  isPublic: boolean
  /** It is the first comment: the description of the ticket. */
  isFirst?: boolean
}

/** A page has more events than a second: the next one begins with the last second again. */
const eventsPerPage = 3

/**
 * Zendesk: the cursor export of tickets in the order of their changes, and the time-based export of ticket events, two a page.
 * `comments` are events of the ticket with that number, at its time of creation.
 */
export const zendeskService = (comments: readonly StubComment[] = []): StubDescription => ({
  isTokenRequest: ({ path, body }) => path === '/oauth/tokens' && body.grant_type === 'client_credentials',
  isAuthorized: ({ headers }, token) => headers.authorization === `Bearer ${token}`,
  limited: () => ({
    status: 429,
    headers: { 'retry-after': '120' },
    body: 'Number of allowed incremental ticket export API requests per minute exceeded',
  }),
  answer(request, service) {
    if (request.path === '/api/v2/incremental/tickets/cursor.json') return { body: tickets(request, service) }
    if (request.path === '/api/v2/incremental/ticket_events.json') return events(request, service, comments)
    if (request.path === '/api/v2/users/show_many.json') return { body: users(request) }
    return { status: 404 }
  },
})

function tickets({ query }: StubRequest, { items, now }: StubService) {
  const changed = items.toSorted((a, b) => a.updatedAt - b.updatedAt || a.id - b.id)
  const cursor = query.get('cursor')
  const [at, id] = cursor === null ? [Number(query.get('start_time')) * 1000, 0] : cursor.split('|').map(Number)
  const after = changed.filter((item) => item.updatedAt > at! || (item.updatedAt === at! && item.id > id!))
  const { some, isLast } = slice(
    after.filter((item) => item.updatedAt <= now - 60_000),
    0,
  )
  const last = some.at(-1)
  return {
    tickets: some.map(toTicket),
    after_cursor: last ? `${last.updatedAt}|${last.id}` : (cursor ?? `${at}|0`),
    end_of_stream: isLast,
  }
}

const toTicket = ({ id, text, createdAt, updatedAt, isDeleted, isMalformed }: StubItem) => ({
  ...ticketLike,
  id,
  description: text,
  status: isDeleted ? 'deleted' : 'open',
  created_at: isMalformed ? 'yesterday' : iso(createdAt),
  updated_at: iso(updatedAt),
  generated_timestamp: seconds(updatedAt),
})

function events({ query }: StubRequest, { items, now }: StubService, comments: readonly StubComment[]) {
  const start = Number(query.get('start_time'))
  if (start > seconds(now) - 60) return { status: 422, body: { error: 'StartTimeTooRecent' } }
  const all = comments
    .map((comment) => ({ ...comment, at: items.find(({ id }) => id === comment.ticket)!.createdAt }))
    .filter(({ at }) => seconds(at) >= start && at <= now - 60_000)
    .toSorted((a, b) => a.at - b.at)
  const some = all.slice(0, eventsPerPage)
  const end = some.length > 0 ? seconds(some.at(-1)!.at) : null
  const isLast = all.length <= eventsPerPage
  return { body: { ticket_events: some.map(toEvent), end_time: end, end_of_stream: isLast, count: some.length } }
}

const toEvent = ({ id, ticket, body, author, isPublic, isFirst, at }: StubComment & { at: number }) => ({
  id: 1000 + id,
  ticket_id: ticket,
  timestamp: seconds(at),
  updater_id: author,
  event_type: 'Audit',
  child_events: [
    ...(isFirst ? [{ id: 2000 + id, type: 'Create', field_name: 'status', value: 'new' }] : []),
    { id, event_type: 'Comment', body, author_id: author, public: isPublic, created_at: iso(at), audit_id: 1000 + id },
  ],
})

const users = ({ query }: StubRequest) => ({
  users: (query.get('ids') ?? '')
    .split(',')
    .map((id) => ({ id: Number(id), name: 'somebody', role: id === '900' ? 'agent' : 'end-user' })),
})
