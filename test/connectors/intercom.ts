import { payload, seconds } from './payload.ts'
import { slice, type StubDescription, type StubItem, type StubRequest, type StubService } from './stub-service.ts'

const conversationLike = payload('intercom-conversation')

function toConversation({ id, text, createdAt, updatedAt, isDeleted, isMalformed }: StubItem) {
  const { source, ...rest } = conversationLike
  return {
    ...rest,
    id: String(id),
    created_at: isMalformed ? null : seconds(createdAt),
    updated_at: seconds(updatedAt),
    source: { ...(source as object), body: isDeleted ? null : `<p>${text}</p>`, redacted: isDeleted === true },
  }
}

/** The search for changed conversations, two a page, and each with `parts`. */
export const intercomService = (parts: readonly object[] = []): StubDescription => ({
  isAuthorized: ({ headers }) => headers.authorization === 'Bearer canary-intercom',
  limited: (now) => ({
    status: 429,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(seconds(now) + 120) },
  }),
  answer(request, service) {
    if (request.method === 'POST' && request.path === '/conversations/search') return { body: search(request, service) }
    const item = service.items.find(({ id }) => request.path === `/conversations/${id}`)
    if (!item) return { status: 404 }
    const list = { type: 'conversation_part.list', conversation_parts: item.id === 1 ? parts : [], total_count: 1 }
    return { body: { ...toConversation(item), conversation_parts: list } }
  },
})

function search({ body }: StubRequest, { items }: StubService) {
  const { query, pagination } = body as { query: { value: number }; pagination: { starting_after?: string } }
  const changed = items
    .filter(({ updatedAt }) => seconds(updatedAt) > query.value)
    .toSorted((a, b) => b.updatedAt - a.updatedAt)
  const { some, next, isLast } = slice(changed, Number(pagination.starting_after ?? 0))
  return {
    type: 'conversation.list',
    conversations: some.map(toConversation),
    total_count: changed.length,
    pages: { type: 'pages', page: 1, per_page: 2, ...(!isLast && { next: { starting_after: String(next) } }) },
  }
}
