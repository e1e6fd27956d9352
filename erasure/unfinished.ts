/** An erasure has begun and is not finished: asked for again, it goes on. The message says why. */
export class ErasureUnfinished extends Error {
  override readonly name = 'ErasureUnfinished'
}
