/**
 * Finds all of many patterns in a text in one pass (Aho & Corasick, Communications of the ACM 1975), as a table of transitions over the
 * characters that patterns use.
 */
export interface Automaton {
  /** Calls `found` with the index of each pattern that ends at `end` (exclusive, UTF-16 units), in order of `end`. */
  search(text: string, found: (pattern: number, end: number) => void): void
}

/** @param patterns not empty strings */
export function openAutomaton(patterns: readonly string[]): Automaton {
  const classes = new Uint16Array(65_536)
  let classCount = 1
  for (const pattern of patterns)
    for (let i = 0; i < pattern.length; i++) {
      const code = pattern.charCodeAt(i)
      if (classes[code] === 0) classes[code] = classCount++
    }
  const states = 1 + patterns.reduce((sum, pattern) => sum + pattern.length, 0)
  const next = new Int32Array(states * classCount)
  /** By state: the patterns that end there; first its own, then those of its suffixes. */
  const ends: number[][] = [[]]
  let count = 1
  for (const [index, pattern] of patterns.entries()) {
    let state = 0
    for (let i = 0; i < pattern.length; i++) {
      const place = state * classCount + classes[pattern.charCodeAt(i)]!
      if (next[place] === 0) {
        ends[count] = []
        next[place] = count++
      }
      state = next[place]!
    }
    ends[state]!.push(index)
  }
  completeTransitions({ next, ends, classCount, count })
  const isEnd = Uint8Array.from(ends, (list) => (list.length > 0 ? 1 : 0))

  return {
    search(text, found) {
      let state = 0
      for (let i = 0; i < text.length; i++) {
        state = next[state * classCount + classes[text.charCodeAt(i)]!]!
        if (isEnd[state] === 1) for (const pattern of ends[state]!) found(pattern, i + 1)
      }
    },
  }
}

interface Trie {
  next: Int32Array
  ends: number[][]
  classCount: number
  count: number
}

/** Adds the transitions on failure, breadth first, so that each character costs one step. Class 0 always leads to the start. */
function completeTransitions({ next, ends, classCount, count }: Trie): void {
  const fallback = new Int32Array(count)
  const queue: number[] = []
  for (let c = 1; c < classCount; c++) if (next[c] !== 0) queue.push(next[c]!)
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at]!
    ends[state]!.push(...ends[fallback[state]!]!)
    for (let c = 1; c < classCount; c++) {
      const place = state * classCount + c
      const onFailure = next[fallback[state]! * classCount + c]!
      if (next[place] === 0) next[place] = onFailure
      else {
        fallback[next[place]!] = onFailure
        queue.push(next[place]!)
      }
    }
  }
}
