import type { KnownWords } from '../text/word-vectors.ts'
import { characterHashes, type HashedText } from './hash-features.ts'

interface HashedFeatures {
  /** log2 of the number of buckets of each half: words, characters. */
  bits: number
  characters: boolean
}

/** Which features of a text a model reads, and their weights. */
export interface Recipe extends HashedFeatures {
  /** Weight of the character half; that of the words is 1. */
  characterWeight: number
  /** Dense features after the hashed ones, in the order of their columns. */
  extras: { kind: ExtraKind; width: number; weight: number }[]
}

export type ExtraKind = 'lexicon' | 'meaning' | 'known' | 'sentence'

export interface Sparse {
  columns: Uint16Array
  values: Float32Array
}

/** Sparse rows (CSR). Each half has unit length before weighting; dense extras are last. */
export interface Dataset {
  rows: number
  width: number
  starts: Int32Array
  columns: Int32Array
  values: Float32Array
  /** Inverse document frequency of each hashed column. */
  idf: Float32Array
}

/** All features of a text, computed once. */
export interface Reading {
  hashed: HashedText
  extras: Partial<Record<ExtraKind, Sparse>>
  /** The words whose sum is `extras.meaning`. */
  knownWords: KnownWords
}

/** Smooth inverse document frequency, as in scikit-learn: ln((1 + n) / (1 + df)) + 1. */
export function idfOf(texts: readonly Pick<Reading, 'hashed'>[], recipe: HashedFeatures): Float32Array {
  const idf = new Float32Array(hashedWidth(recipe))
  const lastSeen = new Int32Array(idf.length).fill(-1)
  texts.forEach(({ hashed }, text) =>
    eachColumn(hashed, recipe, (column) => {
      if (lastSeen[column] !== text) idf[column]!++
      lastSeen[column] = text
    }),
  )
  for (let i = 0; i < idf.length; i++) idf[i] = Math.log((1 + texts.length) / (1 + idf[i]!)) + 1
  return idf
}

export const extraWidth = ({ extras }: Recipe) => extras.reduce((sum, { width }) => sum + width, 0)

/** Visits the weighted extras of a text; columns count from 0. @throws Error when the reading lacks one of them */
export function eachExtra(reading: Reading, { extras }: Recipe, visit: (column: number, value: number) => void): void {
  let offset = 0
  for (const { kind, width, weight } of extras) {
    const part = reading.extras[kind]
    if (!part) throw new Error(`the reading has no ${kind}`)
    for (let i = 0; i < part.columns.length; i++) visit(offset + part.columns[i]!, part.values[i]! * weight)
    offset += width
  }
}

export const hashedWidth = ({ bits, characters }: HashedFeatures) => (characters ? 2 : 1) << bits

/** Visits the hashed columns of a text, words first; a column of characters once per occurrence. */
export function eachColumn(
  { hashes, values, pieces }: HashedText,
  { bits, characters }: HashedFeatures,
  visit: (column: number, value: number, isWord: boolean) => void,
): void {
  const mask = (1 << bits) - 1
  for (let i = 0; i < hashes.length; i++) visit(hashes[i]! & mask, values[i]!, true)
  if (!characters) return
  for (const piece of pieces) for (const hash of characterHashes(piece)) visit((hash & mask) + mask + 1, 1, false)
}

export function toDataset(texts: readonly Reading[], recipe: Recipe, idf: Float32Array): Dataset {
  const sizeOf = ({ hashed, extras }: Reading) =>
    hashed.hashes.length +
    (recipe.characters ? hashed.pieces.reduce((sum, piece) => sum + characterHashes(piece).length, 0) : 0) +
    recipe.extras.reduce((sum, { kind }) => sum + (extras[kind]?.columns.length ?? 0), 0)
  const total = texts.reduce((sum, text) => sum + sizeOf(text), 0)
  const starts = new Int32Array(texts.length + 1)
  const columns = new Int32Array(total)
  const values = new Float32Array(total)
  let at = 0
  texts.forEach((text, row) => {
    starts[row] = at
    const first = at
    const norms = [0, 0]
    eachColumn(text.hashed, recipe, (column, value, isWord) => {
      const weighed = value * idf[column]!
      columns[at] = column
      values[at++] = weighed
      norms[isWord ? 0 : 1]! += weighed * weighed
    })
    const scales = [1 / Math.sqrt(norms[0]! || 1), recipe.characterWeight / Math.sqrt(norms[1]! || 1)]
    const words = first + text.hashed.hashes.length
    for (let i = first; i < at; i++) values[i]! *= scales[i < words ? 0 : 1]!
    eachExtra(text, recipe, (column, value) => {
      columns[at] = idf.length + column
      values[at++] = value
    })
  })
  starts[texts.length] = at
  return { rows: texts.length, width: idf.length + extraWidth(recipe), starts, columns, values, idf }
}
