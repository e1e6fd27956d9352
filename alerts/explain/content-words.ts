import { englishStopWords, foreignStopWords } from '../../enrich/text/stop-words.ts'
import { toTokens } from '../../enrich/text/token.ts'

/** Only this many characters are read: a long review states its issue at the beginning. */
const readCharacters = 1_000
const word = /^#?\p{L}[\p{L}\p{M}\p{N}'’-]{2,}$/u

/** The stems of a text's words without stop words (of eleven languages). */
export function contentWords(text: string): Set<string> {
  const tokens = toTokens(text.slice(0, readCharacters))
  return new Set(
    tokens
      .filter((token) => word.test(token.text) && token.text !== 'url')
      .filter((token) => !englishStopWords.has(token.text) && !foreignStopWords.has(token.text))
      .map((token) => token.stem),
  )
}
