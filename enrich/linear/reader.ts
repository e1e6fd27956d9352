import type { Reading } from './dataset.ts'
import type { Readings } from './readings.ts'
import type { SentenceEncoder } from '../text/sentence-encoder.ts'
import { toTokens } from '../text/token.ts'

/** Computes the readings of texts. */
export type ReadTexts = (texts: readonly string[]) => Promise<Reading[]>

/** @param encoder needed by models that read whole sentences */
export function reader(readings: Readings, encoder?: SentenceEncoder): ReadTexts {
  return async (texts) => {
    const sentences = encoder && (await encoder.encode(texts))
    return texts.map((text, i) => readings.read(toTokens(text), sentences?.[i]))
  }
}
