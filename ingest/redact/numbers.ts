import { isValidPhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { matches, type Edit, type FindEdits } from './edits.ts'
import { introducesOtherNumber } from './order.ts'
import { callWords, phoneWords, serviceNumber, serviceWords } from './phone-words.ts'

/** Digits in groups, without dates. */
const digitRuns =
  /(?:(?<![\w-]|\d[./])|(?<=\p{L})(?=\+\d))(?![12]\d{3}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}(?!\d))\+?\(?(?:0\d{1,4}\)? [/–-] (?=\d))?\d(?:(?:[ ()./–-]{0,2}| [./–-] )\d){6,26}(?![\w-])/gu

const cardWords =
  /card|\bcc\b|kart[ae]?(?!\p{L}{4})|karten|kort|tarjeta|carte|carta|cart[ãa]o|kaart|visa|maestro|amex|mastercard|карт|カード|卡|카드|कार्ड|بطاقة|κάρτα|כרטיס|thẻ|kartu/iu

/** ext. 12, Durchwahl -34, poste 5. */
const extensions =
  /^,? ?(?:ext(?:ension)?|extn|x(?= ?\d)|tst|anexo|durchwahl|dw|poste|interno|int|anexo|ramal|extensi[óo]n|toestel|wewn?|anknytning|lokal|dahili|доб|内線|轉|转|分机|分機|내선|داخلي|klapka|linje|linie|nebenstelle|mellék|вн)\.?:? ?-?\d{1,5}(?!\d)/iu

/** Payment card numbers become [card], and phone numbers [phone]. Numbers that the text calls an order, a serial number or the like stay. */
export function findNumbers(text: string): Edit[] {
  const found: Edit[] = []
  for (const { 0: run, index } of text.matchAll(digitRuns)) {
    const context = contextOf(text, found.at(-1)?.to ?? 0, index, index + run.length)
    const hit = recognise(run, context)
    if (!hit) continue
    const to = index + hit.to
    const extension = hit.kind === 'phone' ? (extensions.exec(text.slice(to, to + 24))?.[0].length ?? 0) : 0
    found.push({ from: index + hit.from, to: to + extension, by: `[${hit.kind}]` })
  }
  return found
}

/** Also after a Korean prefix in words: 공일공 8820 3417. */
const linked =
  /(?<=\b(?:wa\.me\/|phone=|tel:|sms:|callto:|whatsapp:\/\/send\?phone=|t\.me\/\+))(?:\+|%2B)?\d[\d-]{7,17}|(?:공일공|영일영|공일일|공일육)[ -]?\d{3,4}[ -]?\d{4}(?!\d)/gi

/** Phone numbers in links to call or to write to them. */
export const findLinkedPhones: FindEdits = (text) => matches(text, linked, '[phone]')

/** What the words around a run of digits say of it. */
interface Context {
  saysOther: boolean
  saysCard: boolean
  saysPhone: boolean
  saysCall: boolean
  /** Whether it is the company's own line. */
  saysService: boolean
  /** Whether Chinese stands around it. */
  isAmongHan: boolean
  isAfterHash: boolean
}
type Hit = { kind: 'card' | 'phone'; from: number; to: number }

/** "… or 86 49 03 38", after a mail address or another phone number. */
const besideContact =
  /\[(?:mail|phone)\](?: \([^()]{1,14}\))?[^\p{L}\p{N}]{0,3}(?:(?:or|oder|ou|o|eller|of|lub|albo|veya|ya da|ya|или|або|tai|vagy|sau|nebo|أو|或者|或|か|또는|아니면|atau|and|und|et|y|e|en|i|och|og|ve|и)[^\p{L}\p{N}]{0,2})?$/iu

/** 1Z 5R8 94A: groups of letters and digits. */
const partOfCode = /(?<![\p{L}\p{N}])(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{3,} $/u

/** The context ends at a replacement, and after the run at a digit: a second pass sees no more than the first. */
function contextOf(text: string, from: number, start: number, end: number): Context {
  const before = text.slice(Math.max(from, start - 48), start)
  const near = before.slice(before.lastIndexOf(']') + 1)
  const after = /^[^\d[]{0,24}/.exec(text.slice(end, end + 24))![0]
  const isContact = besideContact.test(text.slice(Math.max(0, start - 40), start))
  return {
    saysOther: introducesOtherNumber(near) || partOfCode.test(near),
    saysCard: cardWords.test(near),
    saysPhone: isContact || phoneWords.test(near) || phoneWords.test(after),
    saysCall: isContact || callWords.test(near) || callWords.test(after),
    saysService: serviceWords.test(near),
    isAmongHan: /\p{Script=Han}/u.test(near + after) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(near + after),
    isAfterHash: near.endsWith('#'),
  }
}

/** Finds a card or a phone number in the run, or in some of its groups: an expiry date may follow, and an amount may precede. */
function recognise(run: string, context: Context): Hit | undefined {
  const groups = Array.from(run.matchAll(/[+(]*\d+/g), ({ 0: group, index }) => ({
    group,
    index,
    end: index + group.length,
  }))
  for (let last = groups.length - 1; last >= 0; last--) {
    const part = run.slice(0, groups[last]!.end)
    if (digitsOf(part).length < 13) break
    if (isCard(part, context)) return { kind: 'card', from: 0, to: part.length }
  }
  if (context.isAfterHash) return undefined
  return phoneIn(run, groups, context)
}

type Group = { group: string; index: number; end: number }

/** A part of a run counts as a phone number only if it begins with plus or zero, after a space, and has at most 15 digits. */
function phoneIn(run: string, groups: Group[], context: Context): Hit | undefined {
  for (const { group, index } of groups.slice(0, 3)) {
    const hasPrefix = /^\(?(?:\+|00?[1-9])/.test(group)
    const isWhole = index === 0 && digitsOf(run).length <= 15
    if (!isWhole && !(hasPrefix && (index === 0 || run[index - 1] === ' '))) continue
    // What follows after a space may be another number: "0850 304 71 22 35 minutes".
    for (const { end } of groups.toReversed()) {
      const part = run.slice(index, end)
      const { length } = digitsOf(part)
      if (end <= index || length > 15) continue
      if (end < run.length && (length < 9 || run[end] !== ' ')) break
      if (index > 0 && length < 9) break
      // Of more than five pairs, as in a lottery, five are no phone number.
      if (/^\d\d(?: \d\d)+$/.test(part) && /^ \d\d(?!\d)/.test(run.slice(end))) continue
      if (isPhone(part, context)) return { kind: 'phone', from: index, to: end }
    }
  }
  return undefined
}

/** Grouped as on a card. Nine in ten other numbers in this form fail the checksum. */
const inFours = /^\d{4}([ -])\d{4}\1\d{4}\1\d{4}$/

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** Issuers and lengths (ISO/IEC 7812): Amex, Diners, JCB, Visa, Mastercard, Maestro, Discover, UnionPay. */
const issuers =
  /^(?:3[47]\d{13}|3[0689]\d{12,17}|35\d{14}|4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|(?:5[06-9]|6\d)\d{11,17})$/

/** A known issuer or the word "card" nearby, and a valid checksum; people mistype what they write in the groups of a card after that word. */
function isCard(text: string, { saysOther, saysCard }: Context): boolean {
  const digits = digitsOf(text)
  return (
    digits.length < 20 &&
    (saysOther ? inFours.test(text) : true) &&
    (saysCard || issuers.test(digits)) &&
    (isLuhn(digits) || (saysCard && !saysOther && inFours.test(text) && issuers.test(digits)))
  )
}

/** The Luhn checksum (ISO/IEC 7812-1). */
function isLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit
  }
  return sum % 10 === 0
}

/** International numbers by E.164 (at most 15 digits); national ones by their leading zero or their groups. */
function isPhone(text: string, { saysOther, saysPhone, saysCall, saysService, isAmongHan }: Context): boolean {
  const digits = digitsOf(text)
  if (digits.length < 7 || digits.length > 15) return false
  if (saysService || serviceNumber.test(text)) return false
  if (text.startsWith('+')) return digits.length >= 8
  if (strong.test(text)) return true
  if (saysOther || isAmount(text) || (/^(?:19|20)\d\d[-/]/.test(text) && !saysCall)) return false
  if (/^\(?00[1-9]/.test(text)) return digits.length >= 10
  if (/^(?:\(?0 ?|\(0\) ?)[1-9]/.test(text)) return isNational(text, digits)
  if (grouped.test(text) || (isAmongHan && chineseMobile.test(text))) return true
  return (
    (saysPhone && (bare.test(text) || loose.test(text))) ||
    isInNationalForm(text) ||
    (saysCall &&
      !singles.test(text.replace(/^[0178][ .-]/, '')) &&
      markets.some((country) => isValidPhoneNumber(text, country)))
  )
}

/** Groups of one digit are of versions, dates and results: 5.5.55.555. */
const singles = /(?<!\d)\d(?!\d)[ ./–-]|[ ./–-]\d(?!\d)/

/** Countries in whose numbering plans a number may be valid that the text calls a phone number. */
const markets = [
  ...(['US', 'CN', 'IN', 'BR', 'JP', 'DE', 'RU', 'MX', 'ID', 'GB', 'FR', 'ES', 'IT', 'PL', 'NL', 'SE', 'TR'] as const),
  ...(['AT', 'AU', 'BE', 'CH', 'DK', 'KR', 'NO', 'PT', 'AR', 'CL', 'CO', 'CZ', 'EG', 'FI', 'GR', 'SA', 'UA'] as const),
]

const groupsOf = (text: string): string => text.replace(/\D+/g, ' ').trim()

/** Whether it is written in the groups of a country's numbering plan: 22 290 41 77 in Poland, 55 4821 0937 in Mexico. */
function isInNationalForm(text: string): boolean {
  const groups = groupsOf(text)
  if (groups.split(' ').length < 3 || digitsOf(text).length < 9 || /[.]/.test(text)) return false
  return markets.some((country) => {
    const number = parsePhoneNumberFromString(text, country)
    return number?.country === country && number.isValid() && groupsOf(number.formatNational()) === groups
  })
}

/** Forms that only phone numbers have, also after a word such as "client": 04 65 71 23 96, (31) 3284-5590, 8 (916) 204-71-38, 8 800 301-44-92, 138 1902 4475. */
const strong =
  /^8 ?\(\d{3,5}\) ?\d{1,3}-\d\d-\d\d$|^0\d(?:[ .]\d\d){4}$|^(?:[0178] ?)?\(0?\d{2,4}\) ?\d{2,5}(?:[ -]\d{2,4}){1,3}$|^\(\d\d\) ?9 ?\d{4}[ .-]?\d{4}$|^0 ?\(?[58]\d\d\)?(?: \d{3})?(?: \d\d){2,3}$|^90[0-2] \d{3} \d{3}$|^444 \d \d{3}$|^0\d{3}\/\d\d(?:\.\d\d){2}$|^8[ -]?\(?\d{3}\)?[ -]?\d{3}[ -]\d\d[ -]\d\d$|^1[3-9]\d \d{4} \d{4}$/

/** A number with a trunk zero. Written in pairs, it must have five, as in France. The last group has two digits or more, so it is not a decimal place. */
function isNational(text: string, digits: string): boolean {
  const bare = text === digits
  if (/^\d\d(?:[ .-]\d\d)+$/.test(text)) return digits.length === 10
  return digits.length >= (bare ? 10 : 8) && digits.length <= 12 && /\d\d$/.test(text)
}

/** 555 014 2298 and (555) 014-2298 (NANP), 612 345 907, 612 34 59 07, 91 123 45 06: phone numbers without further evidence. */
const grouped =
  /^(?:1[ .-])?(?:[2-9]\d\d[ .-]\d{3}[ .-]|\([2-9]\d\d\)[ .-]?\d{3}[ .-]?)\d{4}$|^[6-9]\d\d([ .-])(?:\d{3}\1\d{3}|\d\d\1\d\d\1\d\d)$|^9\d \d{3} \d\d \d\d$|^\d\d 9 ?\d{4}[ .-]\d{4}$|^[6-9]\d{4} \d{5}$|^3[2-9]\d[ ./-]\d{6,7}$|^3[2-9]\d(?=[\d ./-]{9,10}$)(?:[ ./-]\d{2,4}){2,3}$/
/** A mobile number of India, Russia or Chile, or one of the North American plan. */
const bare = /^[6-9]\d{9}$|^[6-9]\d{4} \d{5}$|^[2-9]\d\d[2-9]\d{6}$|^8?9\d{9}$|^9 \d{4} \d{4}$/
const chineseMobile = /^1[3-9]\d{9}$/
/** Groups of two digits or more; a phone number only if the text calls it one. */
const loose = /^\(?(?:1[ .-])?\(?\d{2,5}\)?(?:[ ./–-]{1,2}\d{2,8}){1,4}$/

/** Amounts and periods: 1.234.567, 120 000 000, 2018-2022, 15.38/10.68. */
const isAmount = (text: string): boolean =>
  /^\d{1,2}(?:[ .]\d{3})+$|^\d{3}(?:[ .]\d{3})*[ .]000$|^(?:19|20)\d\d ?[-–/] ?(?:19|20)\d\d$|^\d+\.\d\d(?:[/–-]\d+\.\d\d)+$|(?:19|20)\d\d[-–/](?:19|20)\d\d/.test(
    text,
  )
