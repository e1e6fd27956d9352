import { fold, isUnspaced, wordsIn } from './fold.ts'
import type { Search, Term } from './search.ts'
import { wordForms } from './word-forms.ts'

/** From and to which UTF-16 unit, exclusive. */
export type Mark = [from: number, to: number]

/** A word of a text: where it stands, and what it is compared by. */
interface Word {
  from: number
  to: number
  folded: string
}

const mostMarks = 200
const mostRead = 20_000

/** Where a text has what a search looks for, in order and without overlaps. What is excluded is not marked. */
export function marksIn(search: Search, text: string, language: string): Mark[] {
  const read = text.slice(0, mostRead)
  const words = [...read.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(({ 0: word, index }) => ({
    from: index,
    to: index + word.length,
    folded: fold(word),
  }))
  const marks = termsOf(search).flatMap((term) => marksOf(term, { text: read, words, language }))
  return joined(marks.toSorted(([a], [b]) => a - b)).slice(0, mostMarks)
}

function termsOf(search: Search): Term[] {
  if (search.kind === 'not') return []
  return 'of' in search ? search.of.flatMap(termsOf) : [search]
}

interface Text {
  text: string
  words: readonly Word[]
  language: string
}

function marksOf(term: Term, { text, words, language }: Text): Mark[] {
  if (term.kind === 'field') return []
  if (term.kind === 'sign') return occurrences(text, term.text, 0)
  const wanted = wordsIn(term.text)
  if (wanted.some(isUnspaced)) return wanted.flatMap((word) => words.flatMap((one) => within(one, word)))
  const [first = ''] = wanted
  if (term.kind === 'word' && wanted.length === 1) {
    const read = language === 'unknown' || language === '' ? 'en' : language
    const forms = new Set([first, ...(wordForms(first).find(([one]) => one === read)?.[1] ?? [])])
    return words.filter(({ folded }) => forms.has(folded)).map(({ from, to }) => [from, to])
  }
  return words.flatMap((word, i): Mark[] => {
    const last = words[i + wanted.length - 1]
    const isHere = wanted.every((one, k) => {
      const folded = words[i + k]?.folded
      const isBeginning = term.kind === 'prefix' && k === wanted.length - 1
      return isBeginning ? folded?.startsWith(one) : folded === one
    })
    return isHere && last ? [[word.from, last.to]] : []
  })
}

const within = ({ from, folded }: Word, part: string): Mark[] => occurrences(folded, part, from)

function occurrences(text: string, part: string, offset: number): Mark[] {
  const found: Mark[] = []
  for (let at = text.indexOf(part); at >= 0 && found.length < mostMarks; at = text.indexOf(part, at + part.length))
    found.push([offset + at, offset + at + part.length])
  return found
}

/** Marks that overlap are one. @param marks by their beginning */
function joined(marks: readonly Mark[]): Mark[] {
  const apart: Mark[] = []
  for (const [from, to] of marks) {
    const last = apart.at(-1)
    if (last && from < last[1]) last[1] = Math.max(last[1], to)
    else apart.push([from, to])
  }
  return apart
}
