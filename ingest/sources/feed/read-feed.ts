import { createHash } from 'node:crypto'
import { parseFeed } from 'feedsmith'
import { decodeText } from '../../read/decode-text.ts'
import { htmlToText } from '../../read/html-to-text.ts'
import { redact } from '../../redact/redact.ts'
import type { RejectedItem } from '../../mention/source.ts'
import { toTime } from '../../read/to-raw-mention.ts'

export interface FeedItem {
  /** guid or atom:id, else the link, else a hash of title and date. */
  nativeId: string
  text: string
  title?: string
  url?: string
  author?: string
  /** Epoch ms; absent when the feed states no readable date. */
  createdAt?: number
}

export interface FeedDocument {
  title: string | undefined
  items: FeedItem[]
  rejected: RejectedItem[]
}

/** What the four formats have in common. */
interface Entry {
  id?: string | undefined
  link?: string | undefined
  title?: string | undefined
  html?: string | undefined
  text?: string | undefined
  author?: string | undefined
  dates: (string | undefined)[]
}

const maxItems = 2000
const shownBytes = 200
const longestId = 300

/**
 * Reads RSS, Atom (RFC 4287), RDF (RSS 1.0) or JSON Feed 1.1.
 * @throws Error with the first 200 bytes of a document that is none of them
 */
export function readFeed(body: Buffer, contentType?: string): FeedDocument {
  const { title, entries } = parsed(decodeText(body, contentType), body)
  const items: FeedItem[] = []
  const rejected: RejectedItem[] = []
  for (const [i, entry] of entries.entries()) {
    const item = toItem(entry)
    if (item) items.push(item)
    else rejected.push({ at: `entry ${i + 1}`, reason: 'has neither a title nor a text', raw: JSON.stringify(entry) })
  }
  return { title: title && htmlToText(title), items, rejected }
}

function parsed(text: string, body: Buffer): { title: string | undefined; entries: Entry[] } {
  try {
    const { format, feed } = parseFeed(text, { maxItems })
    if (format === 'atom') return { title: feed.title?.value, entries: (feed.entries ?? []).map(ofAtom) }
    if (format === 'json') return { title: feed.title, entries: (feed.items ?? []).map(ofJson) }
    return { title: feed.title, entries: (feed.items ?? []).map(ofRss) }
  } catch (error) {
    const shown = JSON.stringify(redact(body.toString('utf8', 0, shownBytes)))
    throw new Error(`the document is not a readable feed (${(error as Error).message}); it begins with ${shown}`, {
      cause: error,
    })
  }
}

type Parsed = ReturnType<typeof parseFeed<string>>
type Rss = NonNullable<Extract<Parsed, { format: 'rss' }>['feed']['items']>[number]
type Rdf = NonNullable<Extract<Parsed, { format: 'rdf' }>['feed']['items']>[number]
type Atom = NonNullable<Extract<Parsed, { format: 'atom' }>['feed']['entries']>[number]
type Json = NonNullable<Extract<Parsed, { format: 'json' }>['feed']['items']>[number]

function ofRss(item: Rss | Rdf): Entry {
  const rss = item as Rss & Rdf
  return {
    id: rss.guid?.value ?? rss.rdf?.about,
    link: rss.link ?? (rss.guid?.isPermaLink === false ? undefined : linkOf(rss.guid?.value)),
    title: rss.title,
    html: rss.content?.encoded ?? rss.description,
    author: rss.authors?.[0]?.name ?? rss.authors?.[0]?.email ?? rss.dc?.creators?.[0],
    dates: [rss.pubDate, rss.dc?.dates?.[0], rss.atom?.published, rss.atom?.updated],
  }
}

function ofAtom(entry: Atom): Entry {
  const link = entry.links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? entry.links?.[0]
  const { type } = entry.title ?? {}
  return {
    id: entry.id,
    link: link?.href,
    title: type === 'html' || type === 'xhtml' ? entry.title?.value : escaped(entry.title?.value),
    html: entry.content?.value ?? entry.summary?.value,
    author: entry.authors?.[0]?.name ?? entry.authors?.[0]?.email,
    dates: [entry.published, entry.updated],
  }
}

function ofJson(item: Json): Entry {
  return {
    id: item.id,
    link: item.url ?? item.external_url,
    title: escaped(item.title),
    html: item.content_html,
    text: item.content_text ?? item.summary,
    author: item.authors?.[0]?.name,
    dates: [item.date_published, item.date_modified],
  }
}

/** Plain text in the form of HTML. */
const escaped = (text: string | undefined) => text?.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function toItem(entry: Entry): FeedItem | undefined {
  const title = entry.title === undefined ? '' : htmlToText(entry.title).replaceAll('\n', ' ')
  const text = (entry.html === undefined ? '' : htmlToText(entry.html)) || (entry.text?.trim() ?? '')
  if (!title && !text) return undefined
  const createdAt = entry.dates.map(toTime).find((time) => time !== undefined)
  const url = linkOf(entry.link)
  const author = entry.author && htmlToText(entry.author)
  return {
    nativeId: idOf(entry, title || text),
    text: text || title,
    ...(title && text && title !== text && { title }),
    ...(url && { url }),
    ...(author && { author }),
    ...(createdAt !== undefined && { createdAt }),
  }
}

function idOf({ id, link, dates }: Entry, title: string): string {
  const stated = id?.trim() || link?.trim()
  if (stated && stated.length <= longestId) return stated
  const content = stated ?? `${title}\u0001${dates.find((date) => date !== undefined) ?? ''}`
  return createHash('sha256').update(content).digest('hex').slice(0, 32)
}

/** An http or https link, without the redirect that Google Alerts wraps around it. */
function linkOf(link: string | undefined): string | undefined {
  const url = link === undefined ? null : URL.parse(link.trim())
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  const wrapped =
    /(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === '/url'
      ? URL.parse(url.searchParams.get('url') ?? url.searchParams.get('q') ?? '')
      : null
  return (wrapped && /^https?:$/.test(wrapped.protocol) ? wrapped : url).href
}
