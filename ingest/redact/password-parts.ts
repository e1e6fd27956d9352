import { matches, type Edit, type FindEdits } from './edits.ts'
import { isState } from './password-states.ts'

/** An expression with a group `part`, and what this part must be. */
export type Rule = readonly [RegExp, (value: string) => boolean]

export const quote = String.raw`["'„“”«»‘’\x60(]{0,2}\s?`
/** A run of characters whose last is no punctuation of the sentence. */
export const value = String.raw`(?<part>(?![\[–—-])[^\s"“”«»„’,;]{3,63}[^\s"“”«»„’,;:.?)])`
export const withDigit = String.raw`(?=\S{0,64}\p{N})`
export const one = (...parts: string[]): RegExp => new RegExp(parts.join(''), 'dgiu')

/** Whether it, or a part of it, says nothing of a password. */
export const isNoState = (text: string): boolean =>
  !text
    .replace(/!+$/, '')
    .split('-')
    .some((each) => isState.test(each))

export const step =
  ([expression, accepts]: Rule): FindEdits =>
  (text): Edit[] =>
    matches(text, expression, '[password]').filter(({ from, to }) => accepts(text.slice(from, to)))
