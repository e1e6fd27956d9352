import { createHash } from 'node:crypto'
import { redactId } from './redact-text.ts'

const longest = 512
const hashLength = 16

/**
 * The id that a source states, as it is stored: well-formed text of at most 512 characters without mail addresses and
 * tokens. One that was longer, or had any, ends with a hash of all of it, so that it stays an id of its own.
 */
export function boundedId(nativeId: string): string {
  const stated = nativeId.toWellFormed()
  const id = redactId(stated.slice(0, 2 * longest).toWellFormed())
  if (id === stated && id.length <= longest) return id
  const hash = createHash('sha256').update(stated).digest('hex').slice(0, hashLength)
  return `${id.slice(0, longest - hashLength - 1).toWellFormed()}.${hash}`
}

/** The id of a mention: `<source>:<native id>`. */
export const mentionId = (source: string, nativeId: string): string => `${source}:${boundedId(nativeId)}`
