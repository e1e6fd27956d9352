import { eld } from 'eld/extrasmall'
import type { Enricher } from '../enricher.ts'

const enoughCharacters = 200

/** ISO 639-1 code by character n-grams (eld), from the first 200 characters; `unknown` when there is too little to tell. */
export function language(): Enricher {
  return {
    name: 'language',
    enrich: (texts) => Promise.resolve(texts.map((analysed) => ({ language: tell(analysed.text) }))),
  }
}

function tell(text: string): string {
  const words = text.slice(0, enoughCharacters).replace(/https?:\/\/\S+|[@#]\S+/g, ' ')
  if (!/\p{L}{2}/u.test(words)) return 'unknown'
  return eld.detect(words).language || 'unknown'
}
