import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Type, type Static } from 'typebox'
import type { Clock } from '../../infra/clock.ts'
import type { Http, HttpResponse } from '../../infra/http/fetch.ts'
import { SourceFailed, type Page, type RawMention, type Source } from '../mention/source.ts'
import { SourceName } from '../mention/source-name.ts'
import { toTime } from '../read/to-raw-mention.ts'
import { readFeed, type FeedDocument, type FeedItem } from './feed/read-feed.ts'

/** RSS, Atom, RDF or JSON Feed at an address. */
export const feedOptions = Type.Object(
  {
    type: Type.Literal('feed'),
    name: SourceName,
    url: Type.String({ pattern: '^https?://' }),
    everySeconds: Type.Optional(Type.Number({ minimum: 60, maximum: 86_400 })),
  },
  { additionalProperties: false },
)
export type FeedOptions = Static<typeof feedOptions>

const everySeconds = 300
const maxBytes = 5 * 1024 * 1024
const timeoutMs = 20_000
const redirects = 5

/** What the last poll saw: a feed has no cursor of its own. */
interface Cursor {
  polledAt: number
  etag?: string
  lastModified?: string
  /** Of what stood in it: a short hash of the id → a short hash of the content, and the time it was told under. */
  seen: Record<string, [content: string, createdAt: number]>
}

/** Polls; tells what is new or was edited. What stands there at the first poll is history. */
export function feed(options: FeedOptions, means: { http: Http; clock: Clock }): Source {
  return {
    name: options.name,
    kind: 'feed',
    async *pages(saved, signal) {
      let cursor = saved === undefined ? undefined : (JSON.parse(saved) as Cursor)
      const everyMs = (options.everySeconds ?? everySeconds) * 1000
      while (!signal.aborted) {
        // Also after a restart: somebody else's server is not asked more often because ours is unwell.
        await wait((cursor?.polledAt ?? -Infinity) + everyMs - means.clock(), everyMs, signal)
        if (signal.aborted) return
        const now = means.clock()
        const answer = await ask(options, { http: means.http, cursor, signal })
        const page = pageOf(answer, { before: cursor, now })
        cursor = JSON.parse(page.cursor) as Cursor
        yield page
      }
    },
  }
}

async function wait(ms: number, mostMs: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await pause(Math.min(ms, mostMs), undefined, { signal }).catch(() => {})
}

interface RequestContext {
  http: Http
  cursor: Cursor | undefined
  signal: AbortSignal
}

async function ask({ url }: FeedOptions, { http, cursor, signal }: RequestContext): Promise<HttpResponse> {
  const answer = await http.request({
    url,
    headers: {
      accept: 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
      ...(cursor?.etag && { 'if-none-match': cursor.etag }),
      ...(cursor?.lastModified && { 'if-modified-since': cursor.lastModified }),
    },
    timeoutMs,
    maxBytes,
    redirects,
    signal,
  })
  const { status, headers } = answer
  if (status === 410) throw new SourceFailed('gone', 'the feed is gone for good (410)')
  if (status === 200 || (status === 304 && cursor)) return answer
  const isBusy = status === 429 || status === 503
  throw new SourceFailed('failing', `it answers ${status}`, isBusy ? retryAfterMs(headers['retry-after']) : 0)
}

const longestRetryMs = 24 * 3_600_000

/** Seconds or a date (RFC 9110 § 10.2.3). */
function retryAfterMs(told: string | undefined): number {
  if (told === undefined) return 0
  const ms = /^\d+$/.test(told.trim()) ? Number(told) * 1000 : (toTime(told) ?? 0) - Date.now()
  return Math.min(longestRetryMs, Math.max(0, ms))
}

interface Polled {
  before: Cursor | undefined
  now: number
}

function pageOf({ status, headers, body }: HttpResponse, { before, now }: Polled): Page {
  if (status === 304) return { mentions: [], cursor: JSON.stringify({ ...before, polledAt: now }), coveredUntil: now }
  const document = readFeed(body, headers['content-type'])
  const { etag, 'last-modified': lastModified } = headers
  const { mentions, rejected, seen } = news(document, { before, now })
  const isEmpty = Object.keys(seen).length === 0
  const cursor: Cursor = {
    polledAt: now,
    ...(etag && { etag }),
    ...(lastModified && { lastModified }),
    seen: isEmpty ? (before?.seen ?? {}) : seen,
  }
  const missed =
    before && !isEmpty && Object.keys(before.seen).length > 0 && !Object.keys(seen).some((id) => id in before.seen)
  const gap = missed && {
    from: before.polledAt,
    to: now,
    reason: 'nothing of the last poll is in the feed any more: what came and went in between was missed',
  }
  return { mentions, rejected, cursor: JSON.stringify(cursor), coveredUntil: now, ...(gap && { gap }) }
}

function news({ title, items, rejected }: FeedDocument, { before, now }: Polled) {
  const seen: Cursor['seen'] = {}
  const mentions: RawMention[] = []
  for (const item of items) {
    const [id, content] = [short(item.nativeId), short(`${item.title ?? ''}\u0001${item.text}`)]
    const known = before?.seen[id]
    // An edit moves no time, and an item without one has that of the poll that saw it first.
    const createdAt = known?.[1] ?? item.createdAt ?? now
    if (known?.[0] !== content && !(id in seen))
      mentions.push(toRaw(item, { channel: title, createdAt, backfill: before === undefined }))
    seen[id] = [content, createdAt]
  }
  const unread = rejected.filter(({ raw }) => {
    const id = short(raw)
    seen[id] = ['', now]
    return !before?.seen[id]
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

const short = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 12)
