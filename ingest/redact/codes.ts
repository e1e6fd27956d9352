import { code, is, words } from './code-parts.ts'
import { codeWord } from './code-words.ts'
import type { Edit, Rules } from './edits.ts'
import { mayHoldCode } from './sent-codes.ts'
import { spacedLetter } from './unspaced.ts'

const name = new RegExp(String.raw`(?<!${spacedLetter}|\p{N})(?:${codeWord})(?!\p{Script=Latin})`, 'giu')
const tail = (source: string, flags = 'diuy'): RegExp => new RegExp(source, flags)

/** "My PIN is wrong, they say. It isn't, it's 6641." */
const pinLater = tail(
  String.raw`[^\n\d]{1,60}?(?:,|[\s,](?:it['’]?s|is|ist|lautet|es|è|é|eh|to|to jest|är|er|est|c['’]est|это|das|het is|je|on|este|volt|هو|وهو|है|adalah))\s(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,6})(?=["'”»)]?(?:[.,;!?)]|\s?$|\n| [-–—] ))(?![.,]\d)`,
)
const pinWord = /^(?:pin|nip|пин|пін|geheimzahl|الرقم|رقمي|핀|पिन)/i

const tails: readonly RegExp[] = [
  tail(
    String.raw`(?:${words}|[^\d\s[\]]{0,8}[\s:：「]{0,2})(?<part>${code}|(?<=cv[cvn]2?\D{0,12}|csc\D{0,8}|सीवीवी\D{0,8})\d{3,4}(?!\d))`,
  ),
  // After a colon or "is" a year is one, and so are letters beside the digits: 1984, 57-31-06, 19A47, B4471, 7719#.
  tail(
    String.raw`(?:\s[\p{L}\p{M}'’]{1,14}){0,4}?${is}(?<part>(?:[A-ZА-Я]{1,2}\d{2,6}[A-ZА-Я#*]?|[#*]?\d{1,6}[A-ZА-Я]\d{0,5}[#*]?|[#*]?(?:19|20)\d\d[#*]?|\d\d[-.]\d\d[-.]\d\d|\d{2,4}[-#*]\d{2,4}|\d{3,8}[#*])(?![\p{L}\p{N}]|[.,:]\d))`,
  ),
  // Right beside the word: code portail 40B12.
  tail(
    String.raw`\s(?<part>(?=[A-ZА-Я\d]{4})(?:[A-ZА-Я]{1,2}\d{2,6}[A-ZА-Я]?|\d{1,4}[A-ZА-Я]\d{0,4})[#*]?)(?![\p{L}\p{N}])`,
  ),
  // The same with more letters, which are capital ones: pickup code 88R4T2.
  tail(String.raw`\s(?<part>(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,8})(?![\p{L}\p{N}])`, 'duy'),
  // Right beside a door's word a year is one: kod till porten 1957.
  tail(
    String.raw`(?<=(?:gate|door|port|porten|dörren|grinden|døren|opgangen|tür|tor|portail|porte|immeuble|puerta|portal|port[óo]n|cancello|portone|porta|port[ãa]o|deur|poort|bramy|bramki|furtki|klatki|drzwi|domofonu|двери|подъезда|домофона|ворот|калитки|kapı|dveří|vchodu)(?: code| kodu| şifresi| код)?)\s(?<part>(?:19|20)\d\d)(?![\p{L}\p{N}]|[.,/-]\d)`,
  ),
  // "my passcode for the locker, QX83LM, expired"
  tail(
    String.raw`(?:\s[\p{L}\p{M}'’]{1,14}){0,6}?\s?[,(–—]\s?(?<part>(?=[A-Z\d]{0,10}\d)[A-Z\d]{4,10})(?=\s?[,)–—])`,
    'duy',
  ),
]

/** In India a PIN code is a postal code. */
const isPostal = (text: string, at: number): boolean =>
  /pin ?code[^.]{0,40}$/i.test(text.slice(Math.max(0, at - 56), at)) &&
  /^[1-9]\d{5}(?!\d)/.test(text.slice(at, at + 7)) &&
  /deliver|service|area|address|ship|डिलीवरी|courier/i.test(text)

/** The code after the word that ends at `at`. */
function codeAfter(text: string, word: string, at: number): Edit | undefined {
  for (const expression of pinWord.test(word) ? [...tails, pinLater] : tails) {
    expression.lastIndex = at
    const part = expression.exec(text)?.indices?.groups?.['part']
    if (part && !isPostal(text, part[0])) return { from: part[0], to: part[1], by: '[password]' }
  }
  return undefined
}

function findCodes(text: string): Edit[] {
  const found: Edit[] = []
  for (const { 0: word, index } of text.matchAll(name)) {
    const since = found.at(-1)?.to ?? 0
    const edit = index < since ? undefined : codeAfter(text, word, index + word.length)
    if (edit && edit.from >= since) found.push(edit)
  }
  return found
}

/** PINs, TANs and other secret numbers become [password]. */
export const codes: Rules = { mayHold: (text) => /\d/.test(text) && mayHoldCode.test(text), steps: [findCodes] }
