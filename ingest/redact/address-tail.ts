import type { Edit, Rules } from './edits.ts'
import { codeAndTown, place, town } from './place.ts'

/** A letter, a floor, a flat: 12 B, 512-II, 2. th., apto 41, кв. 12, D:3. */
const flats = new RegExp(
  [
    String.raw`(?: [A-F] \d{1,3}(?!\p{N})| [A-G](?![\p{L}\p{N}'’:])| [a-d](?=[,.;]|$)|-?I{1,3}(?!\p{L}))?`,
    String.raw`(?:,? ?(?:[-–] )?(?:hs|bis|(?:st|\d{1,2})\. ?(?:th|tv|mf)|\d{1,2}\.? ?(?:[ºª°]|OG|sal)\.?(?: ?(?:[Ii]zq|[Dd]cha|[Ii]zda|[Dd]to|[Ee]sq|[A-F](?!\p{L}))\p{L}{0,5})?`,
    String.raw`|(?:[Nn][oº°]|int|[Ii]nt(?:erno)?|m|lok|lgh|bus|[Aa]pp|[Aa]pto?|[Pp]iso|[Dd]epto|[Dd]pto|[Bb]ât|[Cc]onj|[Bb]loco|[Bb]lok|bl|ap|sc|et|scala|esc|puerta|bte|klatka|kl|[Ss]tiege|[Tt]op|[Tt]ür|[Ww]hg|[Dd]aire|[Kk]at|кв|квартира|корп|корпус|к|стр|строение|подъезд|этаж|офис|оф|буд|д|дом|RT|RW|D|K)[.:]{0,2} ?(?:\d{1,4}[A-Za-z]?(?: ?/ ?(?:RW ?)?\d{1,3})?|[A-Za-z])(?![\p{L}\d])`,
    String.raw`|[A-F] \d{1,3}(?![\p{N}]))){0,4}`,
  ].join(''),
  'yu',
)
const townAfter = new RegExp(
  String.raw`\.?(?: [\p{L}\d][\p{L}\p{M}\d .:/º°ª-]{0,24}?)?(?:, ?[\p{L}\d][\p{L}\p{M}\d .:/º°ª-]{0,24}){0,4}(?: [-–])?${codeAndTown}`,
  'yu',
)
const townAlone = new RegExp(`(?: [–-])?${place}`, 'yu')
/** A town without a postal code, before the end of a clause; not a word of thanks. */
const townOnly = new RegExp(
  String.raw`(?:, | [-–/] |,? (?=\p{Lu}\p{L}+ ?[/–-] ?\p{Lu}))(?!Thank|Dank|Merci|Grazie|Gracias|Obrigad|Tack|Takk|Tak |Dzięk|Dziek|Teşekk|Спасибо|Bitte|Please|Help|Saluti|Regards|MfG|LG)${town}(?:,? ?[-–/]? ?(?:\p{Lu}\p{L}{2,14}|[A-Z]{2}))?(?=[,;!?)\n]|\.(?: |$)|$| [-–] | (?:y|e|i|et|und|en|och|og|ve|pero|ma|mas|mais|aber|maar|ale|men|ama|но|и|nicht|no|non|não|niet|nie|inte|ikke)(?!\p{L}))`,
  'yu',
)
/** The postal code and town in lower case. */
const lowerTown = /,? (?:\d{4} ?[a-z]{2}|\d{4,5}|\d{3} \d\d|\d\d-\d{3}|\d{4}-\d{3}) \p{Ll}{3,20}(?! \d)/uy
/** What may follow an address in lower case: the end of a clause, a name, a flat or a postal code. */
const clauseEnd = /\s*(?:[,;.:!?)\]/\n–—-]|$)| \p{Lu}| \d{4,5} | \d\d-?\d{3} /uy

/** Where the sticky expression, tried at `at`, ends. */
function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at
  return expression.test(text) ? expression.lastIndex : at
}

/** Where the letter and the flat after a house number end. */
export const endOfFlats = (text: string, at: number): number => endOf(flats, text, at)

/** Where the postal code and the town end. */
export const endOfPlace = (text: string, at: number): number =>
  Math.max(...[townAfter, townAlone, lowerTown, townOnly].map((expression) => endOf(expression, text, at)))

export function isClauseEnd(text: string, at: number): boolean {
  clauseEnd.lastIndex = at
  return clauseEnd.test(text)
}

const marker = '[address]'

/** What other rules left of an address after its street. */
function findTails(text: string): Edit[] {
  const found: Edit[] = []
  for (let from = text.indexOf(marker); from >= 0; from = text.indexOf(marker, from + marker.length)) {
    const end = from + marker.length
    const to = endOfPlace(text, endOfFlats(text, end))
    if (to > end) found.push({ from, to, by: marker })
  }
  return found
}

export const addressTails: Rules = { mayHold: (text) => text.includes(marker), steps: [findTails] }
