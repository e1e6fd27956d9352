import { another, anyCode, code, is, plain, words } from './code-parts.ts'
import { bySms, isYour, sent } from './code-words.ts'
import { doorWord } from './door-words.ts'
import { matches, none, type Edit, type FindEdits, type Rules } from './edits.ts'

const sentCode = new RegExp(
  String.raw`${plain}${words}(?<part>\d{3}[ -]?\d{3}|\d\d[ -]\d\d[ -]\d\d)(?![\p{L}\p{N}]|[-.,]\d| \d{3}(?!\p{N})|(?<=\d\d \d\d) \d\d(?![\p{L}\d:.]))`,
  'dgiu',
)
const smsCode = new RegExp(
  String.raw`${plain}${words}(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8})(?![\p{L}\p{N}]|[.,:]\d| ?[€$£%])`,
  'dgiu',
)
/** "il codice che mi avete mandato è 730 918" */
const saidToBeSent = new RegExp(
  String.raw`${plain}(?:\s[\p{L}'’]{1,12}){0,5}?\s(?:sent|received|got|texted|geschickt|gesendet|erhalten|bekommen|envoyé|reçu|enviad[oa]|enviaron|recib[íi]|recebi|mandad[oa]|mandato|inviato|ricevuto|arrivato|gestuurd|ontvangen|wysłali\p{L}*|dostał\p{L}*|przyszedł|skickade|fick|sendte|fik|прислали|получил[аи]?|пришёл|пришел)(?:\s[\p{L}'’]{1,12}){0,2}?${is}(?<part>\d{3}[ -]?\d{3}|\d\d \d\d \d\d|(?!(?:19|20)\d\d(?!\d))\d{4})(?![\p{L}\p{N}]|[-.,:]\d| \d{2,}|\s?[€$£%])`,
  'dgiu',
)
/** Six digits in two or three groups need no more: 605 118, 88-41-03. */
const groupedDigits = new RegExp(
  String.raw`${plain}(?:[\s,:(–-]{1,3}(?!(?:${another})(?!\p{L}))(?:[468](?![\p{N}.,:-])|[\p{L}'’]{1,12})){0,4}?[\s,:(–-]{1,3}(?<part>\d{3}[ -]\d{3}|\d\d[ -]\d\d[ -]\d\d)(?![\p{L}\p{N}]|[-.,]\d| \d{3})`,
  'dgiu',
)
/** Three groups or more beside the word: 9F2K-77QX-M4TB. */
const tripleGroups = new RegExp(
  String.raw`${plain}(?:[\s:](?!(?:${another})(?!\p{L}))[\p{L}'’]{1,14}){0,3}?[\s:]{1,3}(?<part>(?=[A-Z\d-]{0,20}\d)[A-Z\d]{3,6}(?:-[A-Z\d]{3,6}){2,5})(?![\p{L}\p{N}-])`,
  'dgu',
)
/** A number in brackets beside the word: le code d'urgence (2294). */
const bracketed = new RegExp(
  String.raw`${plain}(?:\s(?!(?:${another}|postal|erreur|zip|promo)(?!\p{L}))[\p{L}'’]{1,14}){0,4}?\s[(](?<part>(?!(?:19|20)\d\d\))[#*]?\d{4,8}[#*]?)[)]`,
  'dgiu',
)
const unspacedCode =
  /(?<!エラー|错误|錯誤|故障|오류 ?|에러 ?)(?:コード|代码|代碼|코드)[^\d\s[\]]{0,6}\s?(?<part>\d{4,8})(?!\d)/dgu
/** "903 552 als Freigabecode" */
const asCode = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,/-])(?<part>${code})\s(?:als|as|for|in|into|pour|comme|como|come|en|nel|no|na|som|jako|do|как|як|olarak|için)\s(?:(?:the|my|a|le|la|mon|el|mi|il|mio|o|meu|de|mijn|den|min|din|mein|meine|die)\s){0,2}?(?:code\s)?${anyCode}`,
  'dgiu',
)
/** 604 118 est votre code de sécurité */
const codeAhead = new RegExp(String.raw`(?<![\p{L}\p{N}.,/-])(?<part>(?:G-)?${code})\s${isYour}${anyCode}`, 'dgiu')
/** DigiD code WQ4R-77; not "error code E-21". */
const groupedCode = new RegExp(
  String.raw`${plain}(?: (?!(?:${another})(?!\p{L}))\p{L}{1,10}){0,1}[ :]+(?<part>(?=[A-Z\d-]{0,10}\d)[A-Z\d]{3,4}-[A-Z\d]{2,6})(?![\p{L}\p{N}-])`,
  'dgu',
)
/** "Su código es 57-31-06", "my code: 19A47" */
const own = new RegExp(
  String.raw`(?<!\p{L})(?:my|your|our|mein|dein|ihr|unser|min|mitt|din|ditt|mijn|je|uw|mi|su|tu|nuestro|mon|ton|votre|notre|minha|meu|o seu|seu|mio|tuo|suo|mój|twój|moje|můj|мой|ваш|твой|мій) (?:kode|kod|code|codes|login|c[óo]digo|codice|kód|koodi|код)${is}(?<part>(?=\S{0,64}\d)(?=\S{0,64}\p{L})[^\s"',;]{5,64}|\d{3}[ -]\d{3}|\d\d[ -]\d\d[ -]\d\d|(?!(?:19|20)\d\d(?!\d))\d{4,8})(?![\p{L}\p{N}]|[.,:]\d)`,
  'dgiu',
)

/** One of their words, or something like it: a fast check. */
export const mayHoldCode =
  /pin|combin|kombin|combo|token|пин|пін|पिन|\bnip\b|tan\b|tan-?n|\botp\b|ओटीपी|कोड|cv[cvn]|csc|सीवीवी|\bpuk|code|cod\b|codul|codi[cg]|c[óo]dig|passwort|kennwort|k[oó]{1,2}d|[şs]ifre|one[- ]time|geheim|secret|memorable|segreto|clave|senha|tunnusluku|код|码|碼|密|コード|番号|ロック|번호|비번|코드|핀|رمز|كود|السري|البن|קוד|mã |κωδικ/i

/** A machine that asks for it, or the number of the card. */
const pin =
  /(?<!\p{L})(?:pin|nip|пин|my card|meine[rn]? karte|ma carte|mi tarjeta|mia carta|meu cartão|mijn pas|moje[jią]{1,2} kart|моей карт)(?!\p{L}{3})|(?<!\d)(?:\d{4}[ -]){3}\d{4}(?!\d)/iu
const find = (text: string, expression: RegExp): readonly Edit[] => matches(text, expression, '[password]')

/** Codes for one use become [password]: by how they came, by their groups, or because the text calls them "your code". */
export const sentCodes: Rules = {
  mayHold: (text) => /\d/.test(text) && mayHoldCode.test(text),
  steps: [
    ...[codeAhead, asCode, groupedCode, groupedDigits, tripleGroups, bracketed, own, saidToBeSent].map(
      (expression): FindEdits =>
        (text) =>
          find(text, expression),
    ),
    (text) => (sent.test(text) ? find(text, sentCode) : none),
    (text) => ([bySms, doorWord, pin].some((words) => words.test(text)) ? find(text, smsCode) : none),
    (text) => ([bySms, sent, doorWord].some((words) => words.test(text)) ? find(text, unspacedCode) : none),
  ],
}
