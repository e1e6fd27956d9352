import { Type, type Static } from 'typebox'
import type { RawMention, Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { isPlaceholder } from '../read/cell-values.ts'
import { identify, shortHash, type SeenItem } from './feed/identity.ts'
import { readFeedInThread } from './feed/feed-thread.ts'
import type { FeedDocument, FeedItem } from './feed/read-feed.ts'
import { pollSource, type Polled, type PolledPage } from './poll/poll.ts'

/** RSS, Atom, RDF or JSON Feed at a URL. */
const feedOptions = Type.Object(
  {
    type: Type.Literal('feed'),
    name: SourceName,
    url: Type.String({ pattern: '^https?://', description: 'The URL of an RSS, Atom, RDF or JSON feed.' }),
    everySeconds: Type.Optional(
      Type.Number({ minimum: 60, maximum: 86_400, description: 'Seconds between two polls; 300 if absent.' }),
    ),
  },
  { additionalProperties: false },
)

export const feedSource = defineSource({
  type: 'feed',
  options: feedOptions,
  open: (options, deps) => [feed(options, deps)],
})

const everySeconds = 300
const maxBytes = 5 * 1024 * 1024
const accept = 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5'

/** A feed has no cursor of its own: we remember which items the last poll found. */
interface State {
  /** By a hash of the id. */
  seen: Record<string, SeenItem>
  /** Hashes of ids and links that more than one item had. */
  shared?: string[]
}

const mostShared = 500

/** Polls the feed; its new and edited items are mentions. The items of the first poll are history. */
export function feed(options: Static<typeof feedOptions>, deps: Pick<SourceDeps, 'http' | 'clock'>): Source {
  return pollSource<State>(
    {
      name: options.name,
      everyMs: (options.everySeconds ?? everySeconds) * 1000,
      request: () => ({ url: options.url, headers: { accept } }),
      read: async ({ body, headers }, poll) =>
        pageOf(await readFeedInThread({ body, contentType: headers['content-type'], url: options.url }), poll),
      maxBytes,
    },
    deps,
  )
}

function pageOf(document: FeedDocument, { before, now }: Polled<State>): PolledPage<State> {
  const former = before?.state.seen ?? {}
  // Items without a text do not count: they have no mention.
  const hasSeen = Object.values(former).some(({ nativeId }) => nativeId !== '')
  const shared = new Set(before?.state.shared)
  // What a feed holds when it is first seen is history, also if it was empty at first.
  const newSince = hasSeen ? -Infinity : (before?.polledAt ?? Infinity)
  const { mentions, rejected, seen, hasKnown } = newItems(document, { former, shared, newSince, now })
  const isEmpty = Object.keys(seen).length === 0
  const gap = before &&
    hasSeen &&
    !isEmpty &&
    !hasKnown && {
      from: before.polledAt,
      to: now,
      reason: 'the feed no longer has any item of the last poll: items in between may have been missed',
    }
  return {
    mentions,
    rejected,
    coveredUntil: now,
    state: { seen: isEmpty ? former : seen, ...(shared.size > 0 && { shared: [...shared].slice(-mostShared) }) },
    ...(gap && { gap }),
  }
}

interface Before {
  former: State['seen']
  shared: Set<string>
  /** Epoch ms: items that are not known and not newer are history. */
  newSince: number
  now: number
}

function newItems({ title, items, rejected }: FeedDocument, { former, shared, newSince, now }: Before) {
  const seen: State['seen'] = {}
  const mentions: RawMention[] = []
  let hasKnown = false
  for (const { item, nativeId, key, content, marks, known, about } of identify(items, former, shared)) {
    if (known) hasKnown = true
    const stated = isPlausible(item.createdAt, now) ? item.createdAt : undefined
    // An edit keeps the time. An item without a time gets that of the poll that found it first.
    const createdAt = known?.createdAt ?? stated ?? now
    const backfill = newSince !== -Infinity && !((stated ?? -Infinity) > newSince)
    if (known?.content !== content && !(key in seen))
      mentions.push(toRaw(item, { nativeId, channel: title, createdAt, backfill }))
    seen[key] = { content, createdAt, nativeId, marks, about }
  }
  const unread = rejected.filter(({ raw }) => {
    const key = shortHash(raw)
    seen[key] = { content: '', createdAt: now, nativeId: '', marks: [] }
    if (former[key]) hasKnown = true
    return !former[key]
  })
  return { mentions, rejected: unread, seen, hasKnown }
}

const earliest = Date.UTC(2000, 0, 1)
const dayMs = 86_400_000
/** An absurd date is none. */
const isPlausible = (at: number | undefined, now: number) => at !== undefined && at >= earliest && at <= now + dayMs

function toRaw(
  { text, title, url, author, rating, fields }: FeedItem,
  { channel, ...known }: { nativeId: string; channel: string | undefined; createdAt: number; backfill: boolean },
): RawMention {
  return {
    ...known,
    text,
    format: 'article',
    ...(title && { title }),
    ...(url && { url }),
    ...(channel && { channel }),
    ...(author && !isPlaceholder(author) && { author: { id: author, handle: author } }),
    ...(rating !== undefined && { rating }),
    ...(fields && { fields }),
  }
}
