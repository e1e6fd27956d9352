import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import type { Api } from './poll/api.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, Since } from './poll/connector-options.ts'
import { bearer } from './poll/credential.ts'
import { readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf } from './poll/keys.ts'
import { newestFirst, type NewestFirst } from './poll/newest-first.ts'

const lemmyOptions = Type.Object(
  {
    type: Type.Literal('lemmy'),
    name: SourceName,
    url: Type.String({
      pattern: '^https?://.*[^/]$',
      description: 'The instance.',
      examples: ['https://lemmy.example'],
    }),
    community: Type.Optional(
      Type.String({
        pattern: '^\\w+(@[\\w.-]+)?$',
        description: 'A community, with its instance if that is another one.',
        examples: ['kettles@lemmy.example'],
      }),
    ),
    query: Type.Optional(
      Type.String({ minLength: 2, description: 'Words that are searched for.', examples: ['halden kettle'] }),
    ),
    everySeconds: everySecondsOf(300, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)
type LemmyOptions = Static<typeof lemmyOptions>

export const lemmySource = defineSource({
  type: 'lemmy',
  options: lemmyOptions,
  withQuery: ({ community: _community, ...options }, query) => ({ ...options, query }),
  faults: ({ community, query }) =>
    (community ?? query) ? [] : [{ key: 'community', fault: 'is missing: give community or query' }],
  open: (options, deps) => [lemmy(options, deps)],
})

type Kind = 'post' | 'comment'

/** Keys are times of publication (epoch ms). `recent`: what was on page one, ids of the instance and global ids. */
interface List extends NewestFirst<number> {
  recent?: [id: string, apId: string][]
}
type State = Record<Kind, List>

/** Instances set their own limits; the default of searches is 60 in 10 minutes. */
const allowance = { requests: 60, perMs: 600_000 }
const perPage = 50
const remedy = 'Lemmy needs no credential: the instance may be private'

/**
 * Posts and comments of a community, or those with certain words, the newest first. On page one an edit is noticed, and what is missing
 * there is asked for. It speaks version 3 of the API, that of Lemmy 0.19.
 *
 * Terms: those of the instance; what is deleted or removed there is deleted here.
 */
export function lemmy(options: LemmyOptions, deps: SourceDeps): Source {
  return connectorSource<State>(
    {
      ...pollingOf(lemmyOptions, options),
      api: { root: `${options.url}/api/v3`, credential: bearer(undefined, remedy), allowance },
      remembered: 1_000,
      async *poll(polled) {
        let state = polled.state ?? { post: {}, comment: {} }
        for (const kind of ['post', 'comment'] as const)
          for await (const batch of listed(polled, options, { kind, state }))
            yield { ...batch, state: (state = batch.state) }
      },
    },
    deps,
  )
}

async function* listed(
  { api, since, now }: Polled<State>,
  { community, query }: LemmyOptions,
  { kind, state }: { kind: Kind; state: State },
): AsyncGenerator<Batch<State>> {
  const list = state[kind]
  let { recent = [] } = list
  const path = query === undefined ? `/${kind}/list` : '/search'
  const search = query === undefined ? {} : { q: query, type_: kind === 'post' ? 'Posts' : 'Comments' }
  const walked = newestFirst<number>(list, { since, now }, async (page = 1) => {
    const all = { type_: 'All', sort: 'New', community_name: community, limit: perPage, page }
    const { body } = await api.get(path, { ...all, ...search, ...(query !== undefined && { listing_type: 'All' }) })
    const views = body.list(`${kind}s`)
    const read = readItems(views, (view) => toMention(view, kind))
    if (page === 1) {
      const here = views.map((view): [string, string] => [view.text(`${kind}.id`), view.text(`${kind}.ap_id`)])
      read.deletions.push(...(await gone(recent, here, { kind, api })))
      recent = here
    }
    const next = views.length === 0 ? undefined : page + 1
    return { read, keys: keysOf(views, (view) => view.time(`${kind}.published`), now), next }
  })
  for await (const { read, state: walk } of walked) yield { ...read, state: { ...state, [kind]: { ...walk, recent } } }
}

type Ids = readonly [id: string, apId: string][]

/** Lists leave out what is deleted. What left page one though something older is there was deleted or moved: it is asked for. */
async function gone(recent: Ids, here: Ids, { kind, api }: { kind: Kind; api: Api }) {
  const found: { id: string; reason: 'deleted' | 'removed' }[] = []
  for (const [id, apId] of recent) {
    if (here.some(([other]) => other === id) || !here.some(([other]) => Number(other) < Number(id))) continue
    const response = await api.find(`/${kind}`, { id }, [400, 404, 410])
    const item = response?.body.item(`${kind}_view.${kind}`)
    if (!item || item.is('deleted')) found.push({ id: apId, reason: 'deleted' })
    else if (item.is('removed')) found.push({ id: apId, reason: 'removed' })
  }
  return found
}

function toMention(view: Item, kind: Kind): Reading {
  const item = view.item(kind)
  const nativeId = item.id('ap_id')
  if (item.is('deleted') || item.is('removed'))
    return { deleted: nativeId, ...(item.is('removed') && { reason: 'removed' }) }
  const [author, handle, community] = [
    view.text('creator.actor_id'),
    view.text('creator.name'),
    view.text('community.name'),
  ]
  const title = kind === 'post' ? item.text('name') : ''
  const parent = kind === 'comment' ? view.text('post.ap_id') : ''
  return {
    nativeId,
    createdAt: item.time('published'),
    text: (kind === 'post' ? item.text('body') : item.text('content')) || title,
    ...(title && { title }),
    ...(community && { channel: community }),
    format: kind,
    url: nativeId,
    ...(author && { author: { id: author, ...(handle && { handle }) } }),
    ...(parent && { inReplyTo: parent }),
  }
}
