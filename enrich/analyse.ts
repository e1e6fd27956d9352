import { createRequire } from 'node:module'
import type { Mention } from '../ingest/mention.ts'
import type { Reading } from './linear/dataset.ts'
import { hashFeatures } from './linear/hash-features.ts'
import type { Margins, Models } from './models.ts'
import { tokenise } from './tokens.ts'

const require = createRequire(import.meta.url)
// natural's index pulls in far more than one stage (stack.md): load the single file.
const stemmer: { stem(word: string): string } = require('natural/lib/natural/stemmers/porter_stemmer.js')

/** What is made once for a text and read by every enricher. */
export interface AnalysedText {
  /** Title and text as one. */
  text: string
  rating: number | undefined
  fields: Readonly<Record<string, string>>
  source: string
  /** Lower-cased, contractions undone: can't → can, not. */
  tokens: readonly string[]
  /** Porter stems beside `tokens` (Porter 1980, by natural). */
  stems: readonly string[]
  /** What every linear model reads. */
  reading: Reading
  /** What the models say of it. */
  margins: Margins
}

const maxCodeUnits = 20_000

export type TextOnly = Pick<Mention, 'text'> & Partial<Pick<Mention, 'title' | 'rating' | 'fields' | 'source'>>

export function analyse(mention: TextOnly, models: Pick<Models, 'readings' | 'margins'>): AnalysedText {
  const text = (mention.title ? `${mention.title}. ${mention.text}` : mention.text).slice(0, maxCodeUnits)
  const tokens = tokenise(text)
  const reading = models.readings.read({ tokens, hashed: hashFeatures(tokens) })
  return {
    text,
    rating: mention.rating,
    fields: mention.fields ?? {},
    source: mention.source ?? '',
    tokens,
    stems: tokens.map(stem),
    reading,
    margins: models.margins(reading),
  }
}

const stems = new Map<string, string>()
const maxStems = 50_000
const wordOrHashtag = /^#?\p{L}/u

/** Porter stem of a word or hashtag, anything else as it is; remembered, because the words of a stream repeat. */
export function stem(token: string): string {
  let found = stems.get(token)
  if (found === undefined) {
    if (stems.size >= maxStems) stems.clear()
    found = wordOrHashtag.test(token) ? stemmer.stem(token.startsWith('#') ? token.slice(1) : token) : token
    stems.set(token, found)
  }
  return found
}
