import type { Api } from '../poll/api.ts'

/** The search has a bucket of its own, of 100 requests a day. */
const searchEveryMs = 15 * 60_000
const mostVideos = 50

interface Search {
  query: string
  /** Epoch ms: older videos are not found. */
  since: number
  now: number
  before: { found?: string[]; searchedAt?: number }
}

/** Ids of the newest videos that match, at most 50; the earlier ones if the last search is less than 15 minutes ago. */
export async function searchVideos(api: Api, { query, since, now, before }: Search): Promise<Search['before']> {
  const { found = [], searchedAt = -Infinity } = before
  if (now - searchedAt < searchEveryMs) return before
  const { body } = await api.get('/search', {
    part: 'id',
    type: 'video',
    order: 'date',
    maxResults: mostVideos,
    q: query,
    publishedAfter: new Date(since).toISOString(),
  })
  const ids = body.list('items').map((item) => item.text('id.videoId'))
  const newest = [...new Set([...ids.filter((id) => id !== ''), ...found])].slice(0, mostVideos)
  return { found: newest, searchedAt: now }
}

/** The number of comments of each video; none for one that is gone or takes no comments. */
export async function countsOf(ids: readonly string[], api: Api): Promise<Map<string, string>> {
  const counts = new Map<string, string>()
  for (let from = 0; from < ids.length; from += mostVideos) {
    const id = ids.slice(from, from + mostVideos).join(',')
    const { body } = await api.get('/videos', { part: 'statistics', id, maxResults: mostVideos })
    for (const video of body.list('items')) {
      const count = video.text('statistics.commentCount')
      if (count !== '') counts.set(video.text('id'), count)
    }
  }
  return counts
}
