import { englishLexicons } from '../text/lexicons.ts'
import type { ExtraKind, Reading, Recipe, Sparse } from './dataset.ts'
import { hashFeatures } from './hash-features.ts'
import { lexiconReader } from './lexicon-features.ts'
import type { FusedModels } from './fused.ts'
import type { Token } from '../text/token.ts'
import { meaningOf, type WordVectors } from '../text/word-vectors.ts'

/** Computes the features of texts for linear models. */
export interface Readings {
  /** The extras of a recipe, with the weights that were best on held-out folds. */
  extras(kinds: readonly ExtraKind[]): Recipe['extras']
  /** @param sentence the sentence encoder's vector of the text, for models that read it */
  read(tokens: readonly Token[], sentence?: Float32Array): Reading
}

const weights: Record<ExtraKind, number> = { lexicon: 0.35, meaning: 0.4, known: 0.1, sentence: 0.6 }
const sentenceDimensions = 512
const sentenceColumns = Uint16Array.from({ length: sentenceDimensions }, (_, d) => d)

/** The extra `known` has the shipped models' margins of a text: features for models that users train (stacking: Wolpert 1992). */
export function openReadings(words: WordVectors, shipped?: FusedModels): Readings {
  const lexicons = lexiconReader(englishLexicons)
  const widths: Record<ExtraKind, number> = {
    lexicon: lexicons.width,
    meaning: words.dimensions,
    known: shipped?.size ?? 0,
    sentence: sentenceDimensions,
  }
  const meaningColumns = Uint16Array.from({ length: widths.meaning }, (_, d) => d)
  const knownColumns = Uint16Array.from({ length: widths.known }, (_, k) => k)
  const opinions = (reading: Reading): Sparse => ({
    columns: knownColumns,
    values: Float32Array.from(shipped?.margins(reading) ?? [], (margin) => Math.max(-1, Math.min(1, margin))),
  })
  const compute: Compute = {
    meaning: ({ knownWords }) => ({ columns: meaningColumns, values: meaningOf(knownWords, words) }),
    known: opinions,
  }
  return {
    extras: (kinds) => kinds.map((kind) => ({ kind, width: widths[kind], weight: weights[kind] })),
    read(tokens, sentence) {
      const knownWords = words.read(tokens)
      const reading: Reading = { hashed: hashFeatures(tokens), knownWords, extras: noExtras }
      reading.extras = new LazyExtras(reading, compute, lexicons.read(tokens), sentence)
      return reading
    },
  }
}

type Compute = Record<'meaning' | 'known', (reading: Reading) => Sparse>
const noExtras = {}

/**
 * Two expensive extras are computed only for models that users train: the shipped models use `knownWords` (fused.ts). A class, because an
 * object literal with getters takes 1 µs to make.
 */
class LazyExtras {
  readonly lexicon: Sparse
  readonly sentence: Sparse | undefined
  readonly #reading: Reading
  readonly #compute: Compute
  #meaning: Sparse | undefined
  #known: Sparse | undefined

  constructor(reading: Reading, compute: Compute, lexicon: Sparse, sentence: Float32Array | undefined) {
    this.#reading = reading
    this.#compute = compute
    this.lexicon = lexicon
    this.sentence = sentence && { columns: sentenceColumns, values: sentence }
  }
  get meaning(): Sparse {
    return (this.#meaning ??= this.#compute.meaning(this.#reading))
  }
  get known(): Sparse {
    return (this.#known ??= this.#compute.known(this.#reading))
  }
}
