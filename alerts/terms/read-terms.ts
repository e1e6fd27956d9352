import { englishStopWords, foreignStopWords } from '../../enrich/text/stop-words.ts'
import { perToken, toTokens, type Token } from '../../enrich/text/token.ts'

/** Only the beginning of a long text is read. */
export const readCharacters = 2_000
const mostWords = 3
const word = /^#?[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}_'’.,-]*$/u
const letter = /\p{L}/u
const digit = /\p{N}/u

/** `word`: may begin and end a term. `filler`: only inside a term. `number`: may end a term. `sign`: no term crosses it. */
type Kind = 'word' | 'filler' | 'number' | 'sign'

interface Read {
  kind: Kind
  a: number
  b: number
}

const readingOf = perToken(({ text, stem }): Read => ({ kind: kindOf(text), a: hash(stem, 1), b: hash(stem, 2) }))

/** A version, or a code such as g6864aaf or 3f2a-91bc: new ones appear every day, so that one of them is no news. */
const versionOrCode = /^v?\d+(?:\.\d+)+$|^(?=.{7})(?=(?:\D*\d){3})(?:\p{L}+\d+\p{L}|\d+\p{L}+\d)/u

function kindOf(text: string): Kind {
  if (!word.test(text) || text === 'url') return 'sign'
  if (!letter.test(text)) return text.length <= 4 ? 'number' : 'filler'
  if (versionOrCode.test(text)) return 'filler'
  const plain = text.startsWith('#') ? text.slice(1) : text
  const isShort = plain.length < (digit.test(plain) ? 2 : 3)
  return isShort || englishStopWords.has(plain) || foreignStopWords.has(plain) ? 'filler' : 'word'
}

/** FNV-1a with the finaliser of MurmurHash3: 32 bits, independent for each seed. */
export function hash(text: string, seed: number): number {
  let state = Math.imul(seed, 0x9e3779b1) ^ 0x811c9dc5
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  return mix(state)
}

export function mix(state: number): number {
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
  return (state ^ (state >>> 16)) >>> 0
}

/** The terms of a text, each as two independent hashes of its stems. Valid until the next text is read. */
export interface Terms {
  readonly count: number
  readonly a: Uint32Array
  readonly b: Uint32Array
  /** The term as written in the text. */
  textOf(i: number): string
}

/**
 * Reads words and phrases of up to three words. None begins or ends with a stop word of eleven languages, or crosses a punctuation mark.
 * Repeated terms are returned repeatedly.
 */
export function termReader(): (text: string) => Terms {
  const most = readCharacters * mostWords
  const [a, b] = [new Uint32Array(most), new Uint32Array(most)]
  const [starts, ends] = [new Uint16Array(most), new Uint16Array(most)]
  let tokens: Token[] = []
  const textOf = (i: number) =>
    tokens
      .slice(starts[i], ends[i])
      .map(({ text }) => text)
      .join(' ')

  return (text) => {
    tokens = toTokens(text.slice(0, readCharacters))
    const reads = tokens.map(readingOf)
    let count = 0
    for (let start = 0; start < reads.length; start++) {
      if (reads[start]!.kind !== 'word') continue
      let [x, y] = [0, 0]
      for (let end = start; end < Math.min(reads.length, start + mostWords); end++) {
        const read = reads[end]!
        if (read.kind === 'sign') break
        x = mix(Math.imul(x, 31) + read.a)
        y = mix(Math.imul(y, 37) + read.b)
        if (read.kind === 'filler') continue
        a[count] = x
        b[count] = y
        starts[count] = start
        ends[count++] = end + 1
      }
    }
    return { count, a, b, textOf }
  }
}
