import { createRequire } from 'node:module'
import { endings } from './endings.ts'

const require = createRequire(import.meta.url)

interface Stemmer {
  stem(word: string): string
}

/** natural's index loads far more: load the single files. English is Porter's first stemmer, the others are Snowball's. */
const stemmers = new Map(
  Object.keys(endings).map((language) => {
    const file = language === 'en' ? 'porter_stemmer' : `porter_stemmer_${language}`
    return [language, require(`natural/lib/natural/stemmers/${file}.js`) as Stemmer]
  }),
)
const triedEndings = new Map(Object.entries(endings).map(([language, list]) => [language, ['', ...list.split(' ')]]))

const leastLetters = 3
const mostLetters = 30
/** The longest ending that a form may replace. */
const mostReplaced = 5
const mostForms = 60

const cyrillic = new Set(['ru', 'uk'])
const letters = /^[\p{Script=Latin}\p{M}]+$|^[\p{Script=Cyrillic}\p{M}]+$/u

const known = new Map<string, [language: string, forms: string[]][]>()
const mostKnown = 2_000

/**
 * The other forms of a word (lower case), for each language whose stemmer knows some: refund → en: refunds, refunded, refunding … Only forms with
 * the same stem. Numbers, names with digits and words of other scripts have none.
 */
export function wordForms(word: string): [language: string, forms: string[]][] {
  const found = known.get(word)
  if (found) return found
  const size = word.length
  const forms =
    size < leastLetters || size > mostLetters || !letters.test(word)
      ? []
      : [...stemmers.keys()]
          .filter((language) => /\p{Script=Cyrillic}/u.test(word) === cyrillic.has(language))
          .map((language): [string, string[]] => [language, formsIn(language, word)])
          .filter(([, list]) => list.length > 0)
  if (known.size >= mostKnown) known.clear()
  known.set(word, forms)
  return forms
}

function formsIn(language: string, word: string): string[] {
  const stemmer = stemmers.get(language)!
  const stem = stemmer.stem(word)
  const tried = new Set<string>()
  for (const base of basesOf(word, stem, language))
    for (const ending of triedEndings.get(language)!) tried.add(base + ending)
  tried.delete(word)
  return [...tried].filter((form) => form.length >= leastLetters && stemmer.stem(form) === stem).slice(0, mostForms)
}

/** What forms of a word may begin with. */
function basesOf(word: string, stem: string, language: string): Set<string> {
  const shortest = Math.max(leastLetters - 1, stem.length - 1, word.length - mostReplaced)
  const beginnings = Array.from({ length: Math.max(0, word.length - shortest + 1) }, (_, cut) =>
    word.slice(0, word.length - cut),
  )
  const bases = new Set(beginnings)
  for (const base of beginnings) {
    const last = base.at(-1)!
    // ship → shipping, shipping → ship; delivery → deliveries.
    if (/[bcdfgklmnprstz]/.test(last)) bases.add(base + last)
    if (last === 'i') bases.add(`${base.slice(0, -1)}y`)
    if (language === 'de') for (const other of umlauts(base)) bases.add(other)
  }
  return bases
}

const umlautOf: Record<string, string> = { a: 'ä', o: 'ö', u: 'ü', ä: 'a', ö: 'o', ü: 'u' }

/** With an umlaut in the last stressed vowel, or without: Schaden, Schäden. */
function umlauts(base: string): string[] {
  const at = Math.max(...Object.keys(umlautOf).map((vowel) => base.lastIndexOf(vowel)))
  return at < 0 ? [] : [base.slice(0, at) + umlautOf[base[at]!]! + base.slice(at + 1)]
}
