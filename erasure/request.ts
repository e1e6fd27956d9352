import { createHash } from 'node:crypto'
import { authorKey } from '../ingest/redact/redact.ts'
import { redact } from '../ingest/redact/redact-text.ts'
import { folded, formsOf } from './forms.ts'

/** What to erase: everything by an author, one mention, or every mention that contains a text. */
export type ErasureRequest =
  /** A handle, an author key, or the id that the source gives the author; of one source, or of all. */
  | { kind: 'author'; author: string; source?: string | undefined }
  | { kind: 'mention'; id: string }
  /** Case is ignored. */
  | { kind: 'match'; text: string }

/** A shorter text would match nearly everything. */
export const leastMatch = 3

/** The keys that an author may have: the key itself, and those of the id in each of the sources. */
export function possibleKeys(secret: Buffer, author: string, sources: readonly string[]): string[] {
  const ids = [author, withoutAt(author)].flatMap(formsOf)
  const keys = sources.flatMap((source) => ids.map((id) => authorKey(secret, source, id)))
  return [...new Set([author, ...keys])]
}

/** Handles as they are stored, folded. */
export const possibleHandles = (author: string): string[] => {
  const bare = withoutAt(author)
  return [...new Set([author, bare, `@${bare}`].flatMap((name) => [name, redact(name)]))]
    .filter((name) => !/^\[\w+\]$/.test(name))
    .map(folded)
}

export const withoutAt = (author: string): string => author.replace(/^@/, '')

/** A name for the request that tells nothing about the person. */
export const erasureId = (request: ErasureRequest, secret: Buffer): string =>
  createHash('sha256').update(secret).update(JSON.stringify(request)).digest('hex').slice(0, 16)
