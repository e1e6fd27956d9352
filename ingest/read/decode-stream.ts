import { isAscii, isUtf8 } from 'node:buffer'

/** How the bytes of a file become text. */
interface Encoding {
  /** A label of the Encoding Standard: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`. */
  label: string
  /** What made it so, when it is not UTF-8. */
  why?: string
}

/** The encoding by the byte order mark, else by the zero bytes of UTF-16, else by whether the sample is UTF-8. */
function encodingOf(sample: Buffer): Encoding {
  const [a, b] = sample
  if (a === 0xff && b === 0xfe) return { label: 'utf-16le', why: 'a byte order mark' }
  if (a === 0xfe && b === 0xff) return { label: 'utf-16be', why: 'a byte order mark' }
  const zeros = [0, 0]
  const pairs = Math.min(sample.length, 4_096) & ~1
  for (let i = 0; i < pairs; i++) if (sample[i] === 0) zeros[i & 1]!++
  if (pairs >= 8 && zeros[1]! > pairs / 4 && zeros[0] === 0) return { label: 'utf-16le', why: 'its zero bytes' }
  if (pairs >= 8 && zeros[0]! > pairs / 4 && zeros[1] === 0) return { label: 'utf-16be', why: 'its zero bytes' }
  return isMostlyUtf8(sample) ? { label: 'utf-8' } : { label: 'windows-1252', why: 'not UTF-8' }
}

/** A few broken characters do not make UTF-8 another encoding; they become U+FFFD. */
export function isMostlyUtf8(sample: Buffer): boolean {
  if (isUtf8(sample)) return true
  const text = sample.toString('utf8')
  const broken = text.match(/\ufffd/g)?.length ?? 0
  const whole = text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0
  return whole > broken
}

/** The bytes at the end that may be the beginning of a character of UTF-8. */
function cutCharacter(chunk: Buffer): number {
  for (let count = 1; count <= Math.min(3, chunk.length); count++) {
    const byte = chunk[chunk.length - count]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return count
  }
  return 0
}

/**
 * The bytes as UTF-8. The encoding is decided at the first chunk with a byte above 0x7F or a zero byte; `onEncoding` is called then if it
 * is not UTF-8. UTF-8 passes unchanged, a byte order mark too.
 */
export async function* toUtf8(
  chunks: AsyncIterable<Buffer>,
  onEncoding: (encoding: Encoding) => void,
): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined
  let isDecided = false
  let held: Buffer = Buffer.alloc(0)
  const decide = (sample: Buffer) => {
    isDecided = true
    const encoding = encodingOf(sample)
    if (encoding.label === 'utf-8') return
    decoder = new TextDecoder(encoding.label)
    onEncoding(encoding)
  }
  const decoded = (chunk: Buffer) => (decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk)
  for await (const next of chunks) {
    if (isDecided) {
      yield decoded(next)
      continue
    }
    const chunk = held.length > 0 ? Buffer.concat([held, next]) : next
    // A character that the end of the chunk cuts decides nothing yet.
    const end = chunk.length - cutCharacter(chunk)
    const whole = chunk.subarray(0, end)
    if (!isAscii(whole) || whole.includes(0)) decide(whole)
    held = isDecided ? Buffer.alloc(0) : chunk.subarray(end)
    yield decoded(isDecided ? chunk : whole)
  }
  if (held.length > 0) decide(held)
  yield decoded(held)
  if (decoder) yield Buffer.from(decoder.decode())
}
