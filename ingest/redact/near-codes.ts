import { another, plain } from './code-parts.ts'
import { codeWord } from './code-words.ts'
import { doorWord } from './door-words.ts'
import { matches, type Edit, type Rules } from './edits.ts'
import { mayHoldCode } from './sent-codes.ts'
import { agreedWord, passwordWord, questions } from './password-words.ts'
import { isNoState } from './password-parts.ts'
import { isUnmistakable } from './secret-shape.ts'

/** Forms that hardly anything else has: 2580B, 34A71, 52К3917, B4471, 2468#, *5518, 1-9-7-4. */
const shape = String.raw`(?<part>\d{2,5}[A-ZА-Я]\d{0,4}|\d{1,3}[A-ZА-Я]\d{2,5}|[A-ZА-Я]{1,2}\d{4,6}|\d{3,8}[#*]|\*\d{4,8}|\d(?:-\d){3,5})(?![\p{L}\p{N}#*]|[-.,:/]\d)`
const nearDoor = new RegExp(String.raw`(?:${doorWord.source})[^\n.!?[\]\d]{0,48}[^\p{L}\p{N}.,#*/-]${shape}`, 'dgiu')
/** "… cambiaron el código y nadie avisó. El nuevo es 7193A" */
const nearIs = new RegExp(
  String.raw`(?:${doorWord.source}|${plain})[^\n\d[\]]{0,90}(?:\s(?:is|es|ist|est|è|é|to|это|jest|heißt|lautet)|:)\s${shape}`,
  'dgiu',
)
const nearCode = new RegExp(String.raw`${plain}[^\n.!?[\]\d]{0,40}[^\p{L}\p{N}.,#*/-]${shape}`, 'dgiu')
/** What the number after it is called, if it is no code. */
const otherwise = new RegExp(
  String.raw`(?<!\p{L})(?:${another}|models?|modell\p{L}?|mod[èe]le|modelo|modello|model\p{L}|модел\p{L}|type|typ|tipo|flug|vol|vuelo|volo|voo|vlucht|lot|part|art\p{L}*|serial|size|gr[öo](?:ss|ß)e|taille|talla|taglia|maat|zone|room|zimmer|chambre|plz|postal|postcode|zip|promo\p{L}*|discount|voucher|rabatt|gutschein|run|train|zug|bus|line|linie)(?!\p{L})[^\p{L}]{0,3}$`,
  'iu',
)

/** What has keys of its own: "keypad is 7719". */
const device = String.raw`key ?pad|key ?safe|lock ?box|padlock|alarm|intercom|buzzer|tastenfeld|schlüsselsafe|schlüsselbox|alarmanlage|zahlenschloss|digicode|interphone|clavier|alarme|telefonillo|teclado|candado|alarma|citofono|tastierino|allarme|teclado|interfone|cadeado|sleutelkluis|hangslot|domofon|kłódka|alarm|diyafon|kilit|домофон|замок|сигнализация`
const ofDevice = new RegExp(
  String.raw`(?<!\p{L})(?:${device})(?!\p{L}) ?(?::|=|is|was|ist|est|c['’]est|es|è|é|to|jest|это|—)\s?(?<part>\d{4,6})(?![\p{L}\p{N}]|[.,:]\d| ?[€$£%₺₽])`,
  'dgiu',
)
/** "mon code 1973": a year is one right beside the word. */
const own = new RegExp(
  String.raw`(?<!\p{L})(?:my|mein(?:en?)?|mon|mi|il mio|meu|mijn|mój|mojego|mitt?|min|benim|мой) (?:codes?|kode|kod|c[óo]digo|codice|код|pin|nip)\s(?<part>\d{4,6})(?![\p{L}\p{N}]|[.,:/-]\d| ?[€$£%₺₽])`,
  'dgiu',
)

const mayHoldQuestion = new RegExp(`maiden name|${questions.map(([question]) => question).join('|')}`, 'iu')

const near =
  (expression: RegExp) =>
  (text: string): Edit[] =>
    matches(text, expression, '[password]').filter(
      ({ from, to }) =>
        to - from > 3 &&
        !otherwise.test(text.slice(Math.max(0, from - 24), from)) &&
        /[A-ZА-Я#*-]/.test(text.slice(from, to)),
    )

/** "the text said 739204", in a text about codes */
const saidByMessage = new RegExp(
  String.raw`(?<!\p{L})(?:sms|text|message|nachricht|mensaje|messaggio|mensagem|bericht|wiadomo[śs]\p{L}*|mesaj\p{L}*|смс|сообщени\p{L}|e-?mail|mail|app|短信|メッセージ|メール|문자)[^\n.!?\d[\]]{0,24}?(?:said|says|read|reads|was|is|has|shows?|showed|stand|steht|disait|dit|decía|dice|diceva|dizia|diz|zei|staat|było|jest|stod|står|yazıyor|был\p{L}?|[:「“"])\s?["“„«]?(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8}|\d{3}[ -]\d{3})(?![\p{L}\p{N}]|[.,:/-]\d| ?[€$£%])`,
  'dgiu',
)

/** What is secret, whatever else is said of it. */
const secretWord = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${codeWord}|${passwordWord})(?!\p{Script=Latin})`, 'iu')
/** In a text about a secret number, digits that are a sentence of their own, or in brackets: "… code reçu par sms. 604 118. Je …", "4471 war das". */
const aloneInSentence =
  /(?<=(?:^|[.!?:…]["'”»]?\s|\n)["'“„«]?)(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8}|\d{3}[ -]\d{3})(?=["'”»]?(?:[.,!?…]?(?:\s|$)(?=$|\p{Lu}|\n)|[.,!…]|\s(?:war|was|is|ist|era|è|es|est|était|foi|to|było|это|был)(?!\p{L})))(?![.,]\d)/dgu
const inBrackets = /(?<=[(])(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8})(?=[,)])/dgu

/** "Just got 830162" */
const gotIt = new RegExp(
  String.raw`(?<!\p{L})(?:got|received|bekommen|erhalten|reçu|recib[íi]|llegó|ricevuto|arrivato|recebi|chegou|gekregen|ontvangen|dostał[ae]?m|przyszedł|geldi|пришёл|пришел|получил[аи]?)\s(?<part>(?!(?:19|20)\d\d(?!\d))\d{4,8}|\d{3}[ -]\d{3})(?![\p{L}\p{N}]|[.,:/-]\d| ?[€$£%₺₽]| \p{L}+s\b)`,
  'dgiu',
)
/** Beside a word for a password, a sign between letters and digits is enough: Summer!Rain42. */
const signed = /(?<![^\s"'“„«(])(?<part>[^\s"'“”„«»()@/#,;:]{7,40})(?![\p{L}\p{N}@/])/dgu
/** "respuesta de seguridad" y pongo Firulais */
const answerGiven = new RegExp(
  String.raw`(?<!\p{L})(?:${agreedWord})(?!\p{L})["'”»]?[^\n.!?]{0,24}?\s(?:pongo|puse|meto|metí|coloco|coloquei|ponho|pus|digito|inserisco|metto|mets|tape|gebe|tippe|enter|put|type|typed|entered)\s["'“„«]?(?<part>\p{L}[\p{L}\p{M}'’-]{1,24}(?: \p{Lu}[\p{L}\p{M}'’-]{1,24}){0,2})`,
  'dgu',
)
const mayHoldAgreed = new RegExp(agreedWord, 'iu')

/** "my mom's maiden name. It's Okonkwo-Bell", "Sicherheitsfrage (Haustier: Schnurzel)" */
const answerBehind = questions.map(
  ([question]) =>
    new RegExp(
      String.raw`(?<!\p{L})(?:${question}|maiden name)(?!\p{L})[^\n(]{0,60}?(?:[.!?,]\s(?:it['’]?s|es ist|das ist|c['’]est|es|è|é|to|это)|[(]\p{L}{3,15}:)\s["'“„«]?(?<part>\p{L}[\p{L}\p{M}-]{2,24})(?![\p{L}\p{M}])`,
      'dgiu',
    ),
)

/** "my security answer (Pepper the cat, which …)": words in brackets that begin with a capital letter. */
const bracketedAnswer = new RegExp(
  String.raw`(?<![\p{L}\p{N}\p{M}])(?:${agreedWord})(?!\p{L})[^\n.!?()[\]]{0,24}[(]["'“„«]?(?<part>[\p{L}\p{M}'’ -]{2,30}?)["'”“»]?(?=[,;)])`,
  'dgiu',
)

/** Codes some words away from what they open, as the message said them, and answers in brackets become [password]. */
export const nearCodes: readonly Rules[] = [
  {
    mayHold: (text) => /\d[\dA-ZА-Я#*-]{2}/.test(text) && doorWord.test(text),
    steps: [near(nearDoor), near(nearIs), (text) => matches(text, ofDevice, '[password]')],
  },
  {
    mayHold: (text) => /\d[\dA-ZА-Я#*-]{2}/.test(text) && mayHoldCode.test(text),
    steps: [
      near(nearCode),
      near(nearIs),
      ...[saidByMessage, own].map((expression) => (text: string) => matches(text, expression, '[password]')),
    ],
  },
  {
    mayHold: (text) => text.includes('('),
    steps: [(text) => matches(text, bracketedAnswer, '[password]').filter(({ from }) => /\p{Lu}/u.test(text[from]!))],
  },
  {
    mayHold: (text) => /\d{3}[ -]?\d/.test(text) && secretWord.test(text),
    steps: [aloneInSentence, inBrackets, gotIt].map((expression) => (text) => matches(text, expression, '[password]')),
  },
  {
    mayHold: (text) => /[\p{L}\p{N}][!#$%&*=?^~][\p{L}\p{N}]/u.test(text) && secretWord.test(text),
    steps: [
      (text) => matches(text, signed, '[password]').filter(({ from, to }) => isUnmistakable(text.slice(from, to))),
    ],
  },
  {
    mayHold: (text) => mayHoldAgreed.test(text),
    steps: [
      (text) =>
        matches(text, answerGiven, '[password]').filter(
          ({ from, to }) => /\p{Lu}/u.test(text[from]!) && isNoState(text.slice(from, to)),
        ),
    ],
  },
  {
    mayHold: (text) => mayHoldQuestion.test(text),
    steps: answerBehind.map(
      (expression) => (text) =>
        matches(text, expression, '[password]').filter(
          ({ from, to }) => /\p{Lu}/u.test(text[from]!) && isNoState(text.slice(from, to)),
        ),
    ),
  },
]
