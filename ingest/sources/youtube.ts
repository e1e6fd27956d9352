import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { fixedCredential } from './poll/credential.ts'
import { readItems } from './poll/item.ts'
import { keysOf } from './poll/keys.ts'
import { newestFirst, type NewestFirst } from './poll/newest-first.ts'
import { deletedOf, publishedAt, toMentions } from './youtube/comments.ts'
import { quotaWait } from './youtube/quota.ts'
import { countsOf, searchVideos } from './youtube/videos.ts'

const Id = (description: string, example: string) =>
  Type.String({ pattern: '^[\\w-]+$', description, examples: [example] })

const youtubeOptions = Type.Object(
  {
    type: Type.Literal('youtube'),
    name: SourceName,
    apiKey: secretOf('An API key of a project with the YouTube Data API.', 'YOUTUBE_KEY'),
    channel: Type.Optional(Id('The id of a channel: the comments on all its videos.', 'UC_x5XG1OV2P6uZZ5FSM9Ttw')),
    videos: Type.Optional(
      Type.Array(Id('The id of a video.', 'dQw4w9WgXcQ'), {
        minItems: 1,
        maxItems: 50,
        description: 'Ids of videos whose comments are read.',
        examples: [['dQw4w9WgXcQ']],
      }),
    ),
    query: Type.Optional(
      Type.String({
        minLength: 2,
        description: 'Words that videos are searched for every 15 minutes; comments of the newest 50 are read.',
        examples: ['"Halden Kettle"'],
      }),
    ),
    everySeconds: everySecondsOf(900, 300),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)
type YoutubeOptions = Static<typeof youtubeOptions>

export const youtubeSource = defineSource({
  type: 'youtube',
  mostDays: 30,
  options: youtubeOptions,
  faults: ({ channel, videos, query }) =>
    (channel ?? videos ?? query) ? [] : [{ key: 'channel', fault: 'is missing: give channel, videos or query' }],
  open: (options, deps) => [youtube(options, deps)],
})

/** How far the comments of a channel or video were read; keys are times of publication (epoch ms). */
interface List extends NewestFirst<string> {
  /** Ids of the newest comments. */
  recent?: string[]
  /** The number of comments that the video had. */
  count?: string
}

interface State {
  /** By id of the channel or video. */
  lists: Record<string, List>
  /** Ids of the videos that the search found, the newest first. */
  found?: string[]
  /** Epoch ms. */
  searchedAt?: number
}

const publicRoot = 'https://www.googleapis.com/youtube/v3'
/** 10,000 units a day, a unit for each request but the search. */
const allowance = { requests: 60, perMs: 60_000 }
const perPage = 100
const mostRecent = 20
const remedy =
  'apiKey is wrong or restricted, or the YouTube Data API is off: see the credentials of the project in Google Cloud'

/**
 * Comments on videos, the newest first, with the replies that come with them. A video is asked only when its number of comments
 * changed. Of the newest 20 comments, one that is missing is asked for.
 *
 * Terms: the API's policies (III.E.4) allow to keep what is not the channel owner's own for 30 days; then it must be deleted or
 * fetched again.
 */
export function youtube(options: YoutubeOptions, deps: SourceDeps, root = publicRoot): Source {
  const { apiKey } = options
  const credential = fixedCredential({ headers: { 'x-goog-api-key': apiKey }, secrets: [apiKey], remedy })
  return connectorSource<State>(
    {
      ...pollingOf(youtubeOptions, options),
      api: { root, credential, allowance, waitOf: quotaWait },
      remembered: 2_000,
      poll: (polled) => comments(polled, options),
    },
    deps,
  )
}

async function* comments(
  polled: Polled<State>,
  { channel, videos = [], query }: YoutubeOptions,
): AsyncGenerator<Batch<State>> {
  const { api, now, since } = polled
  let state = polled.state ?? { lists: {} }
  if (query !== undefined) state = { ...state, ...(await searchVideos(api, { query, since, now, before: state })) }
  const wanted = [...new Set([...videos, ...(state.found ?? [])])]
  const counts = await countsOf(wanted, api)
  const ids = [...(channel === undefined ? [] : [channel]), ...wanted]
  // What is no longer found is no longer read.
  state = { ...state, lists: Object.fromEntries(Object.entries(state.lists).filter(([id]) => ids.includes(id))) }
  yield { state }
  for (const id of ids) {
    const count = counts.get(id)
    const list = state.lists[id] ?? {}
    if (id !== channel && (count === undefined || count === list.count)) continue
    const of: Record<string, string> = id === channel ? { allThreadsRelatedToChannelId: id } : { videoId: id }
    for await (const { read, list: next } of threads(polled, list, of)) {
      const isRead = next.walk === undefined && count !== undefined
      state = { ...state, lists: { ...state.lists, [id]: { ...next, ...(isRead && { count }) } } }
      yield { ...read, state }
    }
  }
}

async function* threads({ api, since, now }: Polled<State>, list: List, of: Record<string, string>) {
  let recent = list.recent ?? []
  const walked = newestFirst<string>(list, { since, now }, async (pageToken) => {
    const query = { part: 'snippet,replies', order: 'time', textFormat: 'plainText', maxResults: perPage, pageToken }
    const { body } = await api.get('/commentThreads', { ...query, ...of })
    const items = body.list('items')
    const read = readItems(items, toMentions)
    if (pageToken === undefined) {
      const ids = items.map((thread) => thread.text('id')).filter((id) => id !== '')
      const missing = recent.filter((id) => !ids.includes(id))
      read.deletions.push(...(await deletedOf(missing, api)))
      recent = ids.slice(0, mostRecent)
    }
    return { read, keys: keysOf(items, publishedAt, now), next: body.text('nextPageToken') || undefined }
  })
  const counted = list.count === undefined ? {} : { count: list.count }
  for await (const { read, state } of walked) yield { read, list: { ...counted, ...state, recent } }
}
