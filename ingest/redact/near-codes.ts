import { another, plain } from './code-parts.ts'
import { doorWord } from './door-words.ts'
import { matches, replacing, type Edit, type Rules } from './edits.ts'
import { mayHoldCode } from './sent-codes.ts'

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

const near =
  (expression: RegExp) =>
  (text: string): Edit[] =>
    matches(text, expression, '[password]').filter(
      ({ from, to }) =>
        to - from > 3 &&
        !otherwise.test(text.slice(Math.max(0, from - 24), from)) &&
        /[A-ZА-Я#*-]/.test(text.slice(from, to)),
    )

const mayHold = /\d[\dA-ZА-Я#*-]{2}/
const find = (expression: RegExp) => replacing(expression, '[password]')

/** Codes some words away from what they open become [password], by their form. */
export const nearCodes: readonly Rules[] = [
  {
    mayHold: (text) => mayHold.test(text) && doorWord.test(text),
    steps: [near(nearDoor), near(nearIs), find(ofDevice)],
  },
  {
    mayHold: (text) => mayHold.test(text) && mayHoldCode.test(text),
    steps: [near(nearCode), near(nearIs), find(own)],
  },
]
