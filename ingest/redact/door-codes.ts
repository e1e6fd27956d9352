import { doorWord, keyedIn, keyIn } from './door-words.ts'
import { matches, type FindEdits, type Rules } from './edits.ts'
import { typed, typedAfter } from './typed-words.ts'

/** What is counted, measured or paid. */
const unit =
  'euros?|eur|dollars?|usd|pesos?|reais|zł|tl|lira|kr|руб|points?|punkte?|puntos|pontos|kg|km|cm|mm|people|persone?n?|mal|times|stück|hours?|uhr|min'
/** 4471, 19A47, 7719#; no year. */
const digits = String.raw`(?<part>(?!(?:19|20)\d\d(?![\d#*]))(?:[#*]?\d{4,8}[#*]?|\d{1,4}[A-Z]\d{1,4}|\d(?:[ -]\d){3,5}|[A-Z]\d{3,5}|\d{3,5}[A-Z]))`
const noAmount = String.raw`[.,:]\d| ?(?:[€$£%₺₽]|${unit})`
const after = (verbs: string): RegExp =>
  new RegExp(
    String.raw`(?<!\p{L})(?:${verbs})[\s:]{1,2}(?:\p{L}{1,8}\s){0,2}?${digits}(?![\p{L}\p{N}]|${noAmount})`,
    'dgiu',
  )
const before = (verbs: string): RegExp =>
  new RegExp(String.raw`(?<![\p{N}.,:-])${digits}(?![\p{Script=Latin}\p{N}]|${noAmount})\s?(?:${verbs})`, 'dgiu')
const typedLater = String.raw`(?:\p{L}{1,14}\s){0,3}?(?:${typedAfter})`
/** At the end of a clause after a colon. */
const stated = new RegExp(String.raw`[:=]\s?${digits}(?=[.,;!?)]|\s?$|\s?\n)`, 'dgiu')
const unspaced = /[按输]入?(?<part>[#*]?\d{4,8}[#*]?)(?!\d)/dgu

/** With a star or a hash it needs no verb: 1966* */
const starred = /(?<![\p{L}\p{N}.,*#-])(?<part>\d{3,8}[*#])(?![\p{L}\p{N}*#])/dgu
/** G-558210: so Google writes its codes. */
const google = /(?<![\p{L}\p{N}-])(?<part>G-\d{6})(?!\d)/dgu
const pin = /(?<!\p{L})(?:pin|nip|geheimzahl|пин)(?!\p{L})/iu

const rules = (mayHold: Rules['mayHold'], ...expressions: RegExp[]): Rules => ({
  mayHold: (text) => /\d[\dA-Z -]{2}/.test(text) && mayHold(text),
  steps: expressions.map(
    (expression): FindEdits =>
      (text) =>
        matches(text, expression, '[password]'),
  ),
})

/** Codes that are keyed in at a door or a machine become [password], without a word for them. */
export const doorCodes: readonly Rules[] = [
  rules((text) => text.includes('G-'), google),
  rules((text) => pin.test(text), after(typed), before(typedLater)),
  rules(
    (text) => doorWord.test(text),
    after(`${keyIn}|${typed}`),
    before(`${keyedIn}|${typedLater}`),
    stated,
    unspaced,
    starred,
  ),
]
