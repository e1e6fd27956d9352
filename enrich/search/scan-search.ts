import { hasLetterOrDigit, SearchFault, type Term } from './search.ts'

/** A part of a query: a bracket, an operator, or something to look for. */
export type Part = { at: number } & ({ kind: '(' | ')' | 'or' | 'and' | 'not' } | { kind: 'term'; search: Term })

const space = /[\s\u200b]+/uy
/** What a word ends at. A quotation mark within a word belongs to it: 5" pipe. */
const bare = /[^\s\u200b()]+/uy
const fieldName = /([\p{L}_]+):(?!\/\/)/uy
/** Straight and typographic quotation marks, by the sign that begins a phrase. */
const closing: Partial<Record<string, string>> = { '"': '"', '“': '”"', '„': '“”"', '«': '»' }

/** @throws SearchFault for a phrase without an end, an empty one, and a field without a value or that does not exist */
export function scanSearch(query: string, isField: (name: string, at: number) => boolean): Part[] {
  const parts: Part[] = []
  for (let at = 0; at < query.length;) {
    at = skip(space, query, at)
    if (at >= query.length) break
    const [part, end] = partAt(query, at, isField)
    if (part) parts.push(part)
    at = end
  }
  return parts.map(exactAfter(mostInAllForms))
}

/** Finding the forms of a word takes up to 20 ms; further words are looked for as written. */
const mostInAllForms = 12

function exactAfter(most: number): (part: Part) => Part {
  let words = 0
  return (part) =>
    part.kind === 'term' && part.search.kind === 'word' && ++words > most
      ? { ...part, search: { kind: 'phrase', text: part.search.text } }
      : part
}

function partAt(
  query: string,
  at: number,
  isField: (name: string, at: number) => boolean,
): [part: Part | undefined, end: number] {
  const sign = query[at]!
  if (sign === '(' || sign === ')') return [{ kind: sign, at }, at + 1]
  // A lone dash separates words.
  if (/[-−–]/.test(sign))
    return /[^\s]/.test(query[at + 1] ?? ' ') ? [{ kind: 'not', at }, at + 1] : [undefined, at + 1]
  if (closing[sign]) {
    const { text, end } = quoted(query, at)
    return [{ kind: 'term', at, search: phraseOf(text, at) }, end]
  }
  fieldName.lastIndex = at
  const name = fieldName.exec(query)?.[1]?.toLowerCase()
  const valueAt = fieldName.lastIndex
  if (name !== undefined && isField(name, at)) {
    const { text, end } = closing[query[valueAt]!] ? quoted(query, valueAt) : word(query, valueAt)
    if (text.trim() === '') throw new SearchFault(at, `${name}: has no value; write it without a space after the colon`)
    return [{ kind: 'term', at, search: { kind: 'field', name, value: text.trim(), at, valueAt } }, end]
  }
  const { text, end } = word(query, at)
  return [operatorOrTerm(text, at), end]
}

function operatorOrTerm(text: string, at: number): Part | undefined {
  if (text === 'OR' || text === '|') return { kind: 'or', at }
  if (text === 'AND' || text === '&') return { kind: 'and', at }
  if (text === 'NOT') return { kind: 'not', at }
  if (!hasLetterOrDigit(text))
    return /^[\p{ASCII}\p{P}]*$/u.test(text) ? undefined : { kind: 'term', at, search: { kind: 'sign', text } }
  if (text.endsWith('*')) return { kind: 'term', at, search: prefixOf(text.slice(0, -1), at) }
  return { kind: 'term', at, search: { kind: 'word', text } }
}

const leastPrefix = 2

function prefixOf(text: string, at: number): Term {
  if (text.length < leastPrefix)
    throw new SearchFault(at, `* needs at least ${leastPrefix} letters or digits before it`)
  return { kind: 'prefix', text }
}

function phraseOf(text: string, at: number): Term {
  if (text.trim() === '') throw new SearchFault(at, 'the phrase is empty')
  return { kind: hasLetterOrDigit(text) ? 'phrase' : 'sign', text: text.trim() }
}

function quoted(query: string, at: number): { text: string; end: number } {
  const ends = closing[query[at]!]!
  for (let end = at + 1; end < query.length; end++)
    if (ends.includes(query[end]!)) return { text: query.slice(at + 1, end), end: end + 1 }
  throw new SearchFault(at, 'the phrase has no closing quotation mark')
}

function word(query: string, at: number): { text: string; end: number } {
  bare.lastIndex = at
  const text = bare.exec(query)?.[0] ?? ''
  return { text, end: at + text.length }
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}
