import type { parseFeed } from 'feedsmith'

/** What the four formats have in common. */
export interface Entry {
  id?: string | undefined
  link?: string | undefined
  /** `xml:base`. */
  base?: string | undefined
  title?: string | undefined
  /** Candidates for the text, the best first. */
  html: (string | undefined)[]
  /** Plain text, used if none of `html` has any. */
  text?: string | undefined
  author?: string | undefined
  dates: (string | undefined)[]
  /** Of reviews of the App Store (`im:rating`, `im:version`). */
  rating?: string | undefined
  version?: string | undefined
}

interface Entries {
  title: string | undefined
  /** What relative links count from: `xml:base`, else the link of the feed. */
  base: string | undefined
  entries: Entry[]
}

/** @param xml the document, for what feedsmith does not read */
export function entriesOf({ format, feed }: Parsed, xml: string): Entries {
  if (format === 'atom') {
    const reviews = reviewsIn(xml)
    const entries = (feed.entries ?? []).map((entry, i) => ({ ...ofAtom(entry), ...reviews[i] }))
    const own = feed.links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href
    return { title: feed.title?.value, base: feed.xml?.base ?? own, entries }
  }
  if (format === 'json') return { title: feed.title, base: feed.home_page_url, entries: (feed.items ?? []).map(ofJson) }
  const { xml: space } = feed as { xml?: { base?: string } }
  return { title: feed.title, base: space?.base ?? feed.link, entries: (feed.items ?? []).map(ofRss) }
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
    link:
      rss.link ??
      rss.atom?.links?.[0]?.href ??
      (rss.guid?.isPermaLink === false ? undefined : permalink(rss.guid?.value)),
    base: (rss as { xml?: { base?: string } }).xml?.base,
    title: rss.title,
    html: [
      rss.content?.encoded,
      rss.description,
      mediaDescription(rss),
      rss.itunes?.summary,
      escaped(rss.dc?.descriptions?.[0]),
    ],
    author: rss.authors?.[0]?.name ?? rss.authors?.[0]?.email ?? rss.dc?.creators?.[0],
    dates: [rss.pubDate, rss.dc?.dates?.[0], rss.atom?.published, rss.atom?.updated],
  }
}

/** A guid is a permalink unless it says otherwise, but many are only called so. */
const permalink = (guid: string | undefined) => (/^(?:https?:|\/)/i.test(guid?.trim() ?? '') ? guid : undefined)

function ofAtom(entry: Atom): Entry {
  const link = entry.links?.find(({ rel }) => rel === undefined || rel === 'alternate') ?? entry.links?.[0]
  const { type } = entry.title ?? {}
  return {
    id: entry.id,
    link: link?.href,
    base: entry.xml?.base,
    title: type === 'html' || type === 'xhtml' ? entry.title?.value : escaped(entry.title?.value),
    html: [entry.content?.value, entry.summary?.value, mediaDescription(entry)],
    author: entry.authors?.[0]?.name ?? entry.authors?.[0]?.email,
    dates: [entry.published, entry.updated],
  }
}

function ofJson(item: Json): Entry {
  return {
    id: item.id,
    link: item.url ?? item.external_url,
    title: escaped(item.title),
    html: [item.content_html],
    text: item.content_text ?? item.summary,
    author: item.authors?.[0]?.name,
    dates: [item.date_published, item.date_modified],
  }
}

interface Described {
  description?: { value?: string; type?: string }
  texts?: { value?: string; type?: string }[]
}
interface WithMedia {
  media?: Described & { contents?: Described[]; groups?: (Described & { contents?: Described[] })[] }
}

/** `media:description` or `media:text` of the item, its groups or contents, as YouTube and others have them. */
function mediaDescription({ media }: Pick<WithMedia, 'media'>): string | undefined {
  const groups = media?.groups ?? []
  const parts = [media, ...groups, ...(media?.contents ?? []), ...groups.flatMap(({ contents = [] }) => contents)]
  const found = parts.flatMap((part) => [part?.description, part?.texts?.[0]]).find((each) => each?.value !== undefined)
  return found?.type === 'html' ? found.value : escaped(found?.value)
}

/** Plain text in the form of HTML. */
const escaped = (text: string | undefined) => text?.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Rating and version of each entry, in order. feedsmith does not read the namespace `im`. */
function reviewsIn(xml: string): Pick<Entry, 'rating' | 'version'>[] {
  if (!xml.includes('im:rating')) return []
  const valueOf = (entry: string, name: string) =>
    new RegExp(`<im:${name}[^>]*>([^<]{1,40})</im:${name}>`).exec(entry)?.[1]
  return xml
    .split(/<entry[\s>]/)
    .slice(1)
    .map((entry) => ({ rating: valueOf(entry, 'rating'), version: valueOf(entry, 'version') }))
}
