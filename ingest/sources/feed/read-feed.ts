import { parseFeed } from 'feedsmith'
import { dayOrderOf, openTimeReader, type ReadTime } from '../../../infra/time-reader.ts'
import type { RejectedItem } from '../../mention/source.ts'
import { decodeText } from '../../read/decode-text.ts'
import { htmlToText } from '../../read/html-to-text.ts'
import { isNothing, isVisible, ratingOf } from '../../read/cell-values.ts'
import { redact } from '../../redact/redact-text.ts'
import { entriesOf, type Entry } from './entries.ts'
import { itemLinks, linkOf } from './links.ts'

export interface FeedItem {
  /** guid or atom:id as the feed states it; it may repeat, or be another one at every poll. */
  statedId?: string
  text: string
  title?: string
  url?: string
  author?: string
  rating?: number
  fields?: Record<string, string>
  /** The first date as the feed states it. */
  statedDate?: string
  /** Epoch ms; absent when the feed states no readable date. */
  createdAt?: number
}

export interface FeedDocument {
  title: string | undefined
  items: FeedItem[]
  rejected: RejectedItem[]
}

/** What the response says of a document. */
export interface WhereFeed {
  contentType?: string | undefined
  url?: string | undefined
}

const maxItems = 2000
const shownBytes = 200

/**
 * Reads RSS, Atom (RFC 4287), RDF (RSS 1.0) or JSON Feed 1.1.
 * @param url of the document; relative links without another base count from it
 * @throws Error with the first 200 bytes of a document that is none of them
 */
export function readFeed(body: Buffer, { contentType, url }: WhereFeed = {}): FeedDocument {
  const { title, entries, base } = parsed(decodeText(body, contentType), body)
  const items: FeedItem[] = []
  const rejected: RejectedItem[] = []
  const dates = entries.flatMap((entry) => entry.dates)
  const readTime = openTimeReader([], { dates: dayOrderOf(dates)?.order })
  const linkIn = itemLinks(base, url)
  for (const [i, entry] of entries.entries()) {
    const item = toItem(entry, readTime, linkIn(entry))
    if (item) items.push(item)
    else rejected.push({ at: `entry ${i + 1}`, reason: 'has neither a title nor a text', raw: JSON.stringify(entry) })
  }
  return { title: title && htmlToText(title), items, rejected }
}

function parsed(text: string, body: Buffer): ReturnType<typeof entriesOf> {
  try {
    return entriesOf(parseFeed(text, { maxItems }), text)
  } catch (error) {
    // One `<3` in a title must not cost the others.
    const mended = text.replace(/<(?![a-z_/!?])/gi, '&lt;')
    if (mended !== text) return parsed(mended, body)
    const shown = JSON.stringify(redact(body.toString('utf8', 0, shownBytes)))
    throw new Error(`the document is not a readable feed (${(error as Error).message}); it begins with ${shown}`, {
      cause: error,
    })
  }
}

function toItem(entry: Entry, readTime: ReadTime, link: string | undefined): FeedItem | undefined {
  const title = entry.title === undefined ? '' : htmlToText(entry.title).replaceAll('\n', ' ')
  const text = firstText(entry)
  if (!title && !text) return undefined
  const times = entry.dates.map(readTime).flatMap((read) => ('at' in read ? [read.at] : []))
  const statedDate = entry.dates.find((date) => date !== undefined)
  const statedId = entry.id?.trim()
  const url = linkOf(link)
  const author = entry.author && htmlToText(entry.author)
  const rating = entry.rating === undefined ? NaN : ratingOf(entry.rating)
  return {
    text: text || title,
    ...(statedId && { statedId }),
    ...(title && text && title !== text && { title }),
    ...(url && { url }),
    ...(author && { author }),
    ...(!Number.isNaN(rating) && { rating }),
    ...(entry.version && { fields: { version: entry.version } }),
    ...(statedDate !== undefined && { statedDate }),
    ...(times[0] !== undefined && { createdAt: times[0] }),
  }
}

/** The first part that has a text: the content may be only a picture, beside a description in words. */
function firstText({ html, text }: Entry): string {
  const parts = [...html.map((part) => (part === undefined ? '' : htmlToText(part))), text?.trim() ?? '']
  return parts.find((part) => !isNothing(part)) ?? parts.find(isVisible) ?? ''
}
