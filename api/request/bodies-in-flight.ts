import type { Readable } from 'node:stream'
import { Problem } from './problem.ts'

const retryAfterSeconds = 5

/** Counts the bytes of bodies that are in memory, over all connections, and refuses more of them than `most`. */
export interface BodiesInFlight {
  /** @throws Problem 503 when so many more do not fit now */
  refuseBeyond(bytes: number): void
  /** Counts bytes that a request has sent. @throws Problem 503 when they do not fit; then they are not counted */
  take(request: object, bytes: number): void
  /** The body of a request is no longer in memory. */
  release(request: object): void
}

export function openBodiesInFlight(most: number): BodiesInFlight {
  const held = new Map<object, number>()
  let total = 0
  const refuseBeyond = (bytes: number) => {
    if (total + bytes > most)
      throw new Problem(503, 'too many large requests at once; send this again later', retryAfterSeconds)
  }
  return {
    refuseBeyond,
    take(request, bytes) {
      refuseBeyond(bytes)
      held.set(request, (held.get(request) ?? 0) + bytes)
      total += bytes
    },
    release(request) {
      total -= held.get(request) ?? 0
      held.delete(request)
    },
  }
}

export const tooLarge = (limit: number): Problem => new Problem(413, `the body is larger than ${limit / 1_000_000} MB`)

/**
 * Reads a body. After a refusal the rest is read and thrown away: destroying the stream would also end the connection before the answer.
 * @param take called with the length of each piece before it is kept; may throw
 * @throws Problem 413 beyond the limit, 400 for a body that does not end, and what `take` throws
 */
export function readBody(
  stream: Readable,
  { limit, take }: { limit: number; take(bytes: number): void },
): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  // One buffer, not a list: a body of pieces of one byte would take hundreds of bytes for each.
  let kept = Buffer.allocUnsafe(65_536)
  let length = 0
  const cutOff = () => fail(new Problem(400, 'the body was cut off'))
  const done = () => stop(() => resolve(kept.subarray(0, length)))
  const fail = (error: unknown) => stop(() => reject(error))
  const keep = (piece: Buffer) => {
    const before = length
    length += piece.length
    try {
      if (length > limit) throw tooLarge(limit)
      take(piece.length)
      if (length > kept.length) kept = Buffer.concat([kept.subarray(0, before)], 2 * length)
      piece.copy(kept, before)
    } catch (error) {
      fail(error)
    }
  }
  const stop = (settle: () => void) => {
    stream.off('data', keep).off('end', done).off('close', cutOff)
    stream.resume()
    settle()
  }
  // The stream keeps the listener for errors: one that comes after a refusal must not end the process.
  stream.on('data', keep).on('end', done).on('close', cutOff).on('error', cutOff)
  return promise
}
