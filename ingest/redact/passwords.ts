import { matches, type Edit, type FindEdits, type Rules } from './edits.ts'
import {
  linkedWords,
  myWord,
  passwordWord,
  stateWords,
  unspacedLink,
  unspacedWord,
  userWord,
} from './password-words.ts'

/** An expression with a group `part`, and what this part must be. */
type Rule = readonly [RegExp, (value: string) => boolean]

const product =
  /^(?:i(?:phone|pad|os|pod)|android|windows|win|office|microsoft|galaxy|playstation|ps|xbox|pixel|macbook|macos|outlook|fritz!?box|speedport|sha|md|utf|base|aes|wpa|chrome|firefox|google|version|v)[-_]?\d/i
const isSign = /[#$%&*+=@^_~]|[\p{L}\p{N}][!?][\p{L}\p{N}]/u
const isState = new RegExp(String.raw`^(?:${stateWords})[!.]?$`, 'iu')

/** Neither a link, a mention, a hashtag, a product, an amount nor a time. */
const isPlain = (text: string): boolean =>
  !/^(?:https?:|www\.|\/\/)|^[@#]\p{L}+$|^[€$£₹]|[€$£₹%]$|^\p{L}+'\p{L}+$/iu.test(text) && !product.test(text)
const hasLetter = (text: string): boolean => /\p{L}/u.test(text)
const hasDigit = (text: string): boolean => /\p{N}/u.test(text)
const isPin = (text: string): boolean => /^(?!(?:19|20)\d\d$)\d{4,20}$/.test(text)

/** After "is" or a colon. */
const isStated = (text: string): boolean =>
  isPlain(text) &&
  (isPin(text) || (hasDigit(text) && hasLetter(text)) || (isSign.test(text) && !/^[\d\W]+$/u.test(text)))
/** Beside the word. */
const isBare = (text: string): boolean =>
  isPlain(text) && ((text.length > 5 && hasDigit(text) && hasLetter(text)) || /^\d{5,20}$/.test(text))
/** Some words away: letters of both cases, or a sign, beside the digits. */
const isMixed = (text: string): boolean =>
  isPlain(text) && text.length > 6 && hasDigit(text) && /\p{Ll}/u.test(text) && /\p{Lu}|[!#$%&*+=?^_~-]/u.test(text)
const isSigned = (text: string): boolean => isMixed(text) || (isBare(text) && /[!#$%&*+=?@^_~-]/.test(text))
const isWord = (text: string): boolean => isPlain(text) && !isState.test(text)
const isUnspaced = (text: string): boolean => isPlain(text) && (isPin(text) || (hasDigit(text) && hasLetter(text)))

/** The start of a word. */
const start = String.raw`(?<![\p{L}\p{N}\p{M}])`
const quote = String.raw`["'„“”«»‘’\x60(]{0,2}\s?`
/** A run of characters whose last is no punctuation of the sentence. */
const value = String.raw`(?<part>(?![\[–—-])[^\s"“”«»„’,;]{3,63}[^\s"“”«»„’,;:.?)])`
const withSign = String.raw`(?=\S{0,64}[\p{N}#$%&*+=@^_~]|\S{0,64}[\p{L}\p{N}][!?]\S{0,64}[\p{L}\p{N}])`
const withDigit = String.raw`(?=\S{0,64}\p{N})`
/** Up to six words, none of which says that another number follows. */
const notFiller =
  'order|ticket|case|version|error|ref(?:erence)?|phone|tel|call|bestell\\p{L}{0,9}|pedido|commande|ordine|auftrag|zamówieni\\p{L}|sipariş|kundennummer|nummer|number|(?:user(?:name)?|konto|account|compte|cuenta|conta)\\s\\S{0,20}\\d'
const filler = String.raw`(?:\s{1,4}(?!(?:${notFiller})(?!\p{L}))[\p{L}\p{M}'’-]{1,14}){0,6}?`
const inBrackets = String.raw`(?:\s{0,4}[(][^)\n]{1,20}[)])?`
const colon = String.raw`\s{0,4}(?:[:=：]{1,3}|\s[–—-]\s)\s{0,4}`
const wifi = String.raw`(?:\s(?:(?:de|del|do|du|da|des|van|till|til|od|от|fürs?|for|z)\s)?(?:wi-?fi|wlan|вайфая?|netwerk|router|saya))?`

const one = (...parts: string[]): RegExp => new RegExp(parts.join(''), 'dgiu')

const after = (...parts: string[]): RegExp => new RegExp(parts.join(''), 'diuy')

const word = new RegExp(`${start}(?:${passwordWord}|pass(?=[:=： ]))`, 'giu')
const stated = after(filler, inBrackets, colon, quote, withSign, value)
const assigned = after(String.raw`\s?=\s?["']?(?<part>(?!\[)[^\s"',;]{4,64})`)
const bare = after(wifi, String.raw`,?\s{1,4}`, quote, withDigit, value)
const far = after(filler, String.raw`\s{1,4}`, quote, withDigit, value)
const linked = linkedWords.map(([words, is]) => ({
  words: new RegExp(`(?:${words})`, 'iuy'),
  rule: [
    after(filler, inBrackets, String.raw`\s{1,4}(?:${is})\s{0,4}:?\s{1,4}`, quote, withSign, value),
    isStated,
  ] as Rule,
}))
const ahead = one(
  String.raw`(?<![^\s"“„«»‘'(])`,
  withDigit,
  value,
  String.raw`["“”«»’']?\s?["“”«»’']?(?:\s\p{L}{1,6}){0,1}\s(?:${myWord})(?:\s\p{L}{1,10}){0,1}\s(?:${passwordWord})(?!\p{L})`,
)
const possessed = one(
  String.raw`(?<![^\s"“„«'(])`,
  withDigit,
  value,
  String.raw`["”»']?\s(?:[şs]ifremi?|parolam[ıi]?|saya punya sandi)(?!\p{Lu})`,
)
/** Name and password in one: dkeane / Marmalade*7. */
const account = String.raw`(?:${start}(?:${userWord})[\s:=]{1,4}[^\s/|,;:]{2,40}|@[\w-]{1,63}(?:\.[\w-]{1,24}){1,3}|\[mail\]|\s:\s[^\s/|,;:]{2,40})`
const pair = one(account, String.raw`\s{0,2}[/|]\s{0,2}`, quote, value)
/** The password after the name of an account may be any word. */
const inLogin = one(
  start,
  `(?:${userWord}|id)`,
  String.raw`\s?[:=：]\s?[^\s/|,;:]{2,40}[\s/|,;]{1,3}(?:und |and |et |y |e |en |i |och |og |ve |и )?`,
  `(?:${passwordWord}|pass)`,
  String.raw`\s?[:=：]\s?`,
  quote,
  value,
)
const unspaced = one(`(?:${unspacedWord})`, unspacedLink, String.raw`(?<part>[!-~]{3,63}[!-+\--:<-~])`)
/** "changed it to Tr0ub4dor&3" */
const changed = one(
  String.raw`(?<!\p{L})(?:changed|reset|set|geändert|changé|cambiado|cambiata|alterei|gewijzigd|zmieni\p{L}{1,8}) (?:it|that|mine|them|es|la|le|het|je|my password|the password) (?:to|in|auf|en|por|na) `,
  value,
)

/** What may follow the word in any language. */
const anyLanguage: readonly Rule[] = [
  [bare, isBare],
  [assigned, isWord],
  [far, isMixed],
]
const rules: readonly Rule[] = [
  [inLogin, isWord],
  [unspaced, isUnspaced],
  [ahead, isBare],
  [possessed, isBare],
  [changed, isSigned],
]

/** Whether the sticky expression matches at `at`. */
function isAt(expression: RegExp, text: string, at: number): boolean {
  expression.lastIndex = at
  return expression.test(text)
}

/** Where the password is that the sticky expression finds at `at`. */
function partAt([expression, accepts]: Rule, text: string, at: number): readonly [number, number] | undefined {
  expression.lastIndex = at
  const part = expression.exec(text)?.indices?.groups?.['part']
  return part && accepts(text.slice(...part)) ? part : undefined
}

/** The passwords that follow a word for it. */
function findAfterWord(text: string): Edit[] {
  const found: Edit[] = []
  for (const { 0: name, index } of text.matchAll(word)) {
    if (index < (found.at(-1)?.to ?? 0)) continue
    const ofLanguage = linked.filter(({ words }) => isAt(words, text, index)).map(({ rule }) => rule)
    const tried: Rule[] = [[stated, isStated], ...ofLanguage, ...(ofLanguage.length > 0 ? anyLanguage : [])]
    for (const rule of tried) {
      const part = partAt(rule, text, index + name.length)
      if (!part) continue
      found.push({ from: part[0], to: part[1], by: '[password]' })
      break
    }
  }
  return found
}

/** One of the words above, or something like it: a fast check. */
const mayHoldWord =
  /pass|mdp|\bpsw|pwd?\b|kennwort|contras|\bcontra\b|clave|senha|wachtw|\bww\b|has[łl]|l[öo]sen|kodeord|adgangs|[şs]ifre|parol|парол|salasana|hesl|jelsz|sandi|schlüssel|sleutel|wi-?fi|mật khẩu|κωδικ|סיסמ|كلم|باس|السري|पास|パス|密|口令|暗証|비밀|비번|암호|패스|changed|reset|geändert|cambia/i
/** A digit, a sign or a colon, without which there is no password. */
const mayHoldSecret = /\d|[#$%&*+=^_~:：]|[@!?][\p{L}\d]/u
const mayHoldPair = /\S ?[/|] ?["'„“«]?[^\s/|]{0,40}\d/

const step =
  ([expression, accepts]: Rule): FindEdits =>
  (text): Edit[] =>
    matches(text, expression, '[password]').filter(({ from, to }) => accepts(text.slice(from, to)))

/** Passwords become [password]. "I forgot my password" has none. */
export const passwords: Rules = {
  mayHold: (text) => mayHoldWord.test(text) && mayHoldSecret.test(text),
  steps: [findAfterWord, ...rules.map(step)],
}

/** So does what stands behind the name of an account. */
export const logins: Rules = { mayHold: (text) => mayHoldPair.test(text), steps: [step([pair, isBare])] }
