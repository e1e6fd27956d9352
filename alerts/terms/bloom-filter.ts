/** What was seen in the last day or two, as hashes; forgets the oldest half at once. */
export interface Observation {
  /** Whether it was seen before; it is from now on. Now and then it says so of what was not: the fuller, the more often, 3 % at most. */
  saw(a: number, b: number): boolean
  /** A day is over. */
  turn(): void
  /** Its whole state, to be written down and set again. */
  columns: { present: Uint32Array; past: Uint32Array; fill: Uint32Array }
}

const bitsPerKey = 12

/**
 * Two blocked Bloom filters (Bloom 1970; Putze, Sanders & Singler 2007: all bits of a key in one word, so one access), the newer of
 * which is written. A full one is turned before its day is over: at a greater rate the memory reaches less far, never further than it has room.
 * @param words 32-bit words of each filter, a power of two
 */
export function seen(words: number): Observation {
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
    saw(a, b) {
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
