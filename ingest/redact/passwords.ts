import type { Edit, FindEdits, Rules } from './edits.ts'
import { isNoState } from './password-parts.ts'
import { isStateWord } from './password-states.ts'
import { agreedWord, linkedWords, passwordWord, userWord } from './password-words.ts'
import { runsAfter, type Run } from './runs.ts'
import { typed, typedAfter } from './typed-words.ts'
import { unspacedScripts } from './unspaced.ts'
import { isBare, isMixed, isPin, isStated, isStrong, isWordWithDigits } from './secret-shape.ts'

/** The start of a word; in Arabic, "and" and "with" are written to it. */
const start = String.raw`(?<![\p{L}\p{N}\p{M}[]|:\/\/\S{0,60})[وبلف]?`
/** The rest of an inflected word. */
const rest = String.raw`(?:(?<=\S{4})[\p{L}\p{M}]{0,4})?(?![\p{L}\p{M}\p{N}])`
const word = new RegExp(`${start}(?:${passwordWord}|pass(?=[:=：] ?\\S))${rest}`, 'giu')
const agreed = new RegExp(`[وبلف]?(?:${agreedWord})`, 'iuy')
const linked = linkedWords.map(([words, is]) => ({
  words: new RegExp(`[وبلف]?(?:${words})`, 'iuy'),
  is: new RegExp(`^(?:${is})$`, 'iu'),
}))
/** After these words another number or name follows. */
const another =
  /^(?:orders?|tickets?|cases?|version|error|ref(?:erence)?|(?:tele)?phone|tel|call|bestell\p{L}{0,9}|pedido|commande|ordine|auftrag|zamówieni\p{L}|sipariş|заказ\p{L}*|kundennummer|nummer|number|model(?:l|o|e)?|flight|serial|imei|build|app-version|https?:.*|www\..*)$/iu
/** Russian, Ukrainian, Turkish, Indonesian: a noun follows "my password" without a verb. */
const mine =
  /(?:мой|наш|мій) пароль$|(?:[şs]ifre|parola)m$|(?:sandi|password) (?:saya|aku)$|(?:mera|मेरा) (?:password|पासवर्ड)$|كلمة (?:سري|مروري)$/iu
const preposition =
  /^(?:as|auf|in|par|en|a|à|por|para|pra|naar|op|na|till|til|la|îi|con|mis|avoir|puse|messo|pakai|до|إلى|الى)$/iu
/** After these words a name may follow, which is no password. */
const nameFollows = new RegExp(`^(?:${userWord})$`, 'iu')
/** 7741 0093 8826 1150 */
const groups = /\d{4}(?:[ -]\d{4}){1,5}(?![\d-])/uy
const manyGroups = /\d{4}(?:[ -]\d{4}){2,5}(?![\d-])/uy
/** "I forgot the password, press restore: “check your mail”" */
const forgot =
  /(?:forg[oe]t\p{L}*|lost|vergess\p{L}*|vergaß|oubli\p{L}*|perdu|olvid\p{L}*|dimentic\p{L}*|scordat\p{L}|esque\p{L}*|verget\p{L}*|zapomn\p{L}*|glöm\p{L}*|glem\p{L}*|unohd\p{L}*|unut\p{L}*|забы\p{L}*|забу\p{L}*|lupa|quên|忘|잊|نسيت|भूल)[^.!?]{0,16}$/iu
/** A password of several words. */
const phraseWord = /phrase|fra[sz]|zin$/i
/** How many runs may lie between the link and the password. */
const linkReaches = 2
/** How many runs may lie between the word and a word with digits. */
const nearby = 8

/** What the runs before say of the one that is judged. */
interface Said {
  /** Runs since the link; Infinity where there was none. */
  sinceLink: number
  /** Whether the link is a preposition: "received by mail" names no word. */
  isWeak: boolean
  isAgreed: boolean
  /** Whether the word is of several. */
  isPhrase: boolean
  /** Whether it is the word of something forgotten. */
  isForgotten: boolean
  /** Whether the text says "my password" in a language that has no word for "is". */
  isMine: boolean
}

function isPassword(run: Run, { sinceLink, isWeak, isAgreed, isMine }: Said): boolean {
  const { text, index } = run
  if (isMixed(text)) return true
  if (sinceLink <= linkReaches && isStated(text)) return true
  if (sinceLink <= 1 && isPin(text)) return true
  if (index <= 1 && isBare(text)) return true
  if (index <= nearby && isWordWithDigits(text)) return true
  return (
    isPlainWord(run) &&
    ((sinceLink === 0 && !isWeak && index <= nearby) || (isAgreed && index < linkReaches) || (isMine && index === 0))
  )
}

/** Letters alone: a password where "is" or a colon precedes and the clause ends, or in quotation marks. */
const isPlainWord = ({ text, quote, endsClause }: Run): boolean =>
  /^[\p{L}\p{M}!-]{4,}$/u.test(text) && isNoState(text) && (quote !== '' || endsClause)

/** The password of several words in quotation marks that begins with the run. */
function endOfPhrase(text: string, { quote, from }: Run): number {
  const close = /['‘]/.test(quote) ? /['’](?!\p{L})/u : /["”“»`」』]/u
  const phrase = text.slice(from, from + 48).split(close, 2)
  const words = phrase[0]!.split(' ')
  const isPhrase =
    phrase.length > 1 && words.length > 1 && words.length < 6 && !words.some((each) => isStateWord.test(each))
  return isPhrase ? from + phrase[0]!.length : 0
}

/** Where the expression matches at `at`, the end of the match, otherwise 0. */
function endAt(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at
  return expression.test(text) ? expression.lastIndex : 0
}

/** Where the password that begins with the run ends, 0 where none does. */
function endOfPassword(text: string, run: Run, said: Said): number {
  const mayBePhrase =
    run.quote && !said.isForgotten && (said.sinceLink <= linkReaches || (said.isPhrase && run.index === 0))
  const phraseTo = mayBePhrase ? endOfPhrase(text, run) : 0
  if (phraseTo > 0) return phraseTo
  if (isPassword(run, said)) return Math.max(run.to, isPin(run.text) ? endAt(groups, text, run.from) : 0)
  return run.index <= 1 ? endAt(manyGroups, text, run.from) : 0
}

/** The password after the word between `from` and `at`. */
function passwordAfter(text: string, from: number, at: number): Edit | undefined {
  const links = linked.filter(({ words }) => endAt(words, text, from) > 0).map(({ is }) => is)
  const isAgreed = endAt(agreed, text, from) > 0
  const isPhrase = phraseWord.test(text.slice(from, at))
  const isForgotten = forgot.test(text.slice(Math.max(0, from - 32), from))
  const isMine = mine.test(text.slice(Math.max(0, from - 12), at))
  let linkedAt = -Infinity
  let isWeak = false
  let isName = false
  for (const run of runsAfter(text, at)) {
    if (run.isAssigned) [linkedAt, isWeak] = [run.index, run.isDash]
    const said = { sinceLink: run.index - linkedAt, isWeak, isAgreed, isPhrase, isForgotten, isMine }
    const to = isName && !run.isAssigned ? 0 : endOfPassword(text, run, said)
    if (to > 0) return { from: run.from, to, by: '[password]' }
    if (links.some((is) => is.test(run.text))) [linkedAt, isWeak] = [run.index + 1, preposition.test(run.text)]
    isName = nameFollows.test(run.text)
    if (run.endsSentence || run.text.startsWith('[') || another.test(run.text)) return undefined
  }
  return undefined
}

const lookBack = 90
const runsBefore = new RegExp(
  String.raw`[^\s"“”«»„’,،;(（「${unspacedScripts}]{6,63}[^\s"“”«»„’,،;:.?)）」${unspacedScripts}]`,
  'gu',
)

const typedBefore = new RegExp(String.raw`(?:${typed})[\s:]{0,2}["'“„«「]?$`, 'iu')
const typedBehind = new RegExp(String.raw`^["'”“»」]?\s?(?:\p{L}{1,14}\s){0,4}?(?:${typedAfter})`, 'iu')

/** Whether the run that begins at `from` was typed, and holds letters and digits. */
const isTyped = (text: string, from: number, run: string): boolean =>
  isBare(run) &&
  /\p{L}/u.test(run) &&
  (typedBefore.test(text.slice(Math.max(0, from - 24), from)) ||
    typedBehind.test(text.slice(from + run.length, from + run.length + 48)))

/** "I typed Ayçiçek_44x, that is my password": the nearest run before the word that was typed or can be nothing else. */
function strongBefore(text: string, at: number): Edit | undefined {
  const from = Math.max(0, at - lookBack)
  const whole = from === 0 || /\s/.test(text[from - 1]!)
  const found = Array.from(text.slice(from, at).matchAll(runsBefore))
    .filter(({ 0: run, index }) => (whole || index > 0) && (isStrong(run) || isTyped(text, from + index, run)))
    .at(-1)
  return found && { from: from + found.index, to: from + found.index + found[0].length, by: '[password]' }
}

/** Whether a password beside the word was found before. */
const hasMarker = (text: string, at: number): boolean =>
  text.slice(Math.max(0, at - lookBack), at + 110).includes('[password]')

/** The passwords that follow a word for it, or precede it. */
function findBesideWord(text: string): Edit[] {
  const found: Edit[] = []
  for (const { 0: name, index } of text.matchAll(word)) {
    const since = found.at(-1)?.to ?? 0
    if (index < since) continue
    const edit =
      passwordAfter(text, index, index + name.length) ??
      (hasMarker(text, index) ? undefined : strongBefore(text, index))
    if (edit && edit.from >= since) found.push(edit)
  }
  return found
}

/** The passwords before one of the words. */
export const findBefore =
  (words: RegExp): FindEdits =>
  (text) => {
    const found: Edit[] = []
    for (const { index } of text.matchAll(words)) {
      const edit = hasMarker(text, index) ? undefined : strongBefore(text, index)
      if (edit && edit.from >= (found.at(-1)?.to ?? 0)) found.push(edit)
    }
    return found
  }

/** One of the words, or something like it: a fast check. */
export const mayHoldPassword = new RegExp(
  [
    String.raw`p(?:as{1,3}|s{1,3})[- ]?(?:w|v|c|ph|or)|pass(?:\b|e|word)|\bpw|\bpwd|p\/w|psw|p['’]?word|mdp|m\.d\.p|(?:ity|ret|able|safe|code|gic|ss|e) ?-?word|magic`,
    String.raw`wacht|watch ?wo|woord|\bww\b|kennwort|kenwort|wort\b|wi-?fi|wlan|w-lan|router|wireless|network|netz|rede\b|réseau|box\b|contra|clave|senha|senah|palavra|palabra|parola|parole|mot de|mot d|mot secret|mot-|maiden`,
    String.raw`l[öo]s(?:en|s)|kod(?:e|en)?ord|koden?\b|ord(?:et)?\b|adgangs|passord|h[as]s?[łl]|klucz|słowo|fra[sz]|phrase|zin\b|[şs]ifr|kelime|salas|salis|sana|hesl|slovo|kľúč|klíč|jelsz|szó|cuv|cheia|sandi|lozink|šifra|ifra\b|mật khẩu|mat khau|mk\b`,
    String.raw`парол|пороль|пасс|ключ|слово|слова|девичья|парола|κωδικ|συνθημ|λέξη|סיסמ|كلم|ب[اأ]?س|سري|السري|رمز|پسورد|گذر|पास|कूट|शब्द|वर्ड`,
  ].join('|'),
  'iu',
)

/** Passwords become [password]. "I forgot my password" has none. */
export const passwords: Rules = { mayHold: (text) => mayHoldPassword.test(text), steps: [findBesideWord] }
