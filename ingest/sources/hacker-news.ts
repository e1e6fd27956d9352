import { Type, type Static } from 'typebox'
import type { Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import type { Api } from './poll/api.ts'
import { connectorSource, type Batch, type Polled } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, RequestsPerDay, Since } from './poll/connector-options.ts'
import { bearer } from './poll/credential.ts'
import { openItem, readItems, type Item, type Reading } from './poll/item.ts'
import { keysOf, resumed } from './poll/keys.ts'

const hackerNewsOptions = Type.Object(
  {
    type: Type.Literal('hacker-news'),
    name: SourceName,
    query: Type.String({
      minLength: 2,
      description: 'Words that a story or comment must have; "…" is a phrase.',
      examples: ['"Halden Kettle"'],
    }),
    everySeconds: everySecondsOf(60, 60),
    since: Since,
    canary: Canary,
    requestsPerDay: RequestsPerDay,
  },
  { additionalProperties: false },
)

export const hackerNewsSource = defineSource({
  type: 'hacker-news',
  options: hackerNewsOptions,
  withQuery: (options, query) => ({ ...options, query }),
  open: (options, deps) => [hackerNews(options, deps)],
})

/** Times in epoch s. `newest`: of what earlier polls read; `before` and `top`: how far a poll has come, from its newest item back. */
interface State {
  newest?: number
  before?: number
  top?: number
  /** Ids that were delivered last. */
  recent: string[]
}

const perPage = 100
/** Items may be in the index some minutes after their time. */
const overlapSeconds = 600
const remembered = 500
/** The search accepts 10,000 requests an hour from an address; the item API has no limit. */
const searchAllowance = { requests: 120, perMs: 60_000 }
const itemAllowance = { requests: 300, perMs: 60_000 }
const remedy = 'Hacker News needs no credential: the address may be blocked'
const publicRoots = { search: 'https://hn.algolia.com/api/v1', items: 'https://hacker-news.firebaseio.com/v0' }

/**
 * Stories and comments that match a query. The search gives them; the list of changed items of the official API tells which of the last
 * 500 were edited or deleted (`deleted`, or `dead` after moderation).
 *
 * Terms: both APIs are free and public and state no limit to keeping; what is deleted there is deleted here.
 */
export function hackerNews(options: Static<typeof hackerNewsOptions>, deps: SourceDeps, roots = publicRoots): Source {
  const credential = bearer(undefined, remedy)
  return connectorSource<State>(
    {
      ...pollingOf(hackerNewsOptions, options),
      api: { root: roots.search, credential, allowance: searchAllowance },
      remembered: 1_000,
      async *poll(polled) {
        let state: State = polled.state ?? { recent: [] }
        for await (const batch of search(polled, options.query, state)) yield { ...batch, state: (state = batch.state) }
        const items = polled.open({ root: roots.items, credential, allowance: itemAllowance })
        yield { ...readItems(await changedItems(items, state.recent), toChange), state }
      },
    },
    deps,
  )
}

async function* search({ api, since, now }: Polled<State>, query: string, state: State): AsyncGenerator<Batch<State>> {
  const newest = Math.floor(resumed(state.newest && state.newest * 1000, { since, now }) / 1000)
  let { recent, before, top = newest } = state
  for (let hasMore = true; hasMore;) {
    const from = `created_at_i>${state.newest === undefined ? newest : newest - overlapSeconds}`
    const { body } = await api.get('/search_by_date', {
      query,
      tags: '(story,comment)',
      hitsPerPage: perPage,
      // Without these, quotes mean nothing and near words are found too.
      advancedSyntax: 'true',
      typoTolerance: 'false',
      numericFilters: before === undefined ? from : `${from},created_at_i<=${before}`,
    })
    const hits = body.list('hits')
    const times = keysOf(hits, (hit) => hit.time('created_at_i') / 1000, now / 1000)
    const read = readItems(hits, toItem)
    recent = [...new Set([...recent, ...read.mentions.map(({ nativeId }) => nativeId)])].slice(-remembered)
    top = Math.max(top, ...times)
    hasMore = hits.length > 0 && (body.number('nbHits') ?? 0) > hits.length
    // One page cannot be passed over: more items than a page holds have one second.
    const lowest = Math.min(now / 1000, ...times)
    before = before !== undefined && !(lowest < before) ? before - 1 : lowest
    yield { ...read, state: hasMore ? { newest: state.newest, before, top, recent } : { newest: top, recent } }
  }
}

function toItem(hit: Item): Reading {
  const [id, title, parent] = [hit.id('objectID'), hit.text('title'), hit.text('parent_id')]
  const text = hit.plain('comment_text') || hit.plain('story_text') || title
  return mention({ id, title, text, parent, author: hit.text('author'), createdAt: hit.time('created_at_i') })
}

/** The items of `recent` that changed lately. */
async function changedItems(items: Api, recent: readonly string[]): Promise<Item[]> {
  const { raw } = (await items.get('/updates.json')).body.item('items')
  const changed = new Set((Array.isArray(raw) ? raw : []).map(String))
  const found: Item[] = []
  for (const id of recent.filter((id) => changed.has(id))) {
    const { raw } = (await items.get(`/item/${id}.json`)).body
    if (raw !== null) found.push(openItem(raw, `item[${id}]`))
  }
  return found
}

function toChange(item: Item): Reading {
  const id = item.id('id')
  if (item.is('deleted') || item.is('dead')) return { deleted: id, reason: item.is('dead') ? 'removed' : 'deleted' }
  const [title, parent] = [item.plain('title'), item.text('parent')]
  const text = item.plain('text') || title
  return mention({ id, title, text, parent, author: item.text('by'), createdAt: item.time('time') })
}

interface Found {
  id: string
  title: string
  text: string
  parent: string
  author: string
  createdAt: number
}

const mention = ({ id, title, text, parent, author, createdAt }: Found): Reading => ({
  nativeId: id,
  createdAt,
  text,
  ...(title && { title }),
  format: parent === '' ? 'post' : 'comment',
  url: `https://news.ycombinator.com/item?id=${id}`,
  ...(author && { author: { id: author, handle: author } }),
  ...(parent && { inReplyTo: parent }),
})
