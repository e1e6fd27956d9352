import { iso, payload } from './payload.ts'
import { slice, type StubDescription, type StubItem } from './stub-service.ts'

const ticketLike = payload('freshdesk-ticket')

const toTicket = ({ id, text, createdAt, updatedAt, isDeleted, isMalformed }: StubItem) => ({
  ...ticketLike,
  id,
  description_text: text,
  created_at: isMalformed ? '' : iso(createdAt),
  updated_at: iso(updatedAt),
  ...(isDeleted && { deleted: true }),
})

/** Tickets by time of change, two a page; deleted ones only with their filter. No page after the second. */
export const freshdeskService: StubDescription = {
  isAuthorized: ({ headers }) =>
    headers.authorization === `Basic ${Buffer.from('canary-freshdesk:X').toString('base64')}`,
  limited: () => ({ status: 429, headers: { 'retry-after': '120' } }),
  answer({ path, query }, { items }, root) {
    if (path !== '/api/v2/tickets') return { status: 404 }
    const page = Number(query.get('page') ?? 1)
    if (page > 2) return { status: 400, body: { description: 'You cannot go that deep' } }
    const since = Date.parse(query.get('updated_since')!)
    const wanted = items.filter(({ isDeleted }) => Boolean(isDeleted) === (query.get('filter') === 'deleted'))
    // Seconds only: what changed in the second of `updated_since` is among the answer.
    const changed = wanted.filter(({ updatedAt }) => Math.floor(updatedAt / 1000) * 1000 >= since)
    const { some, isLast } = slice(
      changed.toSorted((a, b) => a.updatedAt - b.updatedAt),
      2 * (page - 1),
    )
    return {
      body: some.map(toTicket),
      ...(!isLast && { headers: { link: `<${root}${path}?page=${page + 1}>; rel="next"` } }),
    }
  },
}
