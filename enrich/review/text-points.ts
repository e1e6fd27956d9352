import type { Token } from '../text/token.ts'
import type { WordVectors } from '../text/word-vectors.ts'

/** A word in more of the texts than this share tells no groups apart. */
const everywhere = 0.15
/** In so few texts a word is never everywhere. */
const fewTexts = 10
/** The factor for a word of one text only: it connects nothing, but its meaning may. */
const ofSingle = 0.3
/** The share of equal words, beside equal meanings, in the similarity of two texts. */
const lexicalShare = 0.5
const lexicalDimensions = 256

/**
 * A point of unit length for each text: the meaning of its content words, and the words themselves, hashed; both weighed
 * by their rarity in these texts. The point is all 0 where every word is nearly everywhere.
 * @param texts the content words of each text, each once
 */
export function textPoints(texts: readonly (readonly Token[])[], vectors: WordVectors): Float32Array[] {
  const rarity = rarityIn(texts)
  return texts.map((words) => {
    const meaning = new Float32Array(vectors.dimensions)
    const lexical = new Float32Array(lexicalDimensions)
    for (const token of words) {
      const weight = rarity(token)
      for (const word of vectors.read([token]).words)
        unit(vectors.vectorOf(word)).forEach((x, d) => (meaning[d]! += weight * x))
      const hash = hashOf(token.stem)
      lexical[hash % lexicalDimensions]! += hash & 0x1_0000 ? weight : -weight
    }
    const parts = [scaled(unit(meaning), Math.sqrt(1 - lexicalShare)), scaled(unit(lexical), Math.sqrt(lexicalShare))]
    return unit(Float32Array.of(...parts[0]!, ...parts[1]!))
  })
}

/** The smooth inverse document frequency of a word. */
function rarityIn(texts: readonly (readonly Token[])[]): (token: Token) => number {
  const counts = new Map<string, number>()
  for (const words of texts) for (const { stem } of words) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  return ({ stem }) => {
    const count = counts.get(stem)!
    if (count > Math.max(fewTexts, everywhere * texts.length)) return 0
    return (1 + Math.log(texts.length / count)) * (count === 1 ? ofSingle : 1)
  }
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return (hash ^ (hash >>> 13)) >>> 0
}

const scaled = (vector: Float32Array, by: number): Float32Array => vector.map((x) => x * by)

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return length === 0 ? vector : scaled(vector, 1 / length)
}
