import type { Matcher } from '../../match/matcher.ts'
import { watchedFields } from '../../match/watched-fields.ts'
import type { RawMention } from '../../mention/source.ts'
import type { JetstreamEvent } from './read-event.ts'

const dayMs = 86_400_000

interface Wanted {
  matcher: Matcher
  /** Undefined: all. */
  languages: ReadonlySet<string> | undefined
}

interface Post {
  text?: unknown
  createdAt?: unknown
  langs?: unknown
  reply?: { parent?: { uri?: unknown } }
  facets?: { features?: { uri?: unknown }[] }[]
  embed?: { external?: { uri?: unknown; title?: unknown }; images?: { alt?: unknown }[] }
}

/** The mention of a new or edited post that is looked for; undefined for any other event. */
export function toMention(
  { did, timeUs, post }: JetstreamEvent,
  { matcher, languages }: Wanted,
): Omit<RawMention, 'backfill'> | undefined {
  if (!post || post.operation === 'delete' || typeof post.record !== 'object' || post.record === null) return undefined
  const record = post.record as Post
  const external = record.embed?.external
  const text = textOf(record.text) || textOf(external?.title)
  if (text === '' || !isInLanguage(record.langs, languages)) return undefined
  const links = [
    external?.uri,
    ...listOf(record.facets).flatMap((facet) => listOf(facet?.features).map((each) => each?.uri)),
  ]
  const entries = matcher.match(`${text}\n${textOf(external?.title)}`, links.map(textOf))
  if (entries.length === 0) return undefined
  const parent = textOf(record.reply?.parent?.uri)
  return {
    nativeId: uriOf(did, post.rkey),
    createdAt: timeOf(record.createdAt, timeUs / 1000),
    text,
    format: parent ? 'comment' : 'post',
    url: `https://bsky.app/profile/${did}/post/${post.rkey}`,
    author: { id: did },
    ...(parent && { inReplyTo: parent }),
    fields: watchedFields(entries),
  }
}

export const uriOf = (did: string, rkey: string): string => `at://${did}/app.bsky.feed.post/${rkey}`

/** The author's program states the time, so it counts only within a day before the server's. */
function timeOf(stated: unknown, server: number): number {
  const at = typeof stated === 'string' ? Date.parse(stated) : NaN
  return at <= server && at >= server - dayMs ? at : Math.floor(server)
}

function isInLanguage(stated: unknown, wanted: Wanted['languages']): boolean {
  const list = listOf(stated as unknown[] | undefined).map((language) => textOf(language).split('-')[0]!)
  return wanted === undefined || list.length === 0 || list.some((language) => wanted.has(language))
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const listOf = <T>(value: readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? value : [])
