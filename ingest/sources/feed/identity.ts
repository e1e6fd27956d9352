import { createHash } from 'node:crypto'
import type { FeedItem } from './read-feed.ts'

/** An item of an earlier poll. The hashes are of 12 characters. */
export interface SeenItem {
  /** Of title and text. */
  content: string
  /** Epoch ms of its mention. */
  createdAt: number
  /** The id of its mention. */
  nativeId: string
  /** Of what stays when an id or link is exchanged. */
  marks: string[]
  /** Of link and date. */
  about?: readonly [link: string, date: string]
}

export interface Identified {
  item: FeedItem
  nativeId: string
  /** The hash under which the poll remembers it. */
  key: string
  content: string
  marks: string[]
  about: readonly [link: string, date: string]
  /** The same item at an earlier poll. */
  known: SeenItem | undefined
}

const longestId = 300
/** Ids that mean nothing. */
const noId = /^(?:n\/?a|null|none|undefined|nil|0|-|item|guid|id)?$/i

/**
 * Tells items apart, and finds those of the last poll again. The id is the guid, else the link, else a hash of title and date, else one
 * of the whole: the first that no other item of the document has. A guid whose link, date and content are all others than at the last poll
 * is no id. An item with a new id is an earlier one if that is gone, and link and date or content, or the whole content and date, are the
 * same. A date that all items have is that of the document.
 * @param shared hashes of guids and links that more than one item had; new ones are added
 */
export function identify(
  read: readonly FeedItem[],
  former: Readonly<Record<string, SeenItem>>,
  shared: Set<string>,
): Identified[] {
  const items = withOwnDates(withoutCopies(read))
  for (const values of [items.map(({ statedId }) => statedId), items.map(({ url }) => url)])
    for (const value of repeated(values)) shared.add(shortHash(value))
  for (const item of items) {
    const before = item.statedId === undefined ? undefined : former[shortHash(item.statedId)]
    if (before?.about && isAnother(item, before)) shared.add(shortHash(item.statedId!))
  }
  const taken = new Set<string>()
  const identified = items.map((item): Identified => {
    const content = contentOf(item)
    const nativeId = idOf(item, (id) => !taken.has(id) && !(shared.size > 0 && shared.has(shortHash(id))))
    taken.add(nativeId)
    const key = shortHash(nativeId)
    return {
      item,
      nativeId,
      key,
      content,
      marks: marksOf(item, content, shared),
      about: aboutOf(item),
      known: former[key],
    }
  })
  return withMoved(identified, former)
}

const contentOf = ({ title, text }: FeedItem) => shortHash(`${title ?? ''}\u0001${text}`)
const aboutOf = ({ url, statedDate }: FeedItem) => [shortHash(url ?? ''), shortHash(statedDate ?? '')] as const

const isAnother = (item: FeedItem, { content, about }: SeenItem) =>
  item.url !== undefined && contentOf(item) !== content && aboutOf(item).every((hash, i) => hash !== about![i])

/** An item that stands twice, with the same guid or link, is one. */
function withoutCopies(items: readonly FeedItem[]): FeedItem[] {
  const wholeOf = (item: FeedItem) => [item.statedId, item.url, item.statedDate, contentOf(item)].join('\u0001')
  const seen = new Set<string>()
  return items.filter((item) => {
    if (item.statedId === undefined && item.url === undefined) return true
    const whole = wholeOf(item)
    return !seen.has(whole) && seen.add(whole)
  })
}

function withOwnDates(items: FeedItem[]): FeedItem[] {
  const [first] = items
  if (items.length < 2 || items.some(({ statedDate }) => statedDate !== first!.statedDate)) return items
  return items.map(({ statedDate: _statedDate, ...item }) => item)
}

/** Items whose id changed since the last poll, under the id of their mention. */
function withMoved(identified: Identified[], former: Readonly<Record<string, SeenItem>>): Identified[] {
  const present = new Set(identified.map(({ key }) => key))
  const gone = new Map<string, SeenItem>()
  for (const [key, seen] of Object.entries(former))
    if (!present.has(key)) for (const mark of seen.marks) gone.set(mark, seen)
  const found = new Set<SeenItem>()
  return identified.map((each) => {
    if (each.known) return { ...each, nativeId: each.known.nativeId }
    const known = each.marks.map((mark) => gone.get(mark)).find((seen) => seen && !found.has(seen))
    if (!known) return each
    found.add(known)
    return { ...each, known, nativeId: known.nativeId }
  })
}

/** The first id that no other item of the document has. */
function idOf({ statedId, url, title, text, statedDate = '' }: FeedItem, isFree: (id: string) => boolean): string {
  for (const id of [statedId, url]) {
    if (id === undefined || noId.test(id) || !isFree(id)) continue
    return id.length <= longestId ? id : hashOf([id])
  }
  const short = hashOf([title ?? text, statedDate])
  return isFree(short) ? short : hashOf([title ?? '', statedDate, text])
}

/** What an item keeps when its id, link or date is exchanged: title, text and date; link and date; or link, title and text. */
function marksOf({ url, statedDate }: FeedItem, content: string, shared: ReadonlySet<string>): string[] {
  const whole = shortHash(`${content}\u0001${statedDate ?? ''}`)
  if (url === undefined || shared.has(shortHash(url))) return [whole]
  const linked = shortHash(`${url}\u0001${content}`)
  return statedDate === undefined ? [whole, linked] : [whole, linked, shortHash(`${url}\u0001${statedDate}`)]
}

function repeated(values: readonly (string | undefined)[]): Set<string> {
  const seen = new Set<string>()
  return new Set(
    values.filter((value): value is string => value !== undefined && (seen.has(value) || !seen.add(value))),
  )
}

const hashOf = (parts: readonly string[]) =>
  createHash('sha256').update(parts.join('\u0001')).digest('hex').slice(0, 32)

export const shortHash = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 12)
