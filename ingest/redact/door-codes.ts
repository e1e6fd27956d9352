import { doorWord, keyedIn, keyIn } from './door-words.ts'
import { matches, type FindEdits, type Rules } from './edits.ts'
import { typed, typedAfter } from './typed-words.ts'

/** A combination of a door: 4471, 19A47, 7719# */
const doorCode = String.raw`(?<part>(?!(?:19|20)\d\d(?![\d#*]))(?:[#*]?\d{4,8}[#*]?|\d{1,4}[A-Z]\d{1,4}|\d(?:[ -]\d){3,5}|[A-Z]\d{3,5}|\d{3,5}[A-Z]))(?![\p{L}\p{N}]|[.,:]\d| ?(?:€|\$|£|%|₺|₽|euros?|eur|dollars?|usd|zł|tl|lira|руб|kg|km|cm|mm|people|persone?n?|mal|times|stück|hours?|uhr|min))`
const keyed = new RegExp(String.raw`(?<!\p{L})(?:${keyIn}|${typed})[\s:]{1,2}(?:\p{L}{1,8}\s){0,2}?${doorCode}`, 'dgiu')
const keyedAfter = new RegExp(
  String.raw`(?<![\p{N}.,:-])${doorCode}\s?(?:${keyedIn}|(?:\p{L}{1,14}\s){0,3}?(?:${typedAfter}))`.replace(
    String.raw`(?![\p{L}\p{N}]|`,
    String.raw`(?![\p{Script=Latin}\p{N}]|`,
  ),
  'dgiu',
)
const keyedUnspaced = /[按输按输]入?(?<part>[#*]?\d{4,8}[#*]?)(?!\d)/dgu

/** With a star or a hash it needs no verb: 1966* */
const starred = /(?<![\p{L}\p{N}.,*#-])(?<part>\d{3,8}[*#])(?![\p{L}\p{N}*#])/dgu
/** G-558210: so Google writes its codes. */
const google = /(?<![\p{L}\p{N}-])(?<part>G-\d{6})(?!\d)/dgu
const pin = /(?<!\p{L})(?:pin|nip|geheimzahl|пин)(?!\p{L})/iu

/** Codes that are keyed in at a door or a machine become [password], without a word for them. */
export const doorCodes: Rules = {
  mayHold: (text) => /\d[\dA-Z -]{2}/.test(text) && (/G-\d{6}/.test(text) || pin.test(text) || doorWord.test(text)),
  steps: [google, keyed, keyedAfter, keyedUnspaced, starred].map(
    (expression): FindEdits =>
      (text) =>
        matches(text, expression, '[password]'),
  ),
}
