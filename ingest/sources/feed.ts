import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import type { RawMention, Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { readFeed, type FeedDocument, type FeedItem } from './feed/read-feed.ts'
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
interface Seen {
  /** A short hash of the id → a short hash of the content, and the time (epoch ms) of its mention. */
  seen: Record<string, [content: string, createdAt: number]>
}

/** Polls the feed; its new and edited items are mentions. The items of the first poll are history. */
export function feed(options: Static<typeof feedOptions>, deps: Pick<SourceDeps, 'http' | 'clock'>): Source {
  return pollSource<Seen>(
    {
      name: options.name,
      everyMs: (options.everySeconds ?? everySeconds) * 1000,
      request: () => ({ url: options.url, headers: { accept } }),
      read: ({ body, headers }, poll) => pageOf(readFeed(body, headers['content-type']), poll),
      maxBytes,
    },
    deps,
  )
}

function pageOf(document: FeedDocument, { before, now }: Polled<Seen>): PolledPage<Seen> {
  const former = before?.state.seen ?? {}
  const { mentions, rejected, seen } = newItems(document, { former, isFirst: before === undefined, now })
  const isEmpty = Object.keys(seen).length === 0
  const missed =
    before && !isEmpty && Object.keys(former).length > 0 && !Object.keys(seen).some((id) => Object.hasOwn(former, id))
  const gap = missed && {
    from: before.polledAt,
    to: now,
    reason: 'the feed no longer has any item of the last poll: items in between may have been missed',
  }
  return { mentions, rejected, state: { seen: isEmpty ? former : seen }, coveredUntil: now, ...(gap && { gap }) }
}

function newItems(
  { title, items, rejected }: FeedDocument,
  { former, isFirst, now }: { former: Seen['seen']; isFirst: boolean; now: number },
) {
  const seen: Seen['seen'] = {}
  const mentions: RawMention[] = []
  for (const item of items) {
    const [id, content] = [shortHash(item.nativeId), shortHash(`${item.title ?? ''}\u0001${item.text}`)]
    const known = former[id]
    // An edit keeps the time. An item without a time gets that of the poll that found it first.
    const createdAt = known?.[1] ?? item.createdAt ?? now
    if (known?.[0] !== content && !(id in seen))
      mentions.push(toRaw(item, { channel: title, createdAt, backfill: isFirst }))
    seen[id] = [content, createdAt]
  }
  const unread = rejected.filter(({ raw }) => {
    const id = shortHash(raw)
    seen[id] = ['', now]
    return !former[id]
  })
  return { mentions, rejected: unread, seen }
}

function toRaw(
  item: FeedItem,
  { channel, ...known }: { channel: string | undefined; createdAt: number; backfill: boolean },
): RawMention {
  const { author, ...rest } = item
  return {
    ...rest,
    ...known,
    format: 'article',
    ...(channel && { channel }),
    ...(author && { author: { id: author, handle: author } }),
  }
}

const shortHash = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 12)
