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
import { isAny, isBare, isMixed, isPin, isSigned, isStated, isStrong, isUnspaced, isWordWithDigits } from './secret-shape.ts'

/** An expression with a group `part`, and what this part must be. */
type Rule = readonly [RegExp, (value: string) => boolean]

/** The start of a word; in Arabic, "and" and "with" are written to it. */
const start = String.raw`(?<![\p{L}\p{N}\p{M}[])[وبلف]?`
/** The rest of an inflected word. */
const rest = String.raw`(?:(?<=\S{4})[\p{L}\p{M}]{0,4})?(?![\p{L}\p{M}])`
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
const mine = /(?:мой|наш|мій) пароль$|(?:[şs]ifre|parola)m$|(?:sandi|password) (?:saya|aku)$|(?:mera|मेरा) (?:password|पासवर्ड)$|كلمة (?:سري|مروري)$/iu
const preposition = /^(?:as|auf|in|par|en|a|à|por|para|pra|naar|op|na|till|til|la|îi|con|mis|avoir|puse|messo|pakai|до|إلى|الى)$/iu
/** After these words a name may follow, which is no password. */
const nameFollows = new RegExp(`^(?:${userWord})$`, 'iu')
/** 7741 0093 8826 1150 */
const groups = /\d{4}(?:[ -]\d{4}){2,4}(?![\d-])/uy
/** How many runs may lie between the link and the password. */
const linkReaches = 2
/** How many runs may lie between the word and a word with digits. */
const nearby = 5

/** What the runs before say of the one that is judged. */
interface Said {
  /** Runs since the link; Infinity where there was none. */
  sinceLink: number
  /** Whether the link is a preposition: "received by mail" names no word. */
  isWeak: boolean
  isAgreed: boolean
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
  return isPlainWord(run) && ((sinceLink === 0 && !isWeak && index <= nearby) || (isAgreed && index < linkReaches) || (isMine && index === 0))
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

/** Where the expression matches at `at`, the end of the match, otherwise 0. */
function endAt(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at
  return expression.test(text) ? expression.lastIndex : 0
}

/** Where the password that begins with the run ends, 0 where none does. */
function endOfPassword(text: string, run: Run, said: Said): number {
  const phraseTo = run.quote && said.sinceLink <= linkReaches ? endOfPhrase(text, run) : 0
  if (phraseTo > 0) return phraseTo
  if (isPassword(run, said)) return run.to
  return run.index <= 1 ? endAt(groups, text, run.from) : 0
}

/** The password after the word between `from` and `at`. */
function passwordAfter(text: string, from: number, at: number): Edit | undefined {
  const links = linked.filter(({ words }) => endAt(words, text, from) > 0).map(({ is }) => is)
  const isAgreed = endAt(agreed, text, from) > 0
  const isMine = mine.test(text.slice(Math.max(0, from - 12), at))
  let linkedAt = -Infinity
  let isWeak = false
  let isName = false
  for (const run of runsAfter(text, at)) {
    if (run.isAssigned) [linkedAt, isWeak] = [run.index, run.isDash]
    const said = { sinceLink: run.index - linkedAt, isWeak, isAgreed, isMine }
    const to = isName && !run.isAssigned ? 0 : endOfPassword(text, run, said)
    if (to > 0) return { from: run.from, to, by: '[password]' }
    if (links.some((is) => is.test(run.text))) [linkedAt, isWeak] = [run.index + 1, preposition.test(run.text)]
    isName = nameFollows.test(run.text)
    if (run.endsSentence || run.text.startsWith('[') || another.test(run.text)) return undefined
  }
  return undefined
}

const lookBack = 70
const ascii = String.raw`\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}`
const runsBefore = new RegExp(String.raw`[^\s"“”«»„’,،;(（「${ascii}]{6,63}[^\s"“”«»„’,،;:.?)）」${ascii}]`, 'gu')

/** "I typed Ayçiçek_44x, that is my password": the nearest run before the word that can be nothing else. */
function strongBefore(text: string, at: number): Edit | undefined {
  const from = Math.max(0, at - lookBack)
  const whole = from === 0 || /\s/.test(text[from - 1]!)
  const found = Array.from(text.slice(from, at).matchAll(runsBefore))
    .filter(({ 0: run, index }) => (whole || index > 0) && isStrong(run))
    .at(-1)
  return found && { from: from + found.index, to: from + found.index + found[0].length, by: '[password]' }
}

/** The passwords that follow a word for it, or precede it. */
function findBesideWord(text: string): Edit[] {
  const found: Edit[] = []
  for (const { 0: name, index } of text.matchAll(word)) {
    const since = found.at(-1)?.to ?? 0
    if (index < since) continue
    const edit = passwordAfter(text, index, index + name.length) ?? strongBefore(text, index)
    if (edit && edit.from >= since) found.push(edit)
  }
  return found
}

const unspacedWords = new RegExp(unspacedWord, 'gu')
const findBeforeUnspaced: FindEdits = (text) => {
  const found: Edit[] = []
  for (const { index } of text.matchAll(unspacedWords)) {
    const edit = strongBefore(text, index)
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
  String.raw`["“”«»’']?\s?["“”«»’',–—-]?(?:\s[\p{L}'’]{1,8}){0,2}\s(?:${myWord})(?:\s\p{L}{1,12}){0,1}\s(?:${passwordWord})(?!\p{L})`,
)
const possessed = one(
  String.raw`(?<![^\s"“„«'(])`,
  withDigit,
  value,
  String.raw`["”»']?\s(?:[şs]ifre(?:mi?|si|yi|yle)?|parola(?:m[ıi]?|s[ıi]|yı)?|saya punya sandi|jelszó(?:t|val|m)?|salasana(?:lla|a)?|पासवर्ड)(?!\p{L})`,
)
/** Name and password in one: dkeane / Marmalade*7. */
const account = String.raw`(?:(?<![\p{L}\p{N}\p{M}])(?:${userWord})[\s:=]{1,4}[^\s/|,;:]{2,40}|@[\w-]{1,63}(?:\.[\w-]{1,24}){1,3}|\[mail\]|\s:\s[^\s/|,;:]{2,40})`
const pair = one(account, String.raw`\s{0,2}[/|]\s{0,2}`, quote, value)
/** The password after the name of an account may be any word. */
const inLogin = one(
  String.raw`(?<![\p{L}\p{N}\p{M}])`,
  `(?:(?:${userWord}|id)`,
  String.raw`\s?[:=：]\s?[^\s/|,;:]{2,40}|(?:user(?:name)?|usuario|utente|utilizador|usuário|identifiant|benutzer(?:name)?|gebruiker(?:snaam)?|użytkownik|логин|login|kullanıcı adı(?:m)?|kullanici adi|bruker|bruger|användare)\s(?!and|or|name|page|with|is|und)[\p{L}\p{N}._-]{3,24})`,
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
  String.raw`(?<![!-~])(?<part>[!-~]{5,63}[!-&*+\-/-9;-~])[」』”"'）)]?\s?(?:という|っていう|は|が|を|是|就是|这个|這個|作为|为|이|가|를|을|라는|로)?\s?(?:私の|僕の|我的|我|登录|제|내|新しい|今の)?\s?(?:${unspacedWord})`,
)
/** 合言葉はひまわりです, 暗号是向日葵 */
const unspacedPlain = one(
  String.raw`(?:合言葉|秘密の(?:言葉|答え)|暗号|口令|安全词|密保答案|密语)(?:は|が|是|为|為|：|:)[「『“"]?(?<part>[\u3040-\u30ff\u3400-\u9fff]{2,12}?)(?=です|だ|と|」|』|”|"|、|，|。|って|なの|$)`,
)
/** 비밀번호는 해바라기입니다 */
const koreanPlain = one(
  String.raw`(?:비밀 ?번호|비번|암호)(?:는|은) ?["'‘“]?(?<part>(?!그대로|동일|이전|정상|같은)[\uac00-\ud7a3]{2,10}?)["'’”]?(?=입니다|이에요|예요|인데|라고|이고)`,
)
/** "changed it to Tr0ub4dor&3" */
const changed = one(
  String.raw`(?<!\p{L})(?:changed?|reset|set|geändert|changée?|cambiad[oa]|cambiata|alterei|mudei|troquei|gewijzigd|veranderd|zmieni\p{L}{1,8}|ändrade|ændrede|endret|изменил\p{L}?|сменил\p{L}?|поменял\p{L}?) (?:it|that|mine|them|es|la|le|het|je|его|my password|the password)?\s?(?:back )?(?:to|in|auf|en|por|na|para|pour|naar|till|til|a|на) `,
  value,
)

/** Words for a key, where the password is unmistakable. */
const key = one(
  String.raw`(?<![\p{L}\p{N}\p{M}])(?:key|schlüssel|clé|clef|chiave|chave|clave|sleutel|klucz|nyckeln?|nøglen?|nøkkel(?:en)?|anahtar|ключ|login|passkey)(?!\p{L})(?:[\s:=]{1,3}\p{L}{1,12}){0,4}?[\s:="'“«(]{1,4}`,
  value,
)

const rules: readonly Rule[] = [
  [inLogin, (text) => isAny(text) && isNoState(text)],
  [unspaced, isUnspaced],
  [unspacedFar, isMixed],
  [unspacedAhead, isMixed],
  [unspacedPlain, isAny],
  [koreanPlain, isAny],
  [ahead, isBare],
  [possessed, isBare],
  [changed, isSigned],
  [key, isStrong],
]

/** One of the words above, or something like it: a fast check. */
const mayHoldWord = new RegExp(
  [
    String.raw`pas{1,3}|psw|mdp|wacht|woord|word|wort|kelime|slovo|ключ|кодов|секретн|контрольн|девичья|sana|szó|cuv|λέξη|शब्द|वर्ड|कोड|lozink|kod|konto|الكلمة|pwd?\b|p\/w|wor[dt]\b|contra|clave|senha|senah|\bww\b|l[öo]s(?:en|s)|kode|koden|adgangs|wi-?fi|wlan|router|schlüssel|sleutel|nyckel|klucz|clé|key\b`,
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
  steps: [findBesideWord, ...rules.map(step), findBeforeUnspaced],
}

/** So does what stands behind the name of an account. */
export const logins: Rules = { mayHold: (text) => mayHoldPair.test(text), steps: [step([pair, isBare])] }
