import { perToken, tokenOf, toTokens, type Token } from './token.ts'

/** A compiled pattern. `late|delayed * parcel`: each word is a set of stems; `*` is a gap of up to five tokens; `a ~ b` means `a * b` or `b * a`. */
interface Phrase<T> {
  words: { stems: ReadonlySet<string>; gapBefore: boolean }[]
  value: T
}

export interface PhraseMatcher<T> {
  /** Every phrase found, each once, with the indices of its first token and after its last token. */
  find(tokens: readonly Token[]): { value: T; at: number; end: number }[]
}

const maxGap = 5

/** @throws Error that names the phrase, when it has no word or an empty one, or when one of its words is several tokens */
export function compilePhrases<T>(phrases: readonly { pattern: string; value: T }[]): PhraseMatcher<T> {
  const byFirst = new Map<string, Phrase<T>[]>()
  for (const { pattern, value } of phrases) {
    for (const ordered of bothOrders(pattern)) {
      const phrase = { words: parsePhrase(ordered, pattern), value }
      for (const first of phrase.words[0]!.stems) byFirst.set(first, [...(byFirst.get(first) ?? []), phrase])
    }
  }
  const none: Phrase<T>[] = []
  const beginning = perToken(({ stem }) => byFirst.get(stem) ?? none)
  return {
    find(tokens) {
      const found = new Map<Phrase<T>, { value: T; at: number; end: number }>()
      for (let at = 0; at < tokens.length; at++) {
        for (const phrase of beginning(tokens[at]!)) {
          if (found.has(phrase)) continue
          const end = matchEnd(phrase, tokens, at)
          if (end > 0) found.set(phrase, { value: phrase.value, at, end })
        }
      }
      return [...found.values()]
    },
  }
}

function bothOrders(pattern: string): string[] {
  const [a, b] = pattern.split(' ~ ')
  return b === undefined ? [pattern] : [`${a} * ${b}`, `${b} * ${a}`]
}

function parsePhrase(ordered: string, pattern: string): Phrase<unknown>['words'] {
  const words: Phrase<unknown>['words'] = []
  let gapBefore = false
  for (const part of ordered.trim().split(/\s+/)) {
    if (part === '*') {
      gapBefore = true
      continue
    }
    words.push({ stems: new Set(part.split('|').map((word) => patternStem(word, pattern))), gapBefore })
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

const articles = new Set(
  ['the', 'a', 'an', 'my', 'our', 'his', 'her', 'their', 'your'].map((word) => tokenOf(word).stem),
)

/** The index after the last matched token, or 0. Skips articles. In a gap it takes the nearest match, which suffices for phrases and takes linear time. */
function matchEnd<T>(phrase: Phrase<T>, tokens: readonly Token[], start: number): number {
  let at = start + 1
  for (let w = 1; w < phrase.words.length; w++) {
    const word = phrase.words[w]!
    if (!word.gapBefore && articles.has(tokens[at]?.stem ?? '')) at++
    const last = word.gapBefore ? at + maxGap : at
    while (at <= last && at < tokens.length && !word.stems.has(tokens[at]!.stem)) at++
    if (at > last || at >= tokens.length) return 0
    at++
  }
  return at
}
