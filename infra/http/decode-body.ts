import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'

class TooLarge extends Error {
  constructor(maxBytes: number) {
    super(`the answer is larger than ${maxBytes} bytes`)
    this.name = 'TooLarge'
  }
}

/** Reads the whole body, undoing one content encoding. Counts decoded bytes and throws `TooLarge` at the first one too many. */
export async function decodeBody(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const first = await peek(answer)
  if (first === undefined) return Buffer.alloc(0)
  const decoder = decoderOf(answer.headers['content-encoding'] ?? '', first)
  const collect = (source: AsyncIterable<Buffer>) => collected(source, maxBytes)
  return decoder ? pipeline(answer, decoder, collect) : pipeline(answer, collect)
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

/** The first byte, left in the stream; none in an empty body, which no decoder would take for whole. */
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
      // Servers send both what RFC 9110 says (zlib) and bare deflate; the low bits of the first byte tell them apart.
      return (first & 0x0f) === 8 ? createInflate() : createInflateRaw()
    default:
      // Also "gzip, gzip": nobody who means well encodes twice.
      throw new Error(`the answer is encoded as "${encoding.slice(0, 40)}", which was not asked for`)
  }
}
