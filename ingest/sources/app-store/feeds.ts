import { SourceFailed, type PageGap } from '../../mention/source.ts'
import type { Api } from '../poll/api.ts'
import { openItem, readItems, type Item, type ReadItems, type Reading } from '../poll/item.ts'
import { keysOf } from '../poll/keys.ts'
import { newestFirst, type NewestFirst } from '../poll/newest-first.ts'

export const feedRoot = 'https://itunes.apple.com'

/** Keys are times of change in epoch ms; the next page is its number. */
export type FeedState = NewestFirst<number> & {
  /** It had reviews once. */
  hadReviews?: boolean
}

const lastPage = 10

interface Wanted {
  appId: string
  country: string
  state: FeedState
}

interface Found {
  read: ReadItems
  gap?: PageGap
  state: FeedState
}

/**
 * The newest 500 reviews of a country, 50 a page, those that were changed last first.
 * @throws SourceFailed for an empty feed that had reviews before: Apple sometimes answers so, and it is no silence
 */
export async function* reviewFeeds(
  { api, since, now }: { api: Api; since: number; now: number },
  { appId, country, state }: Wanted,
): AsyncGenerator<Found> {
  let [hadReviews, isCut] = [state.hadReviews ?? false, false]
  const walked = newestFirst<number>(state, { since, now }, async (page = 1) => {
    const path = `/${country}/rss/customerreviews/id=${appId}/sortBy=mostRecent/page=${page}/json`
    const response = await api.find(path, {}, page === 1 ? [] : [400, 404])
    const reviews = response ? entriesIn(response.body) : []
    if (page === 1 && reviews.length === 0 && hadReviews)
      throw new SourceFailed('failing', `the feed of ${country} is empty although it had reviews before`)
    hadReviews ||= reviews.length > 0
    const keys = keysOf(reviews, (review) => review.time('updated.label'), now)
    isCut = page === lastPage && Math.min(...keys) > (state.newest ?? Infinity)
    const hasMore = reviews.length > 0 && page < lastPage && keys.some((at) => at >= since)
    return {
      read: readItems(reviews, (review) => toReview(review, country)),
      keys,
      next: hasMore ? page + 1 : undefined,
    }
  })
  for await (const { read, state: walk } of walked) {
    const reason = `more than 500 reviews in ${country} since the last poll: the feed has no more`
    const gap = isCut && state.newest !== undefined ? { from: state.newest, to: now, reason } : undefined
    yield { read, ...(gap && { gap }), state: { ...walk, ...(hadReviews && { hadReviews }) } }
  }
}

/** One review is no list. The first entry may be the app itself, which has no rating. */
function entriesIn(body: Item): Item[] {
  const { raw } = body.item('feed.entry')
  const entries = raw === undefined ? [] : Array.isArray(raw) ? raw : [raw]
  const isApp = (entry: Item) => entry.item('im:name').raw !== undefined && entry.item('im:rating').raw === undefined
  return entries.map((entry: unknown, i) => openItem(entry, `entry[${i}]`)).filter((entry) => !isApp(entry))
}

function toReview(review: Item, country: string): Reading {
  const [title, version] = [review.text('title.label'), review.text('im:version.label')]
  const [author, url] = [review.text('author.name.label'), review.text('link.attributes.href')]
  const rating = Number(review.text('im:rating.label'))
  return {
    nativeId: review.id('id.label'),
    createdAt: review.time('updated.label'),
    text: review.text('content.label') || title,
    ...(title && { title }),
    format: 'review',
    ...(url && { url }),
    ...(author && { author: { id: review.text('author.uri.label') || author, handle: author } }),
    ...(rating >= 1 && rating <= 5 && { rating }),
    fields: { country, ...(version && { version }) },
  }
}
