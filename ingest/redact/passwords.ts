import { matches, type Edit, type FindEdits, type Rules } from './edits.ts'
import { isState } from './password-states.ts'
import {
  agreedWord,
  linkedWords,
  myWord,
  passwordWord,
  unspacedLink,
  unspacedWord,
  userWord,
} from './password-words.ts'
import { runsAfter, type Run } from './runs.ts'
import { isAny, isBare, isMixed, isPin, isSigned, isStated, isUnspaced, isWordWithDigits } from './secret-shape.ts'

/** An expression with a group `part`, and what this part must be. */
type Rule = readonly [RegExp, (value: string) => boolean]

/** The start of a word; in Arabic, "and" and "with" are written to it. */
const start = String.raw`(?<![\p{L}\p{N}\p{M}])[وبلف]?`
/** The rest of an inflected word. */
const rest = String.raw`(?:(?<=\S{4})[\p{L}\p{M}]{0,4})?(?![\p{L}\p{M}])`
const word = new RegExp(`${start}(?:${passwordWord}|pass(?=[:=：] ?\\S))${rest}`, 'giu')
const agreed = new RegExp(`^(?:${agreedWord})`, 'iu')
const linked = linkedWords.map(([words, is]) => ({
  words: new RegExp(`^[وبلف]?(?:${words})`, 'iu'),
  is: new RegExp(`^(?:${is})$`, 'iu'),
}))
/** After these words another number or name follows. */
const another =
  /^(?:orders?|tickets?|cases?|version|error|ref(?:erence)?|(?:tele)?phone|tel|call|bestell\p{L}{0,9}|pedido|commande|ordine|auftrag|zamówieni\p{L}|sipariş|заказ\p{L}*|kundennummer|nummer|number|user(?:name)?|benutzer\p{L}*|usuario|utente|konto|account|compte|cuenta|conta|model(?:l|o|e)?|flight|serial|imei|build|app-version|https?:.*|www\..*)$/iu
/** How many runs may lie between the link and the password. */
const linkReaches = 2
/** How many runs may lie between the word and a word with digits. */
const nearby = 5

/** What the runs before say of the one that is judged. */
interface Said {
  /** Runs since the link; Infinity where there was none. */
  sinceLink: number
  isAgreed: boolean
}

function isPassword(run: Run, { sinceLink, isAgreed }: Said): boolean {
  const { text, index } = run
  if (isMixed(text)) return true
  if (sinceLink <= linkReaches && isStated(text)) return true
  if (sinceLink <= 1 && isPin(text)) return true
  if (index <= 1 && isBare(text)) return true
  if (index <= nearby && isWordWithDigits(text)) return true
  return isPlainWord(run) && (sinceLink === 0 || (isAgreed && index < linkReaches))
}

/** Letters alone: a password where "is" or a colon precedes and the clause ends, or in quotation marks. */
const isPlainWord = ({ text, quote, endsClause }: Run): boolean =>
  /^[\p{L}\p{M}!-]{4,}$/u.test(text) && isNoState(text) && (quote !== '' || endsClause)

const isNoState = (text: string): boolean => !text.replace(/!+$/, '').split('-').some((each) => isState.test(each))

/** The password of several words in quotation marks that begins with the run. */
function endOfPhrase(text: string, { quote, from }: Run): number {
  const close = /['‘]/.test(quote) ? /['’](?!\p{L})/u : /["”“»`」』]/u
  const phrase = text.slice(from, from + 48).split(close, 2)
  const words = phrase[0]!.split(' ')
  const isPhrase = phrase.length > 1 && words.length > 1 && words.length < 6 && !words.some((each) => isState.test(each))
  return isPhrase ? from + phrase[0]!.length : 0
}

function passwordAfter(text: string, at: number, name: string): Edit | undefined {
  const links = linked.filter(({ words }) => words.test(name)).map(({ is }) => is)
  let linkedAt = -Infinity
  const isAgreed = agreed.test(name)
  for (const run of runsAfter(text, at)) {
    if (run.isAssigned) linkedAt = run.index
    const said = { sinceLink: run.index - linkedAt, isAgreed }
    const phraseTo = run.quote && said.sinceLink <= linkReaches ? endOfPhrase(text, run) : 0
    if (phraseTo > 0) return { from: run.from, to: phraseTo, by: '[password]' }
    if (isPassword(run, said)) return { from: run.from, to: run.to, by: '[password]' }
    if (links.some((is) => is.test(run.text))) linkedAt = run.index + 1
    if (run.endsSentence || another.test(run.text)) return undefined
  }
  return undefined
}

/** The passwords that follow a word for it. */
function findAfterWord(text: string): Edit[] {
  const found: Edit[] = []
  for (const { 0: name, index } of text.matchAll(word)) {
    if (index < (found.at(-1)?.to ?? 0)) continue
    const edit = passwordAfter(text, index + name.length, name)
    if (edit && edit.from >= (found.at(-1)?.to ?? 0)) found.push(edit)
  }
  return found
}

const quote = String.raw`["'„“”«»‘’\x60(]{0,2}\s?`
/** A run of characters whose last is no punctuation of the sentence. */
const value = String.raw`(?<part>(?![\[–—-])[^\s"“”«»„’,;]{3,63}[^\s"“”«»„’,;:.?)])`
const withDigit = String.raw`(?=\S{0,64}\p{N})`
const one = (...parts: string[]): RegExp => new RegExp(parts.join(''), 'dgiu')

/** "Bluebell77 is my password", "Golondrina5 als Passwort". */
const ahead = one(
  String.raw`(?<![^\s"“„«»‘'(])`,
  withDigit,
  value,
  String.raw`["“”«»’']?\s?["“”«»’',–—-]?(?:\s\p{L}{1,8}){0,2}\s(?:${myWord})(?:\s\p{L}{1,12}){0,1}\s(?:${passwordWord})(?!\p{L})`,
)
const possessed = one(
  String.raw`(?<![^\s"“„«'(])`,
  withDigit,
  value,
  String.raw`["”»']?\s(?:[şs]ifre(?:mi?|si|yi|yle)?|parola(?:m[ıi]?|s[ıi]|yı)?|saya punya sandi|jelszó(?:t|val|m)?|salasana(?:lla|a)?|password|पासवर्ड)(?!\p{L})`,
)
/** Name and password in one: dkeane / Marmalade*7. */
const account = String.raw`(?:(?<![\p{L}\p{N}\p{M}])(?:${userWord})[\s:=]{1,4}[^\s/|,;:]{2,40}|@[\w-]{1,63}(?:\.[\w-]{1,24}){1,3}|\[mail\]|\s:\s[^\s/|,;:]{2,40})`
const pair = one(account, String.raw`\s{0,2}[/|]\s{0,2}`, quote, value)
/** The password after the name of an account may be any word. */
const inLogin = one(
  String.raw`(?<![\p{L}\p{N}\p{M}])`,
  `(?:(?:${userWord}|id)`,
  String.raw`\s?[:=：]\s?[^\s/|,;:]{2,40}|(?:user(?:name)?|usuario|utente|utilizador|usuário|identifiant|benutzer(?:name)?|gebruiker(?:snaam)?|użytkownik|логин|bruker|bruger|användare)\s(?!and|or|name|page|with|is|und)[\p{L}\p{N}._-]{3,24})`,
  String.raw`[\s/|,;]{1,3}(?:und |and |et |y |e |en |i |och |og |ve |и )?`,
  `(?:${passwordWord}|pass)`,
  String.raw`(?:\s?[:=：]\s?|\s)`,
  quote,
  value,
)
/** A language without spaces: the password in ASCII, some signs after the word. */
const unspaced = one(`(?:${unspacedWord})`, unspacedLink, String.raw`(?<part>[!-~]{3,63}[!-&*+\-/-9;-~])`)
const unspacedFar = one(
  `(?:${unspacedWord})`,
  String.raw`[^!-~。！？\n]{1,14}[「『“"'（(:]{0,2}(?<part>[!-~]{5,63}[!-&*+\-/-9;-~])`,
)
const unspacedAhead = one(
  String.raw`(?<![!-~])(?<part>[!-~]{5,63}[!-&*+\-/-9;-~])[」』”"'）)]?\s?(?:という|っていう|は|が|を|是|就是|这个|這個|作为|为|이|가|를|을|라는|로)?(?:私の|僕の|我的|我|登录|제|내|新しい|今の)?\s?(?:${unspacedWord})`,
)
/** "changed it to Tr0ub4dor&3" */
const changed = one(
  String.raw`(?<!\p{L})(?:changed?|reset|set|geändert|changée?|cambiad[oa]|cambiata|alterei|mudei|troquei|gewijzigd|veranderd|zmieni\p{L}{1,8}|ändrade|ændrede|endret|изменил\p{L}?|сменил\p{L}?|поменял\p{L}?) (?:it|that|mine|them|es|la|le|het|je|его|my password|the password)?\s?(?:back )?(?:to|in|auf|en|por|na|para|pour|naar|till|til|a|на) `,
  value,
)

const rules: readonly Rule[] = [
  [inLogin, (text) => isAny(text) && isNoState(text)],
  [unspaced, isUnspaced],
  [unspacedFar, isMixed],
  [unspacedAhead, isMixed],
  [ahead, isBare],
  [possessed, isBare],
  [changed, isSigned],
]

/** One of the words above, or something like it: a fast check. */
const mayHoldWord = new RegExp(
  [
    String.raw`pas{1,3}|psw|mdp|pwd?\b|p\/w|wor[dt]\b|contra|clave|senha|senah|\bww\b|l[öo]s(?:en|s)|kode|koden|adgangs|wi-?fi|wlan|router|schlüssel|sleutel|nyckel|klucz|clé|key\b`,
    String.raw`h[as]s?[łl]|[şs]ifr|parol|salas|salis|hesl|jelsz|sandi|lozink|kenn|парол|пароль|пасс|слово|mật khẩu|mk\b|κωδικ|συνθημ|סיסמ|كلم|ب[اأ]?س|السري|رمز|पास|parola|magic|answer|réponse|resposta|respuesta|maiden|secret|secreta`,
    String.raw`パス|ﾊﾟｽ|密|口令|暗|合言葉|비밀|비번|암호|패스|changed|reset|geändert|cambia|mudei|troquei|alterei|ändra|ændre|endret|сменил|изменил|поменял`,
  ].join('|'),
  'iu',
)
const mayHoldPair = /\S ?[/|] ?["'„“«]?[^\s/|]{0,40}\d/

const step =
  ([expression, accepts]: Rule): FindEdits =>
  (text): Edit[] =>
    matches(text, expression, '[password]').filter(({ from, to }) => accepts(text.slice(from, to)))

/** Passwords become [password]. "I forgot my password" has none. */
export const passwords: Rules = {
  mayHold: (text) => mayHoldWord.test(text),
  steps: [findAfterWord, ...rules.map(step)],
}

/** So does what stands behind the name of an account. */
export const logins: Rules = { mayHold: (text) => mayHoldPair.test(text), steps: [step([pair, isBare])] }
