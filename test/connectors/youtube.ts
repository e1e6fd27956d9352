import { iso, payload } from './payload.ts'
import { slice, type StubDescription, type StubItem, type StubRequest, type StubService } from './stub-service.ts'

type Thread = { snippet: { topLevelComment: { snippet: object } } }
const threadLike = payload('youtube-thread') as Thread

function toThread({ id, text, createdAt, updatedAt, isMalformed }: StubItem) {
  const { topLevelComment, ...rest } = threadLike.snippet
  const times = { publishedAt: isMalformed ? '' : iso(createdAt), updatedAt: iso(updatedAt) }
  const snippet = { ...topLevelComment.snippet, textDisplay: text, textOriginal: text, ...times }
  const replies = { comments: [reply(`Ugy${id}`, createdAt)] }
  return {
    ...threadLike,
    id: `Ugy${id}`,
    snippet: { ...rest, topLevelComment: { ...topLevelComment, id: `Ugy${id}`, snippet } },
    // Every seventh comment has a reply.
    ...(id % 7 === 0 && { replies }),
  }
}

const reply = (parentId: string, at: number) => ({
  id: `${parentId}.r`,
  snippet: { parentId, textOriginal: 'a reply', publishedAt: iso(at), authorChannelId: { value: 'UCanna' } },
})

/** The comments of a channel or of the videos `video1` and `video2`, three threads a page, the newest first. A search finds `video1`. */
export const youtubeService: StubDescription = {
  isAuthorized: ({ headers }) => headers['x-goog-api-key'] === 'canary-youtube',
  limited: () => ({
    status: 403,
    body: { error: { errors: [{ domain: 'youtube.quota', reason: 'rateLimitExceeded' }] } },
  }),
  answer(request, service) {
    const left = service.items.filter(({ isDeleted }) => !isDeleted)
    if (request.path === '/commentThreads') return { body: threads(request, left) }
    if (request.path === '/comments')
      return {
        body: {
          items: idsOf(request)
            .filter((id) => left.some((item) => id === `Ugy${item.id}`))
            .map((id) => ({ id })),
        },
      }
    if (request.path === '/videos') return { body: { items: idsOf(request).map((id) => video(id, service)) } }
    if (request.path === '/search') return { body: { items: [{ id: { kind: 'youtube#video', videoId: 'video1' } }] } }
    return { status: 404 }
  },
}

const idsOf = ({ query }: StubRequest) => (query.get('id') ?? '').split(',')

/** The comments of `video2` are closed. */
const video = (id: string, { items }: StubService) => ({
  id,
  statistics: { viewCount: '9', ...(id === 'video1' && { commentCount: String(items.length) }) },
})

function threads({ query }: StubRequest, left: readonly StubItem[]) {
  const newest = left.toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id)
  const { some, next, isLast } = slice(newest, Number(query.get('pageToken') ?? 0), 3)
  return { items: some.map(toThread), ...(!isLast && { nextPageToken: String(next) }) }
}
