import { Type, type Static } from 'typebox'
import { SourceFailed, type Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import type { Api } from './poll/api.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, secretOf, Since } from './poll/connector-options.ts'
import { bearer } from './poll/credential.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf } from './poll/keys.ts'

const mastodonOptions = Type.Object(
  {
    type: Type.Literal('mastodon'),
    name: SourceName,
    url: Type.String({
      pattern: '^https?://.*[^/]$',
      description: 'The server.',
      examples: ['https://mastodon.example'],
    }),
    hashtags: Type.Optional(
      Type.Array(Type.String({ pattern: '^[^#\\s/?]+$' }), {
        minItems: 1,
        description: 'Hashtags without #. Absent: the public timeline.',
        examples: [['halden']],
      }),
    ),
    scope: Type.Optional(
      Type.Enum(['all', 'local', 'remote'], {
        description: 'Posts of this server, of others, or all (the default).',
        examples: ['local'],
      }),
    ),
    accessToken: Type.Optional(
      secretOf('A token with read:statuses, where the server shows timelines to its users only.', 'MASTODON_TOKEN'),
    ),
    everySeconds: everySecondsOf(60, 30),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)
type MastodonOptions = Static<typeof mastodonOptions>

export const mastodonSource = defineSource({
  type: 'mastodon',
  options: mastodonOptions,
  withQuery: (options, query) => ({ ...options, hashtags: [query.replace(/^#/, '')] }),
  open: (options, deps) => [mastodon(options, deps)],
})

/** How far a timeline was read: the newest id; while the history is read back, where that is. Ids are opaque texts. */
interface Timeline {
  newest?: string
  top?: string
  before?: string
}
interface State {
  timelines: Record<string, Timeline>
  /** Ids that were delivered last; the first are asked for again next. */
  recent: string[]
}

const allowance = { requests: 300, perMs: 5 * 60_000 }
const perPage = 40
const remembered = 200
/** How many posts a server looks up at once. */
const perLookup = 20
const remedy =
  'The server shows its timelines to its users only: accessToken is missing, wrong or revoked (Preferences, Development)'

/**
 * Public posts of hashtags or of the public timeline, by `min_id`, which leaves no gap. Of the last 200 posts, 20 are looked up at
 * each poll: that tells of edits and deletions. Boosts, private posts and accounts with `noindex` are left out.
 *
 * Terms: those of the server. Mastodon asks to honour deletions, and that accounts with `noindex` are left out.
 */
export function mastodon(options: MastodonOptions, deps: SourceDeps): Source {
  const paths = options.hashtags?.map((tag) => `/api/v1/timelines/tag/${encodeURIComponent(tag)}`)
  return connectorSource<State>(
    {
      ...pollingOf(mastodonOptions, options),
      api: { root: options.url, credential: bearer(options.accessToken, remedy), allowance },
      remembered: 1_000,
      async *poll(polled) {
        let { timelines, recent }: State = polled.state ?? { timelines: {}, recent: [] }
        await checkAccess(polled.api, options)
        for (const path of paths ?? ['/api/v1/timelines/public'])
          for await (const { read, timeline } of statuses(polled, { path, options, timeline: timelines[path] ?? {} })) {
            timelines = { ...timelines, [path]: timeline }
            const ids = read.mentions.map(({ nativeId }) => nativeId)
            recent = [...new Set([...recent, ...ids])].slice(-remembered)
            yield { ...read, state: { timelines, recent } }
          }
        yield await lookUp(polled.api, { timelines, recent })
      },
    },
    deps,
  )
}

/** An empty timeline may be one that is switched off (Mastodon 4.5): what the server says about itself tells them apart. */
async function checkAccess(api: Api, { hashtags, scope, accessToken }: MastodonOptions): Promise<void> {
  const instance = await api.find('/api/v2/instance')
  const feed = hashtags ? 'hashtag_feeds' : 'live_feeds'
  const access = instance?.body.item(`configuration.timelines_access.${feed}`)
  const parts = scope === undefined || scope === 'all' ? ['local', 'remote'] : [scope]
  const kinds = parts.map((part) => access?.text(part) || 'public')
  if (kinds.every((kind) => kind === 'disabled'))
    throw new SourceFailed('failing', `the server has switched these timelines off (timelines_access.${feed})`)
  if (accessToken === undefined && !kinds.includes('public')) throw new SourceFailed('failing', remedy)
}

interface Wanted {
  path: string
  options: MastodonOptions
  timeline: Timeline
}

async function* statuses({ api, since, now }: Polled<State>, { path, options: { scope }, timeline }: Wanted) {
  const limits = { limit: perPage, ...((scope === 'local' || scope === 'remote') && { [scope]: 'true' }) }
  const request = async (at: { max_id?: string | undefined; min_id?: string }) => {
    const list = (await api.get(path, { ...limits, ...at })).body.list('')
    return { list, read: readItems(list, toMention), ids: list.map((status) => status.text('id')).filter(Boolean) }
  }
  let { newest, top, before } = timeline
  while (newest === undefined) {
    const { list, read, ids } = await request({ max_id: before })
    top ??= newestOf(ids)
    before = ids.at(-1)
    const isOld = keysOf(list, (status) => status.time('created_at'), now).some((at) => at < since)
    if (isOld || before === undefined) newest = top
    yield { read, timeline: newest === undefined ? { ...(top && { top }), ...(before && { before }) } : { newest } }
    // Nothing was ever published there.
    if (before === undefined) break
  }
  while (newest !== undefined) {
    const { read, ids } = await request({ min_id: newest })
    if (ids.length === 0) return
    newest = newestOf([newest, ...ids])!
    yield { read, timeline: { newest } }
  }
}

/** Longer ids are newer; of the same length, they are in the order of their text. */
const newestOf = (ids: readonly string[]) =>
  ids.toSorted((a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)).at(-1)

async function lookUp(api: Api, { timelines, recent }: State): Promise<Batch<State>> {
  const asked = recent.slice(0, perLookup)
  const response = asked.length > 0 ? await api.find('/api/v1/statuses', { 'id[]': asked }) : undefined
  // Servers before Mastodon 4.3 cannot look up several posts.
  if (!response) return { state: { timelines, recent } }
  const found = response.body.list('')
  const here = new Set(found.map((status) => status.text('id')))
  const deletions = asked.filter((id) => !here.has(id)).map((id) => ({ id, reason: 'deleted' as const }))
  const left = [...recent.slice(perLookup), ...asked.filter((id) => here.has(id))]
  const read = readItems(found, toMention)
  return { ...read, deletions, state: { timelines, recent: left } }
}

function toMention(status: Item): Reading {
  const isPublic = ['public', 'unlisted'].includes(status.text('visibility'))
  if (!isPublic || status.item('reblog.id').raw !== undefined || status.is('account.noindex')) return undefined
  const [title, parent, url] = [status.text('spoiler_text'), status.text('in_reply_to_id'), status.text('url')]
  const [language, followers] = [status.text('language'), status.number('account.followers_count')]
  return {
    nativeId: status.id('id'),
    createdAt: status.time('created_at'),
    text: status.plain('content') || title,
    ...(title && { title }),
    format: parent === '' ? 'post' : 'comment',
    ...(/^https?:/.test(url) && { url }),
    author: {
      id: status.id('account.id'),
      handle: status.text('account.acct'),
      ...(followers !== undefined && { followers }),
    },
    ...(parent && { inReplyTo: parent }),
    ...(language && { fields: { language } }),
  }
}
