import { englishLexicons } from './lexicons.ts'
import type { ExtraKind, Reading, Recipe, Sparse } from './linear/dataset.ts'
import type { HashedText } from './linear/hash-features.ts'
import { lexiconFeatures, lexiconWidth } from './linear/lexicon-features.ts'
import type { LinearModel } from './linear/linear-model.ts'
import type { WordVectors } from './word-vectors.ts'

interface Read {
  tokens: readonly string[]
  hashed: HashedText
}

/** From a text to what linear models read of it. */
export interface Readings {
  /** The extras of a recipe, with the weights that held-back folds liked best (MODEL-CARD.md). */
  extras(kinds: readonly ExtraKind[]): Recipe['extras']
  /** With lexicon scores and meaning; `known` costs a pass of the shipped models and is made on demand only. */
  read(text: Read, want?: { known: boolean }): Reading
}

const weights: Record<ExtraKind, number> = { lexicon: 0.35, meaning: 0.4, known: 0.3 }

/** `known` is what the shipped models think of a text, so that a model of one's own need not begin at nothing (stacking: Wolpert 1992). */
export function openReadings(words: WordVectors, shipped: readonly LinearModel[] = []): Readings {
  const widths: Record<ExtraKind, number> = {
    lexicon: lexiconWidth(englishLexicons),
    meaning: words.dimensions,
    known: shipped.reduce((sum, model) => sum + model.card.labels.length, 0),
  }
  const meaningColumns = Uint16Array.from({ length: widths.meaning }, (_, d) => d)
  const knownColumns = Uint16Array.from({ length: widths.known }, (_, k) => k)
  const opinions = (reading: Reading): Sparse => ({
    columns: knownColumns,
    values: Float32Array.from(shipped.flatMap((model) => [...model.margins(reading)]).map((m) => Math.max(-1, Math.min(1, m)))),
  })
  return {
    extras: (kinds) => kinds.map((kind) => ({ kind, width: widths[kind], weight: weights[kind] })),
    read(text, want) {
      const extras: Reading['extras'] = {
        lexicon: lexiconFeatures(text.tokens, englishLexicons),
        meaning: { columns: meaningColumns, values: words.of(text.tokens) },
      }
      const reading = { hashed: text.hashed, extras }
      if (want?.known) extras.known = opinions(reading)
      return reading
    },
  }
}
