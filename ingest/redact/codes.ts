import { bySms, codeWord, isYour, plainWord, sent } from './code-words.ts'
import { matches, none, type FindEdits, type Rules } from './edits.ts'

/** 482 913, 39 18 42, 4711, KX7-94Q, G-640182. No year, amount or measure. */
const code = String.raw`(?!(?:19|20)\d\d(?!\d))(?:\d{3}[ -]?\d{3}|\d\d \d\d \d\d|\d{4,8}|(?=[A-Z\d-]{0,10}\d)[A-Z\d]{1,4}-[A-Z\d]{2,6}(?:-[A-Z\d]{2,6}){0,2})(?![\p{N}A-Za-z]|[.,:]\d| ?(?:€|\$|£|%|eur|euros?|usd|kg|km|min|h\b|x\b))`
const words = String.raw`(?:[\s,:：=#–-]{1,4}(?!\d)[\p{L}'’]{1,14}){0,6}?[\s,:：=#–-]{0,4}`
const named = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${codeWord})(?!\p{Script=Latin})(?:${words}|[^\d\n]{0,3})(?<part>${code}|(?<=cv[cv]2?\D{0,8})\d{3}(?!\d))`,
  'dgiu',
)

const notSecret =
  '(?<!(?:error|promo|item|post|zip|article|discount|voucher|gift|product|fehler|rabatt|gutschein|bar|qr|dress|status|area|country)[- ]?)'
const sentCode = new RegExp(
  String.raw`(?<!\p{L})${notSecret}${plainWord}(?!\p{L})${words}(?<part>\d{3}[ -]?\d{3}|\d\d \d\d \d\d)(?![\p{L}\p{N}]|[.,]\d)`,
  'dgiu',
)
const smsCode = new RegExp(
  String.raw`(?<!\p{L})${notSecret}${plainWord}(?!\p{L})${words}(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8})(?![\p{L}\p{N}]|[.,:]\d| ?[€$£%])`,
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
const own =
  /(?<!\p{L})(?:my|mein|min|mitt|mijn|mi|mon|minha|meu|mio|mój|moje) (?:kode|kod|code|login)(?: (?:is|er|är|ist|es|est|é|è|to)|:) (?<part>(?=\S{0,64}\d)(?=\S{0,64}\p{L})[^\s"',;]{5,64})/dgiu

const mayHoldCode =
  /pin|token|пин|पिन|\bnip\b|\bm?i?tan\b|\botp\b|ओटीपी|कोड|cv[cv]|\bpuk\b|code|codi[cg]|c[óo]dig|passwort|kennwort|k[oó]d|[şs]ifre|one[- ]time|geheim|clave|tunnusluku|код|码|碼|コード|番号|번호|코드|رمز|كود|السري/i

const step =
  (expression: RegExp): FindEdits =>
  (text) =>
    matches(text, expression, '[password]')

/** PINs, TANs and codes for one use become [password]. */
export const codes: Rules = {
  mayHold: (text) => /\d/.test(text) && mayHoldCode.test(text),
  steps: [
    ...[named, codeAhead, groupedCode, own].map(step),
    (text) => (sent.test(text) ? matches(text, sentCode, '[password]') : none),
    (text) => (bySms.test(text) ? matches(text, smsCode, '[password]') : none),
  ],
}
