import { presetNames } from '../enrich/labels/presets.ts'
import { readTaxonomy, type Taxonomy } from '../enrich/labels/taxonomy.ts'
import { tokenOf } from '../enrich/text/token.ts'

const least = 3

/** The words of a name or of a phrase of a topic (`late|delayed * parcel`), and its parts between the signs, in lower case. */
const partsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[|*~]/)
    .map((part) => part.trim())
const wordsOf = (part: string): string[] => part.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word.length >= least)

/**
 * The words of a text that somebody set, and its parts of several words, in lower case. What consists of ordinary words is left out: a person
 * who was the first to use one is not known by it. Pure.
 */
export function tellingWords(text: string, ordinary: ReadonlySet<string>): string[] {
  const isTelling = (word: string) => !ordinary.has(word) && !ordinary.has(tokenOf(word).stem)
  const found = partsOf(text).flatMap((part) => {
    const words = wordsOf(part).filter(isTelling)
    return words.length > 0 ? [part, ...words] : []
  })
  return [...new Set(found)]
}

/**
 * The words of a taxonomy and of all that ship, and their stems, in lower case.
 * @throws UsageError when a taxonomy that ships cannot be read
 */
export function ordinaryWords(taxonomy: Taxonomy): Set<string> {
  const all = [taxonomy, ...presetNames().map((name) => readTaxonomy(`preset:${name}`))]
  const texts = all.flatMap(({ topics, departments }) => [
    ...departments.map(({ name }) => name),
    ...topics.flatMap(({ name, phrases, hints }) => [name, ...phrases, ...hints]),
  ])
  const words = new Set(texts.flatMap(partsOf).flatMap(wordsOf))
  return new Set([...words, ...[...words].map((word) => tokenOf(word).stem)])
}
