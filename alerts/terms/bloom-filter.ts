/** Remembers the hashes of one to two days; forgets the oldest half at once. */
export interface BloomFilter {
  /** Adds a key. @returns whether it was present; wrongly true at a rate that grows with the filling, up to 3 %. */
  checkAndAdd(a: number, b: number): boolean
  /** Starts a new day. */
  turn(): void
  /** The whole state, for saving and restoring. */
  columns: { present: Uint32Array; past: Uint32Array; fill: Uint32Array }
}

const bitsPerKey = 12

/**
 * Two blocked Bloom filters (Bloom 1970; Putze, Sanders & Singler 2007: all bits of a key in one word, so one access). Only the newer one is
 * written. A full one is turned before its day is over: at higher rates the memory covers less time, and never exceeds its size.
 * @param words 32-bit words of each filter, a power of two
 */
export function bloomFilter(words: number): BloomFilter {
  const columns = { present: new Uint32Array(words), past: new Uint32Array(words), fill: new Uint32Array(1) }
  const capacity = (words * 32) / bitsPerKey
  const turn = () => {
    const { present, past, fill } = columns
    past.set(present)
    present.fill(0)
    fill[0] = 0
  }
  return {
    columns,
    turn,
    checkAndAdd(a, b) {
      const { present, past, fill } = columns
      const at = a & (words - 1)
      const bits = (1 << (b & 31)) | (1 << ((b >>> 5) & 31)) | (1 << ((b >>> 10) & 31))
      if ((present[at]! & bits) === bits) return true
      const before = (past[at]! & bits) === bits
      present[at]! |= bits
      if (++fill[0]! >= capacity) turn()
      return before
    },
  }
}
