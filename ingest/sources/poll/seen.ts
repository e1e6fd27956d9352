import { createHash } from 'node:crypto'
import type { Answer, RawMention } from '../../mention/source.ts'

type Known = Omit<RawMention, 'backfill'>

/** The items that a source delivered last: an item that comes again unchanged is left out, and an edit keeps its first time. */
export interface Seen {
  /** The mention to deliver, with its first time; undefined when it was delivered like this. */
  changed(mention: Known): Known | undefined
  /** Whether its deletion was not delivered yet. */
  removed(id: string): boolean
  /** Whether an item that cannot be read comes for the first time. */
  rejected(raw: string): boolean
  /** Whether an answer comes for the first time. */
  answered(answer: Answer): boolean
  /** For the cursor: 14 characters of hashes and the time in base 36 for each item, the oldest first. */
  entries(): string[]
}

const [keyLength, contentLength] = [8, 6]
const gone = '-'.repeat(contentLength)

/** Remembers the newest `most` items (8 characters of a hash each, so that 1,000 of them collide once in 500 million polls). */
export function openSeen(entries: readonly string[], most: number): Seen {
  const known = new Map(entries.map((entry) => [entry.slice(0, keyLength), entry]))
  const put = (key: string, entry: string) => {
    // Moves it to the end: the newest.
    known.delete(key)
    known.set(key, entry)
    if (known.size > most) known.delete(known.keys().next().value!)
  }
  const removed = (id: string) => {
    const key = hash(id, keyLength)
    const before = known.get(key)
    put(key, `${key}${gone}${before?.slice(keyLength + contentLength) ?? '0'}`)
    return !before?.startsWith(gone, keyLength)
  }
  return {
    changed(mention) {
      const key = hash(mention.nativeId, keyLength)
      const before = known.get(key)
      const createdAt = before ? parseInt(before.slice(keyLength + contentLength), 36) : mention.createdAt
      const content = hash(contentOf(mention), contentLength)
      put(key, `${key}${content}${Math.round(createdAt).toString(36)}`)
      return before?.startsWith(content, keyLength) ? undefined : { ...mention, createdAt }
    },
    removed,
    rejected: (raw) => removed(`rejected ${raw}`),
    answered: ({ to, at }) => removed(`answer ${at} ${to}`),
    entries: () => [...known.values()],
  }
}

const contentOf = ({ title, text, rating, fields }: Known) => JSON.stringify([title, text, rating, fields])

const hash = (text: string, length: number) => createHash('sha256').update(text).digest('base64url').slice(0, length)
