/** A set of recent keys of bounded size. When the newer half is full, the older half is dropped. */
export interface BloomFilter {
  /** Adds a key. @returns whether it was present; false positives up to 3 % when full. */
  checkAndAdd(a: number, b: number): boolean
  /** Drops the older half and starts a new one. */
  rotate(): void
  /** The whole state, for saving and restoring. */
  columns: { present: Uint32Array; past: Uint32Array; fill: Uint32Array }
}

const bitsPerKey = 12

/**
 * Two blocked Bloom filters (Bloom 1970; Putze, Sanders & Singler 2007: all bits of a key in one word, so one access). Only the newer one
 * is written; when it is full, the filters rotate. At higher rates they cover less time; memory never grows.
 * @param words 32-bit words of each filter, a power of two
 */
export function bloomFilter(words: number): BloomFilter {
  const columns = { present: new Uint32Array(words), past: new Uint32Array(words), fill: new Uint32Array(1) }
  const capacity = (words * 32) / bitsPerKey
  const rotate = () => {
    const { present, past, fill } = columns
    past.set(present)
    present.fill(0)
    fill[0] = 0
  }
  return {
    columns,
    rotate,
    checkAndAdd(a, b) {
      const { present, past, fill } = columns
      const at = a & (words - 1)
      const bits = (1 << (b & 31)) | (1 << ((b >>> 5) & 31)) | (1 << ((b >>> 10) & 31))
      if ((present[at]! & bits) === bits) return true
      const before = (past[at]! & bits) === bits
      present[at]! |= bits
      if (++fill[0]! >= capacity) rotate()
      return before
    },
  }
}
