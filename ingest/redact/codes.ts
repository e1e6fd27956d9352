import { bySms, codeWord, isYour, plainWord, sent } from './code-words.ts'
import { doorWord, keyedIn, keyIn } from './door-words.ts'
import { matches, none, type FindEdits, type Rules } from './edits.ts'
import { spacedLetter } from './unspaced.ts'

/** 482 913, 39 18 42, 44 71, 4711, KX7-94Q, G-640182. No year, amount or measure. */
const digits = String.raw`\d{3}[ -]?\d{3}|\d\d \d\d \d\d|\d\d \d\d|\d(?:[ -]\d){3,5}|\d{4,8}`
const notAfter = String.raw`(?![\p{N}A-Za-z]|[.,:]\d| \d{3,}| ?(?:€|\$|£|%|₽|₺|eur|euros?|usd|tl|zł|руб|kg|km|min|mal|times|h\b|x\b))`
const code = String.raw`(?!(?:19|20)\d\d(?![\d#*]))(?:[#*]?(?:${digits})[#*]?|(?=[A-Z\d-]{0,10}\d)[A-Z\d]{1,4}-[A-Z\d]{2,6}(?:-[A-Z\d]{2,6}){0,2})${notAfter}`
/** Another number follows these words. */
const another =
  'orders?|tickets?|case|error|errors|ref|reference|flight|version|iban|konto|account|bestellung|bestellnummer|pedido|commande|ordine|auftrag|zamówieni\\p{L}|sipariş|заказ\\p{L}*|fehler|erreur|errore|erro|błąd|ошибк\\p{L}|ab|since|seit|depuis|desde|dal|sinds|od|sedan|с'
const words = String.raw`(?:[\s,:：=#("'“„«–-]{1,4}(?!\d)(?!(?:${another})(?!\p{L}))[\p{L}\p{M}'’]{1,16}){0,7}?[\s,:：=#("'“„«–-]{0,4}`
const start = String.raw`(?<!${spacedLetter}|\p{N})`
const named = new RegExp(
  String.raw`${start}(?:${codeWord})(?!\p{Script=Latin})(?:${words}|[^\d\s[\]]{0,8}[\s:：「]{0,2})(?<part>${code}|(?<=cv[cvn]2?\D{0,12}|csc\D{0,8}|सीवीवी\D{0,8})\d{3,4}(?!\d))`,
  'dgiu',
)
/** After a colon or "is" a year is one, and so are letters beside the digits: 1984, 57-31-06, 19A47, B4471, 7719#. */
const is = String.raw`(?:\s?[:：=(«"'“„]{1,3}\s?|\s[–—-]\s|\s(?:is|was|ist|war|lautet|est|c['’]est|es|era|è|é|to|jest|är|er|var|on|je|это|هو|هي|है|adalah|là)\s(?:now |jetzt |nun |maintenant |ahora |adesso |agora |nu |teraz |теперь )?["'“„«(]?)`
const namedIs = new RegExp(
  String.raw`${start}(?:${codeWord})(?!\p{Script=Latin})(?:\s[\p{L}\p{M}'’]{1,14}){0,4}?${is}(?<part>(?:[A-ZА-Я]{1,2}\d{2,6}[A-ZА-Я#*]?|[#*]?\d{1,6}[A-ZА-Я]\d{0,5}[#*]?|[#*]?(?:19|20)\d\d[#*]?|\d\d[-.]\d\d[-.]\d\d|\d{2,4}[-#*]\d{2,4}|\d{3,8}[#*])(?![\p{L}\p{N}]|[.,:]\d))`,
  'dgiu',
)

/** "code portail 40B12": right beside the word. */
const beside = new RegExp(
  String.raw`${start}(?:${codeWord})(?!\p{Script=Latin})\s(?<part>(?=[A-ZА-Я\d]{4})(?:[A-ZА-Я]{1,2}\d{2,6}[A-ZА-Я]?|\d{1,4}[A-ZА-Я]\d{0,4})[#*]?)(?![\p{L}\p{N}])`,
  'dgiu',
)

/** "my passcode for the locker, QX83LM, expired" */
const apposed = new RegExp(
  String.raw`${start}(?:${codeWord})(?!\p{Script=Latin})(?:\s[\p{L}\p{M}'’]{1,14}){0,6}?\s?[,(–—]\s?(?<part>(?=[A-Z\d]{0,10}\d)[A-Z\d]{4,10})(?=\s?[,)–—])`,
  'dgu',
)

const notSecret =
  '(?<!(?:error|promo|item|post|zip|pin|article|discount|voucher|gift|product|fehler|rabatt|gutschein|bar|qr|dress|status|area|country)[- ]?)'
const sentCode = new RegExp(
  String.raw`(?<!\p{L})${notSecret}${plainWord}(?!\p{L})${words}(?<part>\d{3}[ -]?\d{3}|\d\d[ -]\d\d[ -]\d\d)(?![\p{L}\p{N}]|[.,]\d)`,
  'dgiu',
)
const smsCode = new RegExp(
  String.raw`(?<!\p{L})${notSecret}${plainWord}(?!\p{L})${words}(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8})(?![\p{L}\p{N}]|[.,:]\d| ?[€$£%])`,
  'dgiu',
)
/** Six digits in two or three groups need no more: 605 118, 88-41-03. */
const groupedDigits = new RegExp(
  String.raw`(?<!\p{L})${notSecret}${plainWord}(?!\p{L})(?:[\s,:(–-]{1,3}(?!\d)(?!(?:${another})(?!\p{L}))[\p{L}'’]{1,12}){0,4}?[\s,:(–-]{1,3}(?<part>\d{3}[ -]\d{3}|\d\d[ -]\d\d[ -]\d\d)(?![\p{L}\p{N}]|[-.,]\d| \d{3})`,
  'dgiu',
)
const unspacedCode = /(?:コード|代码|代碼|코드)[^\d\s[\]]{0,6}\s?(?<part>\d{4,8})(?!\d)/dgu
/** A combination of a door: 4471, 19A47, 7719# */
const doorCode = String.raw`(?<part>(?!(?:19|20)\d\d(?!\d))(?:[#*]?\d{4,8}[#*]?|\d{1,4}[A-Z]\d{1,4}|\d(?:[ -]\d){3,5}|[A-Z]\d{3,5}|\d{3,5}[A-Z]))(?![\p{L}\p{N}]|[.,:]\d| ?(?:€|\$|£|%|₺|₽))`
const keyed = new RegExp(String.raw`(?<!\p{L})(?:${keyIn})[\s:]{1,2}(?:\p{L}{1,8}\s){0,2}?${doorCode}`, 'dgiu')
const keyedAfter = new RegExp(String.raw`(?<![\p{N}.,:-])${doorCode}\s?(?:${keyedIn})`.replace(String.raw`(?![\p{L}\p{N}]|`, String.raw`(?![\p{Script=Latin}\p{N}]|`), 'dgiu')
const keyedUnspaced = /[按输按输]入?(?<part>[#*]?\d{4,8}[#*]?)(?!\d)/dgu
/** "903 552 als Freigabecode" */
const asCode = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,/-])(?<part>${code})\s(?:als|as|comme|como|come|som|jako|как|як)\s(?:\p{L}{1,10}\s){0,2}?(?:${codeWord}|${plainWord})(?!\p{Script=Latin})`,
  'dgiu',
)
/** 604 118 est votre code de sécurité */
const codeAhead = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,/-])(?<part>(?:G-)?${code})\s${isYour}(?:${codeWord}|${plainWord})(?!\p{Script=Latin})`,
  'dgiu',
)
/** DigiD code WQ4R-77; not "error code E-21". */
const groupedCode = new RegExp(
  String.raw`(?<!\p{L})${notSecret}${plainWord}(?: \p{L}{1,10}){0,1}[ :]+(?<part>(?=[A-Z\d-]{0,10}\d)[A-Z\d]{3,4}-[A-Z\d]{2,6})(?![\p{L}\p{N}-])`,
  'dgu',
)
/** "Su código es 57-31-06", "my code: 19A47" */
const own = new RegExp(
  String.raw`(?<!\p{L})(?:my|your|our|mein|dein|ihr|unser|min|mitt|din|ditt|mijn|je|uw|mi|su|tu|nuestro|mon|ton|votre|notre|minha|meu|o seu|seu|mio|tuo|suo|mój|twój|moje|můj|мой|ваш|твой|мій) (?:kode|kod|code|codes|login|c[óo]digo|codice|kód|koodi|код)${is}(?<part>(?=\S{0,64}\d)(?=\S{0,64}\p{L})[^\s"',;]{5,64}|\d{3}[ -]\d{3}|\d\d[ -]\d\d[ -]\d\d|(?!(?:19|20)\d\d(?!\d))\d{4,8})(?![\p{L}\p{N}]|[.,:]\d)`,
  'dgiu',
)

const mayHoldCode =
  /pin|combin|kombin|combo|token|пин|пін|पिन|\bnip\b|tan\b|tan-?n|\botp\b|ओटीपी|कोड|cv[cvn]|csc|सीवीवी|\bpuk|code|cod\b|codul|codi[cg]|c[óo]dig|passwort|kennwort|k[oó]{1,2}d|[şs]ifre|one[- ]time|geheim|secret|memorable|segreto|clave|senha|tunnusluku|код|码|碼|密|コード|番号|ロック|번호|비번|코드|핀|رمز|كود|السري|البن|קוד|mã |κωδικ/i

const step =
  (expression: RegExp): FindEdits =>
  (text) =>
    matches(text, expression, '[password]').filter(({ from }) => !isPostal(text, from))

/** In India a PIN code is a postal code. */
const isPostal = (text: string, at: number): boolean =>
  /pin ?code[^.]{0,40}$/i.test(text.slice(Math.max(0, at - 56), at)) &&
  /^[1-9]\d{5}(?!\d)/.test(text.slice(at, at + 7)) &&
  /deliver|service|area|address|ship|डिलीवरी|courier/i.test(text)

/** PINs, TANs and codes for one use become [password]. */
export const codes: Rules = {
  mayHold: (text) => /\d/.test(text) && mayHoldCode.test(text),
  steps: [
    ...[named, namedIs, beside, apposed, codeAhead, asCode, groupedCode, groupedDigits, own].map(step),
    (text) => (sent.test(text) ? matches(text, sentCode, '[password]') : none),
    (text) => (bySms.test(text) || doorWord.test(text) ? matches(text, smsCode, '[password]') : none),
    (text) => (bySms.test(text) ? matches(text, unspacedCode, '[password]') : none),
  ],
}

/** So do those that are keyed in at a door, without a word for them. */
export const doorCodes: Rules = {
  mayHold: (text) => /\d[\dA-Z -]{2}/.test(text) && doorWord.test(text),
  steps: [keyed, keyedAfter, keyedUnspaced].map(step),
}
