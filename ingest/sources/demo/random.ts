/** Seeded random numbers: the demo is the same in every run. */
export interface Random {
  /** In [0, 1). */
  next(): number
  pick<T>(list: readonly T[]): T
  chance(p: number): boolean
  /** A Poisson number, by Knuth's method (The Art of Computer Programming, vol. 2, §3.4.1); larger means are split in two. */
  poisson(mean: number): number
}

/** mulberry32 (Tommy Ettinger), seeded by an FNV-1a hash of the words. */
export function randomFrom(...words: (string | number)[]): Random {
  let state = 0x811c9dc5
  for (const char of words.join('/')) state = Math.imul(state ^ char.codePointAt(0)!, 0x01000193)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const poisson = (mean: number): number => {
    if (mean > 30) return poisson(mean / 2) + poisson(mean / 2)
    let count = 0
    for (let p = next(); p > Math.exp(-mean); p *= next()) count++
    return count
  }
  return { next, poisson, pick: (list) => list[Math.floor(next() * list.length)]!, chance: (p) => next() < p }
}
