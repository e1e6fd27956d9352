import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { UsageError } from '../../../infra/verb.ts'

/** Texts shrink to a fifth or a twentieth; bombs to a thousandth. */
const mostTimes = 100
const alwaysRead = 256 * 1024

/** The bytes of an object, unpacked if they are gzip. @throws UsageError at a decompression bomb, and what gunzip throws at damaged bytes */
export async function* unpacked(body: Buffer, name: string): AsyncGenerator<Buffer> {
  if (!isPacked(body)) {
    yield body
    return
  }
  let bytes = 0
  const gunzip = Readable.from([body]).pipe(createGunzip())
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    bytes += chunk.length
    // By what was unpacked until now, so that of a bomb little more than that is read.
    if (bytes > Math.max(alwaysRead, mostTimes * gunzip.bytesWritten))
      throw new UsageError(`${name} unpacks to more than ${mostTimes} times its size`)
    yield chunk
  }
}

/** By its first bytes: one that says `content-encoding: gzip` is unpacked already. */
export const isPacked = (body: Buffer): boolean => body[0] === 0x1f && body[1] === 0x8b
