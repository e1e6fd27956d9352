import type { Batch, Polled } from '../poll/connector.ts'
import { readItems, type Item } from '../poll/item.ts'
import { keysOf } from '../poll/keys.ts'
import { handlesOf, toMention } from './post.ts'

interface Post {
  id: string
  /** Epoch ms. */
  at: number
}

/** The parameters for where a search begins. */
type Range = Record<string, string>

export interface State {
  /** The newest post that earlier polls read. */
  newest?: Post
  /** Epoch ms up to which posts were counted. */
  countedAt?: number
  /** Within a poll: its newest post, where it begins and the next page is, and how many posts are left by the count. */
  walk?: { top: Post; range: Range; next: string; left: number }
}

/** USD for each post that is read, and for each request for counts (X, pricing page of August 2026). */
export const prices = { post: 0.005, counts: 0.005 }
/** A request for posts gives at least so many, if there are. */
const leastPosts = 10
const perPage = 100
/** The recent search goes back 7 days; an hour is left to clocks. */
const reachMs = 7 * 86_400_000 - 3_600_000
/** The newest 30 seconds are withheld: the next count begins a minute back. */
export const overlapMs = 60_000

/** Where the search begins; undefined at a first poll without history. */
export function rangeOf({ newest, countedAt }: State, since: number, now: number): Range | undefined {
  if (newest && newest.at > now - reachMs) return { since_id: newest.id }
  const start = Math.max(countedAt ?? since, now - reachMs)
  return start >= now ? undefined : { start_time: `${new Date(start).toISOString().slice(0, 19)}Z` }
}

interface Purchase {
  query: string
  state: State
}

/** Buys posts page by page, the newest first, while the budget lasts. */
export async function* bought(
  { api, now, usage }: Polled<State>,
  { query, state }: Purchase,
): AsyncGenerator<Batch<State>> {
  for (let { walk, ...rest } = state; walk;) {
    const affordable = usage.affordable(prices.post)
    if (affordable < leastPosts) {
      const reason = `usdPerDay is used up: about ${walk.left} posts were not read`
      const from = state.newest?.at ?? now - reachMs
      yield { state: { ...rest, ...readUpTo(walk.top, now) }, gap: { from, to: now, reason } }
      return
    }
    const { body } = await api.get('/tweets/search/recent', {
      query,
      ...walk.range,
      max_results: Math.min(perPage, affordable, Math.max(leastPosts, walk.left)),
      'tweet.fields': 'created_at,author_id,referenced_tweets,edit_history_tweet_ids,note_tweet,lang',
      expansions: 'author_id',
      'user.fields': 'username,public_metrics',
      next_token: walk.next || undefined,
    })
    // X leaves empty lists out.
    const found = body.item('data').raw === undefined ? [] : body.list('data')
    usage.pay(found.length, prices.post)
    const handles = handlesOf(body)
    const top = newestOf(found, walk.top)
    const next = body.text('meta.next_token')
    walk = next === '' ? undefined : { ...walk, top, next, left: Math.max(0, walk.left - found.length) }
    rest = { ...rest, ...(walk ? {} : readUpTo(top, now)) }
    yield { ...readItems(found, (post) => toMention(post, handles)), state: { ...rest, ...(walk && { walk }) } }
  }
}

const readUpTo = (top: Post, now: number) => ({ countedAt: now - overlapMs, ...(top.at > 0 && { newest: top }) })

const newestOf = (found: readonly Item[], top: Post): Post =>
  found
    .flatMap((post) =>
      keysOf([post], (each) => each.time('created_at'), Infinity).map((at) => ({ id: post.text('id'), at })),
    )
    .reduce((a, b) => (b.at > a.at ? b : a), top)
