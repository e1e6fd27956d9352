import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import type { Api } from './poll/api.ts'
import { connectorSource } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { fixedCredential } from './poll/credential.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf } from './poll/keys.ts'
import { newestFirst, type NewestFirst } from './poll/newest-first.ts'

const discourseOptions = Type.Object(
  {
    type: Type.Literal('discourse'),
    name: SourceName,
    url: Type.String({
      pattern: '^https?://.*[^/]$',
      description: 'The forum.',
      examples: ['https://community.example.com'],
    }),
    apiKey: Type.Optional(secretOf('For a forum that is not public: a read-only API key.', 'DISCOURSE_KEY')),
    apiUser: Type.Optional(
      Type.String({ description: 'The user of the API key; system if absent.', examples: ['system'] }),
    ),
    everySeconds: everySecondsOf(120, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)

export const discourseSource = defineSource({
  type: 'discourse',
  options: discourseOptions,
  open: (options, deps) => [discourse(options, deps)],
})

/** Keys are post ids, which grow. `recent`: ids on page one of the last poll. */
interface State extends NewestFirst<number> {
  recent?: number[]
}

/** An API key accepts 60 requests a minute; an address 200, where that limit is on. */
const allowance = { requests: 60, perMs: 60_000 }
/** A page has the visible posts among this many ids. */
const idsPerPage = 50
const regularPost = 1
const remedy =
  'apiKey or apiUser is wrong, or the forum is not public and needs them: Admin, API, with the scope posts: read'

/**
 * Public posts, the newest first. Of the posts on page one, an edit is noticed, and one that is missing is asked for: 404 or 403 is a
 * deletion. System messages and whispers are left out.
 *
 * Terms: those of the forum; its posts are public, and what is deleted there is deleted here.
 */
export function discourse(options: Static<typeof discourseOptions>, deps: SourceDeps): Source {
  const { url: root, apiKey, apiUser = 'system' } = options
  const headers = apiKey === undefined ? undefined : { 'api-key': apiKey, 'api-username': apiUser }
  const credential = fixedCredential({ headers: { ...headers }, secrets: apiKey ? [apiKey] : [], remedy })
  return connectorSource<State>(
    {
      ...pollingOf(discourseOptions, options),
      api: { root, credential, allowance },
      async *poll({ api, state = {}, since, now }) {
        let recent = state.recent ?? []
        const walked = newestFirst(state, { since: 0, now: Infinity }, async (before) => {
          const { body } = await api.get('/posts.json', { before })
          const posts = body.list('latest_posts')
          const ids = keysOf(posts, (post) => Number(post.id('id')), Infinity)
          const read = readItems(posts, (post) => toPost(post, posts, root))
          if (before === undefined) {
            read.deletions.push(...(await missing(recent, ids, api)))
            recent = ids
          }
          const lowest = Math.min(before ?? Infinity, ...ids)
          const isOld = keysOf(posts, (post) => post.time('created_at'), now).some((at) => at < since)
          const next = posts.length === 0 && before !== undefined ? before - idsPerPage : lowest - 1
          return { read, keys: ids, next: isOld || !(next > (state.newest ?? 0) && next < Infinity) ? undefined : next }
        })
        for await (const { read, state: walk } of walked) yield { ...read, state: { ...walk, recent } }
      },
    },
    deps,
  )
}

/** Which posts of the last page one are gone, though others as old are there. */
async function missing(recent: readonly number[], ids: readonly number[], api: Api) {
  const here = new Set(ids)
  const gone: { id: string; reason: 'deleted' }[] = []
  for (const id of recent.filter((id) => !here.has(id) && ids.some((other) => other < id))) {
    const post = await api.find(`/posts/${id}.json`, {}, [403, 404, 410])
    if (!post || post.body.is('user_deleted') || post.body.text('deleted_at') !== '')
      gone.push({ id: String(id), reason: 'deleted' })
  }
  return gone
}

function toPost(post: Item, others: readonly Item[], root: string): Reading {
  if ((post.number('post_type') ?? regularPost) !== regularPost || (post.number('user_id') ?? 1) < 0) return undefined
  const id = post.id('id')
  if (post.is('user_deleted') || post.text('deleted_at') !== '') return { deleted: id }
  const [topic, nth, handle] = [post.text('topic_id'), post.number('post_number') ?? 1, post.text('username')]
  const title = post.text('topic_title')
  const answered = post.number('reply_to_post_number')
  const parent = others.find((other) => other.text('topic_id') === topic && other.number('post_number') === answered)
  return {
    nativeId: id,
    createdAt: post.time('created_at'),
    text: post.plain('cooked') || post.text('raw'),
    ...(title && { title }),
    format: nth === 1 ? 'post' : 'comment',
    url: `${root}/t/${post.text('topic_slug') || '-'}/${topic}/${nth}`,
    ...(handle && { author: { id: handle, handle } }),
    ...(nth > 1 && { inReplyTo: parent?.text('id') || `topic:${topic}` }),
  }
}
