import { mostTokens, integerPerToken } from '../text/token.ts'
import type { KnownWords, WordVectors } from '../text/word-vectors.ts'
import { hashedWidth, type Reading, type Recipe, type Sparse } from './dataset.ts'
import { characterHashes } from './hash-features.ts'
import type { ModelPart } from './linear-model.ts'

/**
 * Several models in one table: each feature of a text is looked up once for all of them. The contributions of a token's
 * characters and of its meaning are computed once and cached. The cost of a look-up is memory access, not arithmetic.
 */
export interface FusedModels {
  /** Number of labels of all models. */
  size: number
  /** Margins of all models, concatenated. The array is reused by the next call. */
  margins(reading: Reading): Float32Array
  /** The contribution of a word or pair of words (32-bit hash) to a label's margin, before division by the text's length. `label` counts through all models. */
  weightOf(hash: number, label: number): number
}

/** @throws Error when the models were not trained together: they must have the same buckets and document frequencies */
export function fuse(parts: readonly ModelPart[], vectors: WordVectors): FusedModels {
  const { recipe } = parts[0]!.card
  for (const { card, weights } of parts)
    if (!sameHalves(card.recipe, recipe) || Buffer.compare(weights.idf, parts[0]!.weights.idf) !== 0)
      throw new Error(`the model for ${card.task} was not trained together with the one for ${parts[0]!.card.task}`)
  const offsets = labelOffsets(parts)
  const size = offsets.at(-1)!
  const steps = Float32Array.from(parts.flatMap(({ weights }) => [...weights.steps]))
  const bias = Float32Array.from(parts.flatMap(({ weights }) => [...weights.bias]))
  const { starts, entries } = fusedEntries(parts, offsets)
  const { idfStep } = parts[0]!.weights
  const addExtras = extrasAdder(parts, offsets, vectors)
  const mask = (1 << recipe.bits) - 1
  const half = new Float32Array(size)
  const out = new Float32Array(size)

  const squaredLength = (column: number, value: number): number => {
    const weighed = value * entries[starts[column]!]! * idfStep
    return weighed * weighed
  }
  const addColumn = (column: number, value: number, to: Float32Array): void => {
    const end = starts[column + 1]!
    for (let e = starts[column]! + 1; e < end; e++) {
      const entry = entries[e]!
      to[entry & 0xff] = to[entry & 0xff]! + value * (entry >> 8)
    }
  }
  const addWords = ({ hashed: { hashes, values } }: Reading): void => {
    half.fill(0)
    let length = 0
    // A loop of its own: the processor then fetches many columns from memory at once, and the next loop finds them in its cache.
    for (let i = 0; i < hashes.length; i++) length += squaredLength(hashes[i]! & mask, values[i]!)
    for (let i = 0; i < hashes.length; i++) addColumn(hashes[i]! & mask, values[i]!, half)
    const scale = length > 0 ? 1 / Math.sqrt(length) : 0
    for (let k = 0; k < size; k++) out[k] = out[k]! + half[k]! * steps[k]! * scale
  }

  // For each token: the contribution of its characters to all margins, before division by the text's length, and their squared length.
  const shares = new Float32Array(mostTokens * size)
  const lengths = new Float32Array(mostTokens)
  const share = new Float32Array(size)
  const placeOf = integerPerToken((piece, place) => {
    share.fill(0)
    let length = 0
    for (const hash of characterHashes(piece)) {
      const column = (hash & mask) + mask + 1
      length += squaredLength(column, 1)
      addColumn(column, 1, share)
    }
    for (let k = 0; k < size; k++) shares[place * size + k] = share[k]! * steps[k]!
    lengths[place] = length
    return place
  })
  const addCharacters = ({ hashed }: Reading): void => {
    half.fill(0)
    let length = 0
    for (const piece of hashed.pieces) {
      const place = placeOf(piece)
      length += lengths[place]!
      for (let k = 0, at = place * size; k < size; k++, at++) half[k] = half[k]! + shares[at]!
    }
    const scale = length > 0 ? recipe.characterWeight / Math.sqrt(length) : 0
    for (let k = 0; k < size; k++) out[k] = out[k]! + half[k]! * scale
  }

  return {
    size,
    margins(reading) {
      out.set(bias)
      addWords(reading)
      if (recipe.characters) addCharacters(reading)
      addExtras(reading, out)
      return out
    },
    weightOf(hash, label) {
      const column = hash & mask
      // The labels of a column ascend.
      for (let e = starts[column]! + 1; e < starts[column + 1]! && (entries[e]! & 0xff) <= label; e++)
        if ((entries[e]! & 0xff) === label) return (entries[e]! >> 8) * steps[label]!
      return 0
    },
  }
}

/** The offset of each model's labels among all labels, and the total at the end. */
export function labelOffsets(parts: readonly ModelPart[]): number[] {
  const offsets = [0]
  for (const { card } of parts) offsets.push(offsets.at(-1)! + card.labels.length)
  return offsets
}

const sameHalves = (a: Recipe, b: Recipe) =>
  a.bits === b.bits && a.characters === b.characters && a.characterWeight === b.characterWeight

/** For each column: its inverse document frequency, then its weights (label in the low eight bits, weight in the high eight). */
function fusedEntries(
  parts: readonly ModelPart[],
  offsets: readonly number[],
): { starts: Uint32Array; entries: Int16Array } {
  const width = hashedWidth(parts[0]!.card.recipe)
  const starts = new Uint32Array(width + 1)
  const { idf } = parts[0]!.weights
  const entries = new Int16Array(width + parts.reduce((sum, { weights }) => sum + weights.hashed.length, 0))
  let at = 0
  for (let column = 0; column < width; column++) {
    entries[at++] = idf[column]!
    parts.forEach(({ weights }, p) => {
      for (let e = weights.starts[column]!; e < weights.starts[column + 1]!; e++)
        entries[at++] = (weights.hashed[e]! << 8) | (weights.labels[e]! + offsets[p]!)
    })
    starts[column + 1] = at
  }
  return { starts, entries }
}

/**
 * Lexicon scores are one-hot: their weights are added. The meaning of a text is a sum over its words: each word's
 * contribution to all margins is computed once and cached. A text then needs about twenty row additions instead of a
 * product with a matrix.
 */
function extrasAdder(parts: readonly ModelPart[], offsets: readonly number[], vectors: WordVectors) {
  const size = offsets.at(-1)!
  const lexicon = rowsOf(parts, offsets, 'lexicon')
  const meaning = rowsOf(parts, offsets, 'meaning')
  const [lexiconFrom, lexiconTo] = spanOf(parts, offsets, 'lexicon')
  const [meaningFrom, meaningTo] = spanOf(parts, offsets, 'meaning')
  const shares = new Float32Array(vectors.size * size)
  const isKnown = new Uint8Array(vectors.size)
  const half = new Float32Array(size)
  const compute = (word: number): void => {
    isKnown[word] = 1
    vectors.vectorOf(word).forEach((value, d) => {
      for (let k = 0; k < size; k++) shares[word * size + k]! += value * meaning[d * size + k]!
    })
  }
  const addLexicon = ({ columns }: Sparse, out: Float32Array): void => {
    for (let i = 0; i < columns.length; i++)
      for (let k = lexiconFrom, at = columns[i]! * size + k; k < lexiconTo; k++, at++) out[k] = out[k]! + lexicon[at]!
  }
  const addMeaning = ({ words, scale }: KnownWords, out: Float32Array): void => {
    half.fill(0)
    for (let w = 0; w < words.length; w++) {
      const word = words[w]!
      if (isKnown[word] === 0) compute(word)
      for (let k = meaningFrom, at = word * size + k; k < meaningTo; k++, at++) half[k] = half[k]! + shares[at]!
    }
    for (let k = meaningFrom; k < meaningTo; k++) out[k] = out[k]! + half[k]! * scale
  }
  return ({ extras, knownWords }: Reading, out: Float32Array): void => {
    addLexicon(extras.lexicon!, out)
    addMeaning(knownWords, out)
  }
}

/** The range of labels whose models read the kind: the first, and one past the last. */
function spanOf(
  parts: readonly ModelPart[],
  offsets: readonly number[],
  kind: 'lexicon' | 'meaning',
): [from: number, to: number] {
  const reads = parts.flatMap(({ card }, p) =>
    card.recipe.extras.some((extra) => extra.kind === kind)
      ? [[offsets[p]!, offsets[p]! + card.labels.length] as const]
      : [],
  )
  return [Math.min(...reads.map(([from]) => from)), Math.max(0, ...reads.map(([, to]) => to))]
}

/** The weights of the kind, `columns × labels of all models`; zero where a model does not read it. */
function rowsOf(parts: readonly ModelPart[], offsets: readonly number[], kind: 'lexicon' | 'meaning'): Float32Array {
  const size = offsets.at(-1)!
  const width = Math.max(
    0,
    ...parts.flatMap(({ card }) =>
      card.recipe.extras.filter((extra) => extra.kind === kind).map((extra) => extra.width),
    ),
  )
  const rows = new Float32Array(width * size)
  parts.forEach(({ card: { recipe, labels }, weights }, p) => {
    const at = recipe.extras.findIndex((extra) => extra.kind === kind)
    if (at < 0) return
    const before = recipe.extras.slice(0, at).reduce((sum, extra) => sum + extra.width, 0)
    for (let c = 0; c < width; c++)
      for (let k = 0; k < labels.length; k++)
        rows[c * size + offsets[p]! + k] = weights.extras[(before + c) * labels.length + k]! * recipe.extras[at]!.weight
  })
  return rows
}
