import { doorWord, keyedIn, keyIn } from './door-words.ts'
import { matches, type FindEdits, type Rules } from './edits.ts'

/** A combination of a door: 4471, 19A47, 7719# */
const doorCode = String.raw`(?<part>(?!(?:19|20)\d\d(?!\d))(?:[#*]?\d{4,8}[#*]?|\d{1,4}[A-Z]\d{1,4}|\d(?:[ -]\d){3,5}|[A-Z]\d{3,5}|\d{3,5}[A-Z]))(?![\p{L}\p{N}]|[.,:]\d| ?(?:€|\$|£|%|₺|₽))`
const keyed = new RegExp(String.raw`(?<!\p{L})(?:${keyIn})[\s:]{1,2}(?:\p{L}{1,8}\s){0,2}?${doorCode}`, 'dgiu')
const keyedAfter = new RegExp(
  String.raw`(?<![\p{N}.,:-])${doorCode}\s?(?:${keyedIn})`.replace(
    String.raw`(?![\p{L}\p{N}]|`,
    String.raw`(?![\p{Script=Latin}\p{N}]|`,
  ),
  'dgiu',
)
const keyedUnspaced = /[按输按输]入?(?<part>[#*]?\d{4,8}[#*]?)(?!\d)/dgu

/** Codes that are keyed in at a door become [password], without a word for them. */
export const doorCodes: Rules = {
  mayHold: (text) => /\d[\dA-Z -]{2}/.test(text) && doorWord.test(text),
  steps: [keyed, keyedAfter, keyedUnspaced].map(
    (expression): FindEdits =>
      (text) =>
        matches(text, expression, '[password]'),
  ),
}
