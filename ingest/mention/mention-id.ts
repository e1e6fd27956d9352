import { createHash } from 'node:crypto'

const longest = 512
const hashLength = 16

/** The id that a source states, as it is stored: well-formed text of at most 512 characters. The end of a longer one is a hash of all of it. */
export function boundedId(nativeId: string): string {
  const id = nativeId.toWellFormed()
  if (id.length <= longest) return id
  const hash = createHash('sha256').update(id).digest('hex').slice(0, hashLength)
  return `${id.slice(0, longest - hashLength - 1).toWellFormed()}.${hash}`
}

/** The id of a mention: `<source>:<native id>`. */
export const mentionId = (source: string, nativeId: string): string => `${source}:${boundedId(nativeId)}`
