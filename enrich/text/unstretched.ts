import { englishLexicons } from './lexicons.ts'
import { englishStopWords } from './stop-words.ts'

/** Three or more of one letter. */
const run = /(\p{L})\1{2,}/gu
const mostRuns = 4
const leastLetters = 4

const isWord = (word: string): boolean => englishStopWords.has(word) || englishLexicons.some((words) => words.has(word))

/**
 * A word without letters that are repeated for emphasis: soooo → so, goooood → good. Each run of three or more becomes two
 * letters or one, whichever makes a known English word, otherwise two. Words of one letter (xxx, AAA) stay.
 */
export function unstretched(word: string): string {
  if (word.length < leastLetters || !isStretched(word)) return word
  const runs = word.match(run) ?? []
  if (runs.length === 0 || new Set(word).size === 1) return word
  const doubled = word.replace(run, '$1$1')
  if (runs.length > mostRuns) return doubled
  for (let choice = 0; choice < 2 ** runs.length; choice++) {
    let nth = 0
    const candidate = word.replace(run, (_, letter: string) => letter.repeat((choice >> nth++) & 1 ? 1 : 2))
    if (isWord(candidate)) return candidate
  }
  return doubled
}

function isStretched(word: string): boolean {
  for (let i = 2; i < word.length; i++) {
    const code = word.charCodeAt(i)
    if (code === word.charCodeAt(i - 1) && code === word.charCodeAt(i - 2)) return true
  }
  return false
}
