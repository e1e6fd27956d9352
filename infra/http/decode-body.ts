import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'

class UnknownEncoding extends Error {
  constructor(encoding: string) {
    super(`the response has the content encoding "${encoding.slice(0, 40)}", which the request does not accept`)
    this.name = 'UnknownEncoding'
  }
}

class TooLarge extends Error {
  constructor(maxBytes: number) {
    super(`the response is larger than ${maxBytes} bytes`)
    this.name = 'TooLarge'
  }
}

/** Whether a request failed because of the response itself: its body is longer than asked for, or not what its content encoding says. */
export function isBodyFault(error: unknown): error is Error {
  const cause = error instanceof Error ? error.cause : undefined
  return (
    cause instanceof TooLarge ||
    cause instanceof UnknownEncoding ||
    (cause instanceof Error && 'code' in cause && broken.test(String(cause.code)))
  )
}
/** What the decoders of gzip, deflate and brotli say of a body that is cut off or none of theirs. */
const broken = /^(?:Z_DATA_ERROR|Z_BUF_ERROR|Z_NEED_DICT|ERR__ERROR_FORMAT_\w+)$/

/** Reads the whole body and decodes its content encoding. Throws `TooLarge` when the decoded body exceeds `maxBytes`. */
export async function decodeBody(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const first = await peek(answer)
  if (first === undefined) return Buffer.alloc(0)
  const decoder = decoderOf(answer.headers['content-encoding'] ?? '', first)
  if (!decoder) return collected(answer, maxBytes)
  // What goes wrong in either stream destroys both, and `collected` throws it. It is not the end of the pipeline: a pipeline whose end
  // throws within gzip of several parts never settles (Node 26).
  pipeline(answer, decoder).catch(() => {})
  return collected(decoder, maxBytes)
}

async function collected(source: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new TooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The first byte, left in the stream; undefined for an empty body, which every decoder would reject as incomplete. */
async function peek(answer: IncomingMessage): Promise<number | undefined> {
  if (answer.readableEnded) return undefined
  await once(answer, 'readable')
  const chunk = answer.read() as Buffer | null
  if (chunk) answer.unshift(chunk)
  return chunk?.[0]
}

function decoderOf(header: string, first: number) {
  const encoding = header.trim().toLowerCase()
  switch (encoding) {
    case '':
    case 'identity':
      return undefined
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'br':
      return createBrotliDecompress()
    case 'deflate':
      // By `deflate` RFC 9110 §8.4.1.2 means the zlib format, but some servers send raw deflate. The low bits of the first byte differ.
      return (first & 0x0f) === 8 ? createInflate() : createInflateRaw()
    default:
      // Includes "gzip, gzip": only a malicious server encodes twice.
      throw new UnknownEncoding(encoding)
  }
}
