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
  /** Nothing where the feed does not say. */
  createdAt?: number
}

export interface FeedDocument {
  title: string | undefined
  items: FeedItem[]
  rejected: RejectedItem[]
}

/** What any of the four formats tells of an item, before it is judged. */
interface Told {
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

/** RSS, Atom, RDF or JSON Feed. @throws Error with the first 200 bytes of what is none. */
export function readFeed(body: Buffer, contentType?: string): FeedDocument {
  const { title, told } = parsed(decodeText(body, contentType), body)
  const items: FeedItem[] = []
  const rejected: RejectedItem[] = []
  for (const [i, each] of told.entries()) {
    const item = toItem(each)
    if (item) items.push(item)
    else rejected.push({ at: `entry ${i + 1}`, reason: 'has neither a title nor a text', raw: JSON.stringify(each) })
  }
  return { title: title && htmlToText(title), items, rejected }
}

function parsed(text: string, body: Buffer): { title: string | undefined; told: Told[] } {
  try {
    const { format, feed } = parseFeed(text, { maxItems })
    if (format === 'atom') return { title: feed.title?.value, told: (feed.entries ?? []).map(ofAtom) }
    if (format === 'json') return { title: feed.title, told: (feed.items ?? []).map(ofJson) }
    return { title: feed.title, told: (feed.items ?? []).map(ofRss) }
  } catch (error) {
    const shown = JSON.stringify(redact(body.toString('utf8', 0, shownBytes)))
    throw new Error(`this is no feed that can be read (${(error as Error).message}); it begins with ${shown}`, {
      cause: error,
    })
  }
}

type Parsed = ReturnType<typeof parseFeed<string>>
type Rss = NonNullable<Extract<Parsed, { format: 'rss' }>['feed']['items']>[number]
type Rdf = NonNullable<Extract<Parsed, { format: 'rdf' }>['feed']['items']>[number]
type Atom = NonNullable<Extract<Parsed, { format: 'atom' }>['feed']['entries']>[number]
type Json = NonNullable<Extract<Parsed, { format: 'json' }>['feed']['items']>[number]

function ofRss(item: Rss | Rdf): Told {
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

function ofAtom(entry: Atom): Told {
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

function ofJson(item: Json): Told {
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

/** Plain text that will be read as HTML. */
const escaped = (text: string | undefined) => text?.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function toItem(told: Told): FeedItem | undefined {
  const title = told.title === undefined ? '' : htmlToText(told.title).replaceAll('\n', ' ')
  const text = (told.html === undefined ? '' : htmlToText(told.html)) || (told.text?.trim() ?? '')
  if (!title && !text) return undefined
  const createdAt = told.dates.map(toTime).find((time) => time !== undefined)
  const url = linkOf(told.link)
  const author = told.author && htmlToText(told.author)
  return {
    nativeId: idOf(told, title || text),
    text: text || title,
    ...(title && text && title !== text && { title }),
    ...(url && { url }),
    ...(author && { author }),
    ...(createdAt !== undefined && { createdAt }),
  }
}

function idOf({ id, link, dates }: Told, title: string): string {
  const told = id?.trim() || link?.trim()
  if (told && told.length <= longestId) return told
  const content = told ?? `${title}\u0001${dates.find((date) => date !== undefined) ?? ''}`
  return createHash('sha256').update(content).digest('hex').slice(0, 32)
}

/** A link to follow, and nothing that runs; Google's alerts wrap theirs. */
function linkOf(link: string | undefined): string | undefined {
  const url = link === undefined ? null : URL.parse(link.trim())
  if (!url || !/^https?:$/.test(url.protocol)) return undefined
  const wrapped =
    /(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === '/url'
      ? URL.parse(url.searchParams.get('url') ?? url.searchParams.get('q') ?? '')
      : null
  return (wrapped && /^https?:$/.test(wrapped.protocol) ? wrapped : url).href
}
