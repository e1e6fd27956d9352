import { integerPerToken, tokenOf, toTokens, type Token } from './token.ts'

/** A compiled pattern. `late|delayed * parcel`: each word is a set of stems; `*` is a gap of up to five tokens; `a ~ b` means `a * b` or `b * a`. */
interface Phrase<T> {
  words: PhraseWord[]
  value: T
}
interface PhraseWord {
  /** The numbers of its stems. */
  stems: readonly number[]
  gapBefore: boolean
}

export interface PhraseMatcher<T> {
  /** Every phrase found, each once, with the indices of its first token and after its last token. */
  find(tokens: readonly Token[]): { value: T; at: number; end: number }[]
}

const maxGap = 5
/** The number of a stem of no phrase. Articles have the first numbers after it. */
const inNoPhrase = 0
const articles = [
  ...new Set(['the', 'a', 'an', 'my', 'our', 'his', 'her', 'their', 'your'].map((word) => tokenOf(word).stem)),
]
const isArticle = (number: number) => number !== inNoPhrase && number <= articles.length

/** @throws Error that names the phrase, when it has no word or an empty one, more than one `~`, or when one of its words is several tokens */
export function compilePhrases<T>(phrases: readonly { pattern: string; value: T }[]): PhraseMatcher<T> {
  const numbers = new Map(articles.map((stem, i) => [stem, i + 1]))
  const numberOf = (stem: string): number => {
    const number = numbers.get(stem) ?? numbers.size + 1
    numbers.set(stem, number)
    return number
  }
  const byFirst: Phrase<T>[][] = []
  for (const { pattern, value } of phrases)
    for (const ordered of bothOrders(pattern)) {
      const phrase = { words: parsePhrase(ordered, pattern, numberOf), value }
      for (const first of phrase.words[0]!.stems) (byFirst[first] ??= []).push(phrase)
    }
  const stemOf = integerPerToken(({ stem }) => numbers.get(stem) ?? inNoPhrase)
  return {
    find(tokens) {
      const found = new Map<Phrase<T>, { value: T; at: number; end: number }>()
      const stems = tokens.map(stemOf)
      for (let at = 0; at < stems.length; at++) {
        const beginning = byFirst[stems[at]!]
        if (beginning === undefined) continue
        for (const phrase of beginning) {
          if (found.has(phrase)) continue
          const end = matchEnd(phrase.words, stems, at)
          if (end > 0) found.set(phrase, { value: phrase.value, at, end })
        }
      }
      return [...found.values()]
    },
  }
}

function bothOrders(pattern: string): string[] {
  const [a, b, more] = pattern.split(' ~ ')
  if (more !== undefined) throw new Error(`phrase "${pattern}" has more than one ~`)
  return b === undefined ? [pattern] : [`${a} * ${b}`, `${b} * ${a}`]
}

function parsePhrase(ordered: string, pattern: string, numberOf: (stem: string) => number): PhraseWord[] {
  const words: PhraseWord[] = []
  let gapBefore = false
  for (const part of ordered.trim().split(/\s+/)) {
    if (part === '*') {
      gapBefore = true
      continue
    }
    const stems = new Set(part.split('|').map((word) => numberOf(patternStem(word, pattern))))
    words.push({ stems: [...stems], gapBefore })
    gapBefore = false
  }
  if (words.length === 0) throw new Error(`phrase "${pattern}" has no word`)
  words[0]!.gapBefore = false
  return words
}

function patternStem(word: string, pattern: string): string {
  // Texts have "can't" and "cannot" as two tokens, "can not"; in a phrase the "not" counts.
  if (/n['’]t$|^cannot$/.test(word)) return 'not'
  if (word === '') throw new Error(`phrase "${pattern}" has an empty word`)
  const tokens = toTokens(word)
  if (tokens.length !== 1) throw new Error(`phrase "${pattern}": write "${word}" as separate words`)
  return tokens[0]!.stem
}

/** The index after the last matched token, or 0. Skips articles. In a gap it takes the nearest match, which suffices for phrases and takes linear time. */
function matchEnd(words: readonly PhraseWord[], stems: readonly number[], start: number): number {
  let at = start + 1
  for (let w = 1; w < words.length; w++) {
    const { stems: wanted, gapBefore } = words[w]!
    if (!gapBefore && at < stems.length && isArticle(stems[at]!)) at++
    const last = Math.min(gapBefore ? at + maxGap : at, stems.length - 1)
    while (at <= last && (stems[at] === inNoPhrase || !wanted.includes(stems[at]!))) at++
    if (at > last) return 0
    at++
  }
  return at
}
