import { codeWord } from './code-words.ts'
import { replacing, type Rules } from './edits.ts'
import { passwordWord } from './password-words.ts'
import { isUnmistakable } from './secret-shape.ts'

/** What is secret, whatever else is said of it. */
const secretWord = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${codeWord}|${passwordWord})(?!\p{Script=Latin})`, 'iu')
/** "the text said 739204", in a text about codes */
const saidByMessage = new RegExp(
  String.raw`(?<!\p{L})(?:sms|text|message|nachricht|mensaje|messaggio|mensagem|bericht|wiadomo[śs]\p{L}*|mesaj\p{L}*|смс|сообщени\p{L}|e-?mail|mail|app|短信|メッセージ|メール|문자)[^\n.!?\d[\]]{0,24}?(?:said|says|read|reads|was|is|has|shows?|showed|stand|steht|disait|dit|decía|dice|diceva|dizia|diz|zei|staat|było|jest|stod|står|yazıyor|был\p{L}?|[:「“"])\s?["“„«]?(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8}|\d{3}[ -]\d{3})(?![\p{L}\p{N}]|[.,:/-]\d| ?[€$£%])`,
  'dgiu',
)

/** In a text about a secret number, digits that are a sentence of their own, or in brackets: "… code reçu par sms. 604 118. Je …", "4471 war das". */
const aloneInSentence =
  /(?<=(?:^|[.!?:…]["'”»]?\s|\n)["'“„«]?)(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8}|\d{3}[ -]\d{3})(?=["'”»]?(?:[.,!?…]?(?:\s|$)(?=$|\p{Lu}|\n)|[.,!…]|\s(?:war|was|is|ist|era|è|es|est|était|foi|to|było|это|был)(?!\p{L})))(?![.,]\d)/dgu
const inBrackets = /(?<=[(])(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8})(?=[,)])/dgu

/** "Just got 830162" */
const gotIt = new RegExp(
  String.raw`(?<!\p{L})(?:got|received|bekommen|erhalten|reçu|recib[íi]|llegó|ricevuto|arrivato|recebi|chegou|gekregen|ontvangen|dostał[ae]?m|przyszedł|geldi|пришёл|пришел|получил[аи]?)\s(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8}|\d{3}[ -]\d{3})(?![\p{L}\p{N}]|[.,:/-]\d| ?[€$£%₺₽]| \p{L}+s\b)`,
  'dgiu',
)
/** Beside a word for a password, a sign between letters and digits is enough: Summer!Rain42. */
const signed = /(?<![^\s"'“„«(])(?<part>[^\s"'“”„«»()@/#,;:]{7,40})(?![\p{L}\p{N}@/])/dgu

const find = (expression: RegExp) => replacing(expression, '[password]')

/** In a text about a code or a password, what a sentence of its own, a message or brackets state becomes [password]. */
export const statedSecrets: readonly Rules[] = [
  {
    mayHold: (text) => /\d{3}[ -]?\d/.test(text) && secretWord.test(text),
    steps: [saidByMessage, aloneInSentence, inBrackets, gotIt].map(find),
  },
  {
    mayHold: (text) => /[\p{L}\p{N}][!#$%&*=?^~][\p{L}\p{N}]/u.test(text) && secretWord.test(text),
    steps: [(text) => find(signed)(text).filter(({ from, to }) => isUnmistakable(text.slice(from, to)))],
  },
]
