import { another } from './code-parts.ts'
import { bySms, codeWord, plainWord } from './code-words.ts'
import { replacing, type FindEdits, type Rules } from './edits.ts'
import { introducesOtherNumber } from './order.ts'
import { passwordWord, userWord } from './password-words.ts'
import { mayHoldPassword } from './passwords.ts'
import { mayHoldCode } from './sent-codes.ts'
import { isStrong, isUnmistakable, isWordWithDigits } from './secret-shape.ts'
import { told, typed, typedAfter } from './typed-words.ts'

/** What is secret, whatever else is said of it. */
const secretWord = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${codeWord}|${passwordWord})(?!\p{Script=Latin})`, 'iu')
const namesSecret = (text: string) => (mayHoldCode.test(text) || mayHoldPassword.test(text)) && secretWord.test(text)
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
/** "5000 times", "348211 won" */
const counted = String.raw` (?:times|points|euros|dollars|pounds|rupees|pesos|people|users|items|files|reasons|days|hours|minutes|years|veces|puntos|personas|días|horas|fois|personnes|jours|heures|vezes|pontos|reais|pessoas|dias|punti|persone|giorni|punkte|leute|tage|won|yen|rubles?|mal|keer|kez|razy|volte|kwh|km|tl|kr|euro|dollari|лари|раз|рубл\p{L}+|złotych)(?!\p{L})`
/** "I typed 7082", "4471 eingegeben" */
const digits = String.raw`(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8})(?![\p{L}\p{N}]|[.,:/-]\d| ?[€$£%₺₽]|${counted})`
const typedDigits = new RegExp(
  String.raw`(?<!\p{L})(?:${typed}|${told})\s["'“„«]?${digits}|(?<![\p{L}\p{N}.,:/#-])(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8})["'”»]?\s(?:${typedAfter})`,
  'dgiu',
)
/** Six digits, which no thousand is. */
const sixDigits = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,:/#-])(?<part>(?!\d{3}000)\d{6})(?![\p{L}\p{N}]|[.,:/-]\d| ?[€$£%₺₽]| \d{3}| \p{L}+s(?!\p{L})|${counted})`,
  'dgiu',
)
/** A number of something else: "order 778812", "printed receipt 004471", an Indian postal code. */
const ofOther = new RegExp(String.raw`(?<!\p{L})(?:${another}|pin ?code)(?!\p{L})[^\n.!?\d]{0,24}$`, 'iu')
const findSixDigits: FindEdits = (text) =>
  find(sixDigits)(text).filter(({ from }) => {
    const words = text.slice(Math.max(0, from - 40), from)
    return !introducesOtherNumber(words) && !ofOther.test(words)
  })

/** What may be a password by its form, in a text about one: Summer!Rain42, Atleti1903!, Soleil-Plage-83. */
const word = /(?<![^\s"'“„«(:])(?<part>[^\s"'“”„«»()@/#,;:]{7,40})(?![\p{L}\p{N}@/]| ?[([{<]| at )/dgu
/** F4A9-77C2-E0BD */
const isKey = (text: string): boolean =>
  /^[A-Z\d]{4,6}(?:-[A-Z\d]{4,6}){2,5}$/.test(text) && /\d/.test(text) && /[A-Z]/.test(text)
const isWord = (text: string): boolean =>
  isUnmistakable(text) || isStrong(text) || isKey(text) || isWordWithDigits(text.replace(/[!.?]+$/, ''))
const named = new RegExp(String.raw`(?<!\p{L})(?:${userWord}|ssid)\s?[:=]?\s?$`, 'iu')
/** Where somebody cannot sign in, only what has a sign as passwords have. */
const signIn =
  /(?<!\p{L})(?:inlog\p{L}*|log(?:ging)? ?in|sign(?:ing)? ?in|einlog\p{L}*|anmeld\p{L}*|me connecter|connexion|acced\p{L}*|iniciar sesi[óo]n|entrar|zalogowa\p{L}*|giriş|войти|вход)(?!\p{L})/iu
const isSignedWord = (text: string): boolean => isUnmistakable(text) || (isStrong(text) && /[!#$%&*=?^~]/.test(text))
const findSigned: FindEdits = (text) => find(word)(text).filter(({ from, to }) => isSignedWord(text.slice(from, to)))
const findWords: FindEdits = (text) =>
  find(word)(text).filter(
    ({ from, to }) => isWord(text.slice(from, to)) && !named.test(text.slice(Math.max(0, from - 24), from)),
  )

/** "the code of the wifi" */
const networkCode = new RegExp(
  String.raw`(?<!\p{L})(?:wi-?fi|wlan|hotspot|router)(?!\p{L})[^\n.!?]{0,60}?(?<!\p{L})${plainWord}(?!\p{L})|(?<!\p{L})${plainWord}(?!\p{L})[^\n.!?]{0,30}?(?<!\p{L})(?:wi-?fi|wlan|hotspot|router)(?!\p{L})`,
  'iu',
)

const find = (expression: RegExp) => replacing(expression, '[password]')

/** In a text about a code or a password, what a sentence of its own, a message or brackets state, what was typed, six digits and what looks like a password become [password]. */
export const statedSecrets: readonly Rules[] = [
  {
    mayHold: (text) => /\d{3}[ -]?\d/.test(text) && (namesSecret(text) || bySms.test(text)),
    steps: [...[saidByMessage, aloneInSentence, inBrackets, gotIt, typedDigits].map(find), findSixDigits],
  },
  {
    mayHold: (text) =>
      /\d(?:(?<=\p{L}\S{0,40}\d)|(?=\S{0,40}\p{L}))/u.test(text) && (namesSecret(text) || networkCode.test(text)),
    steps: [findWords],
  },
  {
    mayHold: (text) => /[!#$%&*=?^~](?:(?=\S{0,40}\d)|(?<=\d\S{0,40}[!#$%&*=?^~]))/.test(text) && signIn.test(text),
    steps: [findSigned],
  },
]
