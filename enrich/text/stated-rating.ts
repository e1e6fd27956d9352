const mayState = /[★⭐☆✩🌟]|\/ ?(?:5|10|100)|stars?\b|out of|rat(?:ing|ed)/iu

const numberWords: Record<string, number> = {
  no: 0,
  zero: 0,
  half: 0.5,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
}
const valueOf = (word: string): number => numberWords[word.toLowerCase()] ?? Number(word.replace(',', '.'))

const number = String.raw`-?\d{1,3}(?:[.,]\d)?`
const words = 'no|zero|half|one|two|three|four|five|six|seven|eight|nine|ten'
/** What follows a share of things ("2 out of 5 lids", "1/5 of it"), a date or a measure, and not a rating. */
const notCounted = String.raw`(?![\d/.,]*\d|\/|\s*(?:of\b|cups?\b|tsp|tbsp|inch|mm\b|cm\b|am\b|pm\b|th\b|")|\s+(?!stars\b|was\b|is\b|has\b|this\b|always\b|thanks\b|as\b)[a-z]{3,}s\b)`
const notADate = String.raw`(?<!\b(?:on|since|from|by|until|till|due|dated|before|after|between|the|to)\s)`
const fraction = new RegExp(String.raw`${notADate}(?<![\d/.,\p{L}])(${number}) ?\/ ?(5|10|100)${notCounted}`, 'giu')
const outOf = new RegExp(String.raw`(?<![\p{L}\d])(${number}|${words}) out of (5|10|five|ten)${notCounted}`, 'giu')
const inStars = new RegExp(
  String.raw`(?<![\p{L}\d.,])([0-5](?:[.,]5)?|${words})(?:[ -]?stars?\b| ?[⭐★🌟](?![⭐★🌟☆]))(?! (?:hotels?|resorts?|hostels?|generals?|spa|energy|restaurants?|service centre))`,
  'giu',
)
const labelled = /\brat(?:ing|ed)(?: it)?:? ?([1-5])(?![\d/.,]*\d|\/| out)/giu
const row = /((?:[★⭐🌟]\ufe0f?\s?){1,10})((?:[☆✩]\ufe0f?\s?){0,9})|(?:[☆✩]\ufe0f?\s?){3,}/gu

/** "lost a star", "would be 5 stars if", "not 5 stars": a number of stars that the author did not give. */
const takenOff = /(?:minus|lost|lose|off|deduct\w*|remov\w*|tak\w+|took|knock\w*|dropp?\w*)(?: \w+){0,2} $/iu
const wouldBe = /\b(?:would|'d|could|not|never|almost|nearly|used to)\b[^.!?]{0,30}$/iu
const unless = /^[^.!?]{0,60}\b(?:if|but|except|until|unless|had)\b/iu
const high = 3

/**
 * The rating (1…5 stars) that a text states in words or signs: ★☆☆☆☆, ⭐⭐, 1/5, 9 out of 10, zero stars. The last one if there are
 * several. Undefined without one; dates, shares and sizes are none.
 */
export function statedRating(text: string): number | undefined {
  if (!mayState.test(text)) return undefined
  const found = [
    ...scaled(fraction, text),
    ...scaled(outOf, text),
    ...starsIn(text),
    ...rowsIn(text),
    ...labelsIn(text),
  ]
  const last = found.toSorted((a, b) => a.at - b.at).at(-1)
  return last && Math.max(1, Math.min(5, last.stars))
}

interface Found {
  at: number
  stars: number
}

const scaled = (pattern: RegExp, text: string): Found[] =>
  [...text.matchAll(pattern)].map((match) => {
    const scale = valueOf(match[2]!)
    const share = valueOf(match[1]!) / scale
    return { at: match.index, stars: scale === 5 ? share * scale : 1 + 4 * share }
  })

const starsIn = (text: string): Found[] =>
  [...text.matchAll(inStars)].flatMap((match) => {
    const stars = valueOf(match[1]!)
    const before = text.slice(Math.max(0, match.index - 40), match.index)
    const after = text.slice(match.index + match[0].length)
    const isOnlyImagined =
      stars > high && wouldBe.test(before) && (unless.test(after) || /\b(?:not|never)\b/iu.test(before))
    return takenOff.test(before) || isOnlyImagined || stars > 5 ? [] : [{ at: match.index, stars }]
  })

/** One star alone is a rating at the beginning; elsewhere it is praise or decoration. */
const rowsIn = (text: string): Found[] =>
  [...text.matchAll(row)].flatMap((match) => {
    const full = (match[1] ?? '').replace(/[\s\ufe0f]/gu, '')
    const stars = Array.from(full).length
    const isAlone = stars === 1 && !match[2]
    const isCounted = /\d ?$/u.test(text.slice(0, match.index))
    return isCounted || (isAlone && text.slice(0, match.index).trim() !== '') ? [] : [{ at: match.index, stars }]
  })

const labelsIn = (text: string): Found[] =>
  [...text.matchAll(labelled)].map((match) => ({ at: match.index, stars: Number(match[1]) }))
