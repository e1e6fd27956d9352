import { createRequire } from 'node:module'
import type { Edit, FindEdits } from './edits.ts'
import { kinds } from './national-id-kinds.ts'
import { introducesOtherNumber } from './order.ts'
import { spacedLetter } from './unspaced.ts'

export const nationalIdCountries: readonly string[] = Object.keys(kinds)

/** No such number has fewer. */
const fewestDigits = 4

/** How many characters before a number may name it, before a valid one, and after it. */
const nameWithin = { before: 40, valid: 90, after: 20 }

/** Numbers that the countries give their people become [id]: valid ones, and what the words before it call one. @param countries codes of `nationalIdCountries` */
export function findNationalIds(countries: readonly string[]): FindEdits {
  const wanted = countries
    .flatMap((country) => kinds[country]!)
    .map(({ checks, shape, ...rest }) => {
      const source = String.raw`(?<!${spacedLetter}|\p{N}|\d[-./ ])(?:${shape.source})(?!${spacedLetter}|\p{N}|[-./]\d| \d(?!\d? ?\p{L}{2}))`
      return { ...rest, whole: new RegExp(source, `gu${shape.flags}`), isValid: validatorOf(checks) }
    })
  return (text) => {
    const found: Edit[] = []
    if ((text.match(/\d/g)?.length ?? 0) < fewestDigits) return found
    for (const { whole, words, alone, isValid } of wanted)
      for (const { 0: number, index } of text.matchAll(whole))
        if (
          isNamed(text, words, index, index + number.length) ||
          (isValid(number) && words.test(text.slice(Math.max(0, index - nameWithin.valid), index))) ||
          (alone.test(number) && isValid(number) && !introducesOtherNumber(text.slice(Math.max(0, index - 24), index)))
        )
          found.push({ from: index, to: index + number.length, by: '[id]' })
    return withoutOverlaps(found)
  }
}

/** Whether the words stand before the number, or after it without another number between. */
function isNamed(text: string, words: RegExp, from: number, to: number): boolean {
  const after = /^[^\d.!?]*/.exec(text.slice(to, to + nameWithin.after))![0]
  return words.test(text.slice(Math.max(0, from - nameWithin.before), from)) || words.test(after)
}

interface Check {
  validate(number: string): { isValid: boolean }
}

// Only the files of the countries are loaded: the whole library has 250.
const require = createRequire(import.meta.url)

function validatorOf(files: readonly string[]): (number: string) => boolean {
  const checks = files.map((file) => require(`stdnum/lib/cjs/${file}.js`) as Check)
  return (number) => checks.some(({ validate }) => validate(number).isValid)
}

function withoutOverlaps(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = []
  for (const edit of edits.toSorted((a, b) => a.from - b.from || b.to - a.to))
    if (edit.from >= (kept.at(-1)?.to ?? 0)) kept.push(edit)
  return kept
}
