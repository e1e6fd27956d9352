import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { integerPerToken, type Token } from './token.ts'

/**
 * Vectors of the meanings of words. They are distilled from the Universal Sentence Encoder Lite (Cer et al. 2018): the
 * weighted sum of a text's words approximates the encoder's vector of the text (MODEL-CARD.md). The weight of a word is its
 * smooth inverse frequency (Arora, Liang & Ma, ICLR 2017), which the vectors include.
 */
export interface WordVectors {
  dimensions: number
  size: number
  knows(token: string): boolean
  read(tokens: readonly Token[]): KnownWords
  /** The vector of one word, in a new array. */
  vectorOf(word: number): Float32Array
}

/** The words of a text that have vectors. */
export interface KnownWords {
  words: readonly number[]
  /** 1 / √(sum of the squared lengths of their vectors): normalises the length of the text. 0 when there are no words. */
  scale: number
}

/** The scaled sum of the words' vectors; all 0 if no word is known. */
export function meaningOf({ words, scale }: KnownWords, vectors: WordVectors): Float32Array {
  const sum = new Float32Array(vectors.dimensions)
  for (const word of words) vectors.vectorOf(word).forEach((value, d) => (sum[d]! += value))
  return sum.map((value) => value * scale)
}

const magic = 'groundswell-words 1\n'

/** @param vectors `words.length × dimensions` numbers */
export function writeWordVectors(file: string | URL, words: readonly string[], vectors: Float32Array): void {
  const dimensions = vectors.length / words.length
  const steps = new Float32Array(words.length)
  const bytes = new Int8Array(vectors.length)
  words.forEach((_, w) => {
    const own = vectors.subarray(w * dimensions, (w + 1) * dimensions)
    const step = (steps[w] = Math.max(1e-9, ...own.map(Math.abs)) / 127)
    own.forEach((value, d) => (bytes[w * dimensions + d] = Math.round(value / step)))
  })
  const head = Buffer.from(`${magic}${JSON.stringify({ dimensions, words })}\n`)
  writeFileSync(
    file,
    gzipSync(Buffer.concat([head, Buffer.from(steps.buffer), Buffer.from(bytes.buffer)]), { level: 9 }),
  )
}

/** @throws Error that names the file when it holds no word vectors. */
export function readWordVectors(file: string | URL): WordVectors {
  const all = gunzipSync(readFileSync(file))
  if (all.subarray(0, magic.length).toString() !== magic) throw new Error(`${String(file)} holds no word vectors`)
  const end = all.indexOf(10, magic.length)
  const { dimensions, words } = JSON.parse(all.subarray(magic.length, end).toString()) as {
    dimensions: number
    words: string[]
  }
  const body = new Uint8Array(all.subarray(end + 1))
  const steps = new Float32Array(body.buffer, 0, words.length)
  const vectors = new Int8Array(body.buffer, words.length * 4)
  const places = new Map(words.map((word, w) => [word, w]))
  const vectorOf = (word: number) =>
    Float32Array.from(vectors.subarray(word * dimensions, (word + 1) * dimensions), (x) => x * steps[word]!)
  const lengths = Float32Array.from(words, (_, word) => {
    let sum = 0
    for (let at = word * dimensions; at < (word + 1) * dimensions; at++) sum += vectors[at]! ** 2
    return sum * steps[word]! ** 2
  })
  const placeOf = integerPerToken(({ text }) => places.get(text) ?? -1)
  return {
    dimensions,
    size: words.length,
    knows: (token) => places.has(token),
    vectorOf,
    read(tokens) {
      const known: number[] = []
      let length = 0
      for (const token of tokens) {
        const word = placeOf(token)
        if (word < 0) continue
        known.push(word)
        length += lengths[word]!
      }
      return { words: known, scale: length > 0 ? 1 / Math.sqrt(length) : 0 }
    },
  }
}
