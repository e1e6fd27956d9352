import { isLowerName, isNoStreet, isStreetName, lengthOfName, lowerWords, saysOther } from './street-name.ts'
import { addressForms, capitalisedForms } from './address-forms.ts'
import { matches, none, type Edit, type FindEdits, type Rules } from './edits.ts'
import { endOfFlats, endOfLowerPlace, endOfPlace, isBeforeTown, isClauseEnd } from './address-tail.ts'
import { streets, type Streets } from './streets.ts'

const alone = String.raw`(?<![\p{L}\p{N}\p{M}-])`
/** A word of a name: "Jean-Jaurès", "d'Italie", "G.", "17.", "3". */
const word = String.raw`(?:[\p{L}][\p{L}\p{M}'’.-]{0,24}|\d{1,4}(?:\.|e|er|º|°|-я|-й)?)`
const noDigits = String.raw`(?:[\p{L}][\p{L}\p{M}'’.-]{0,24}|\d{1,4}\.)`
/** 12, 12a, 84/92, 22-5, 88к2с1: neither an hour nor an amount. */
const house = String.raw`(?:\d{1,4}|\d{5}(?! \p{L}))(?:[a-gр-яа-г](?![\p{L}\p{N}'’])|(?:[кс]\d{1,2}){1,2})?(?:[/-](?:\d{1,4}[a-z]?|[a-z]{1,2}(?!\p{L}))(?!\p{L})){0,3}(?:[ -](?:bis|ter|hs|huis)(?!\p{L}))?(?![\p{L}\p{N}]|[.,:]\d| ?[%€$£₽₺]| \d{4} \d{4}|-\p{L}{3})`

/** One way to write a street; the expression has the groups `name` and `word`. */
interface Form {
  /** A fast check of the text in lower case: the words alone. */
  hint: RegExp
  expression: RegExp
  /** The words of streets that say enough beside a name in lower case. */
  lower: RegExp
  /** Those that are words of everyday in lower case. */
  capitalised: RegExp
  /** Whether words such as "I live in" precede it. */
  isCued: boolean
  /** Whether the name follows the number: it ends where the capitals end. */
  isNumberFirst: boolean
}

const form = (hint: string, lower: string | undefined, capitalised: string | undefined, expression: string): Form => ({
  hint: new RegExp(hint, 'u'),
  expression: new RegExp(expression, 'giu'),
  lower: lowerWords(lower),
  capitalised: lowerWords(capitalised),
  isCued: false,
  isNumberFirst: false,
})

/** The number after a street, and that nothing is counted or measured by it. */
const numberOf = ({ no, unit }: Streets): string =>
  String.raw`(?:,? |(?<=\.))(?:(?:${no ?? 'nr'}) ?)?${house}(?!\s?(?:${unit}))`
const townBefore = ({ town }: Streets): string => (town ? `(?:${town})?` : '')
const unless = (words: string | undefined): string => (words ? String.raw`(?!(?:${words})(?!\p{L}))` : '')

function wordFirst(language: Streets, before: string): Form {
  const { lowerBefore, capitalised, noName } = language
  const names = `(?<name>${word}(?: ${word}){0,6}?)`
  return form(
    `${alone}(?:${before})`,
    lowerBefore,
    capitalised,
    `${alone}${townBefore(language)}(?<word>${before})(?: |(?<=[./])) ?${unless(noName)}${names}${numberOf(language)}`,
  )
}

/** The expression begins after the cue, which stays. */
const afterCue = (language: Streets, cue: string): Form => ({
  ...form(
    `${alone}(?:${cue})`,
    undefined,
    undefined,
    `(?<=${alone}(?:${cue}))(?<name>(?<word>${word})(?: ${word}){0,4}?)${numberOf(language)}`,
  ),
  isCued: true,
})

/** 9a Corn Hill Mews */
const numberAfterCue = ({ unit }: Streets, cue: string): Form => ({
  ...form(
    `${alone}(?:${cue})\\d`,
    undefined,
    undefined,
    String.raw`(?<=${alone}(?:${cue}))${house}(?: ?(?:bis|ter))?,? (?!${unit})(?<name>(?<word>${noDigits})(?: ${noDigits}){0,5})`,
  ),
  isNumberFirst: true,
})

function compound(language: Streets, ending: string): Form {
  const { lowerEnding, lead, noStreet } = language
  const leads = lead ? `(?:(?:${lead}) ){0,3}` : ''
  return form(
    String.raw`\p{L}(?:${ending}),? (?:\p{L}|\d)`,
    lowerEnding,
    undefined,
    String.raw`${alone}${leads}${unless(noStreet)}(?<name>[\p{L}-]{2,30}?(?<word>${ending}))${numberOf(language)}`,
  )
}

function wordLast(language: Streets, after: string): Form {
  const names = `(?<name>${noDigits}(?: ${noDigits}){0,4}?)`
  return form(
    String.raw` (?:${after})(?!\p{L})`,
    language.lowerAfter,
    undefined,
    String.raw`${alone}${townBefore(language)}${names},? (?<word>${after})(?!\p{L})${numberOf(language)}`,
  )
}

const formsOf = (language: Streets): Form[] => [
  ...(language.before ? [wordFirst(language, language.before)] : []),
  ...(language.cue ? [afterCue(language, language.cue)] : []),
  ...(language.numberCue ? [numberAfterCue(language, language.numberCue)] : []),
  ...(language.ending ? [compound(language, language.ending)] : []),
  ...(language.after ? [wordLast(language, language.after)] : []),
]

/** Where the address of the match ends, 0 where it is none. */
function endOfAddress(
  text: string,
  match: RegExpExecArray,
  { lower, capitalised, isCued, isNumberFirst }: Form,
): number {
  const { name, word: street } = match.groups!
  const end = match.index + match[0].length
  if (isNumberFirst) {
    const length = lengthOfName(name!, match[0])
    return length > 0 ? endOfPlace(text, endOfFlats(text, end - name!.length + length)) : 0
  }
  if (isCued && isNoStreet(name!)) return 0
  const withFlat = endOfFlats(text, end)
  const said = `${street} ${name}`
  const isLower = !/\p{Lu}/u.test(name!) && !capitalised.test(name!) && !saysOther(name!)
  const isSaid =
    (lower.test(said) &&
      isLower &&
      (/\d(?:[a-g]|\/\d+)$|[ .](?:no|nº|n°|nr|numara|№|núm|num)[.:]{0,2} ?\d+$/iu.test(match[0]) ||
        isClauseEnd(text, withFlat))) ||
    (isLower && name!.length > 3 && isBeforeTown(text, withFlat))
  const isLived = isCued && isLowerName(name!) && isClauseEnd(text, withFlat)
  // SK 1423 is a flight.
  const isName =
    !/^[A-Z]{2}$/.test(street ?? '') &&
    isStreetName(name!) &&
    (/^\p{Lu}/u.test(street!) || !capitalised.test(said) || isBeforeTown(text, withFlat))
  if (isName) return endOfPlace(text, withFlat)
  return isSaid || isLived ? endOfLowerPlace(text, withFlat) : 0
}

/** After a match that is no address the next one may begin within it. */
function find(text: string, form: Form): Edit[] {
  const { expression } = form
  const found: Edit[] = []
  expression.lastIndex = 0
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    const to = endOfAddress(text, match, form)
    if (to > 0) found.push({ from: match.index, to, by: '[address]' })
    expression.lastIndex = to > 0 ? to : match.index + 1
  }
  return found
}

const forms = Object.values(streets).flatMap(formsOf)

/** A word and a number that may be of a house: a fast check. */
const mayHoldHouse =
  /[\p{L}.)][,،]? ?(?:\p{L}{1,9}[.:]? ?|[#№]|n[º°] ?)?\d{1,5}(?![\d%$€£]|[.,:]\d| ?(?:mins?|minutes?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|times|stars?|people|[ap]m|st|nd|rd|th|x|k|[gm]b)\b)/u
/** The number before the street, or another script. */
const mayHoldOther =
  /\d{6}(?!\d)|[\u0620-\u064a\u0904-\u0939]|\d,? (?:bis |ter )?(?:rue|avenue|boulevard|bd|bld|impasse|chemin|faubourg|ruelle|allée)\b/i
const step =
  (expression: RegExp): FindEdits =>
  (text) =>
    matches(text, expression, '[address]')

let last = { text: '', lower: '' }
/** Of the same text for each of the forms. */
const lowerOf = (text: string): string =>
  (last.text === text ? last : (last = { text, lower: text.toLowerCase() })).lower

/** Streets with house numbers in the tables of twenty languages become [address], also in lower case. */
export const localAddresses: Rules = {
  mayHold: (text) => {
    if (!/\d/.test(text)) return false
    const plain = text.includes('://') ? text.replace(/https?:\/\/\S+/g, '') : text
    return mayHoldHouse.test(plain) || mayHoldOther.test(plain)
  },
  steps: [
    ...addressForms.map(step),
    ...forms.map(
      (each): FindEdits =>
        (text) =>
          each.hint.test(lowerOf(text)) ? find(text, each) : none,
    ),
    ...capitalisedForms.map(step),
  ],
}
