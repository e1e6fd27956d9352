import { eld } from 'eld/extrasmall'
import type { AnalysedText } from '../analysis/analyse.ts'
import type { Enricher } from '../analysis/enricher.ts'
import { languageOfWords } from '../text/short-texts.ts'
import { foreignStopWords as others } from '../text/stop-words.ts'
import { integerPerToken, type Token } from '../text/token.ts'
import type { WordVectors } from '../text/word-vectors.ts'

const enoughCharacters = 200
/** Texts of so few words are recognised by known words, or by character n-grams when these are clear. */
const fewWords = 4
const clear = { score: 0.7, distance: 0.05 }
/** The language that a source states: de, de-AT, pt_BR. */
const statedCode = /^[a-z]{2}(?![a-z])/i
/** English function words that are not words of Spanish, German, French, Dutch, Italian or Portuguese. */
const onlyEnglish = new Set(
  'the and you your with this that have has been what when where why how not are they their there from but our would could should because about which who than then these those it its after before still while some any every'.split(
    ' ',
  ),
)
/** English function words that other languages may have, too. */
const alsoEnglish = new Set(
  'a no all one over want sent her come under i my we just had to of is for on at be if or so do can will get got me us he she up out off by an as in was am here more need please thanks thank'.split(
    ' ',
  ),
)

/** What a word says of the language. */
const evidence = { noWord: 0, anyLanguage: 1, foreign: 2, english: 3, functionWord: 4, onlyEnglish: 5 } as const
/** Thresholds for plain English: the share of function words; and the share of English words in texts with and without an exclusively English function word. */
const plain = { functionWords: 0.2, withOne: { words: 4, share: 0.7 }, without: { words: 6, share: 0.9 } }

/**
 * The language as an ISO 639-1 code. A text is English if it has enough English function words, or if nearly all its
 * words are English, one of them a function word, and none is a stop word of other languages only. That settles four in
 * five airline tweets at a tenth of the cost. Other texts are classified by character n-grams (eld) of their first 200
 * characters. `unknown` if the text is too short; the other enrichers read such a text as English.
 * @param words the known English words
 */
export function language(words: Pick<WordVectors, 'knows'>): Enricher {
  const evidenceOf = integerPerToken(({ text }) => {
    const code = text.charCodeAt(0)
    if (code < 97 || (code > 122 && code < 0xc0)) return evidence.noWord
    if (onlyEnglish.has(text)) return evidence.onlyEnglish
    if (alsoEnglish.has(text)) return others.has(text) ? evidence.english : evidence.functionWord
    if (others.has(text)) return evidence.foreign
    return words.knows(text) ? evidence.english : evidence.anyLanguage
  })
  const isPlainEnglish = ({ tokens }: AnalysedText): boolean => {
    let first: Token | undefined
    let [all, only, kinds, english, foreign, functionWords] = [0, 0, 0, 0, 0, 0]
    for (const token of tokens) {
      const found = evidenceOf(token)
      if (found === evidence.noWord) continue
      all++
      if (found === evidence.foreign) foreign++
      else if (found !== evidence.anyLanguage) english++
      if (found === evidence.functionWord) functionWords++
      if (found !== evidence.onlyEnglish) continue
      only++
      if (first === undefined || (kinds === 1 && token !== first)) kinds++
      first ??= token
    }
    if (kinds > 1 && only >= all * plain.functionWords) return true
    if (foreign > 0 || kinds + functionWords === 0) return false
    const { words, share } = kinds > 0 ? plain.withOne : plain.without
    return all >= words && english >= all * share
  }
  return {
    name: 'language',
    fields: ['language'],
    enrich: (texts) =>
      Promise.resolve(texts.map((text) => ({ language: isPlainEnglish(text) ? 'en' : languageOf(text) }))),
  }
}

/** The language of the words; for a text too short to tell, as the source states it. */
function languageOf({ text, tokens, fields }: AnalysedText): string {
  const stated = statedCode.exec(fields.language ?? '')?.[0].toLowerCase() ?? 'unknown'
  const written = text.slice(0, enoughCharacters).replace(/https?:\/\/\S+|[@#]\S+/g, ' ')
  if (!/\p{L}{2}/u.test(written)) return stated
  const words = firstWords(tokens)
  if (words.length <= fewWords) return languageOfWords(words) ?? clearLanguage(written) ?? stated
  const found = eld.detect(written)
  return found.isReliable() ? found.language : stated
}

/** The words of a text of few words, and one more than that of a longer one. */
function firstWords(tokens: readonly Token[]): string[] {
  const words: string[] = []
  for (let i = 0; i < Math.min(tokens.length, enoughCharacters) && words.length <= fewWords; i++)
    if (/^\p{L}/u.test(tokens[i]!.text)) words.push(tokens[i]!.text)
  return words
}

/** The language by character n-grams, if no other one is near. Scripts of one language or few need no distance. */
function clearLanguage(text: string): string | undefined {
  const found = eld.detect(text)
  if (!found.isReliable()) return undefined
  const [first = 0, second = 0] = Object.values(found.getScores()).toSorted((a, b) => b - a)
  const isClear = !/\p{Script=Latin}/u.test(text) || (first >= clear.score && first - second >= clear.distance)
  return isClear ? found.language : undefined
}
