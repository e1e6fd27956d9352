/** Lengths of the IBAN registry (ISO 13616-1, SWIFT), by country. */
const lengths = new Map(
  Object.entries({
    15: 'NO',
    16: 'BE',
    18: 'DK FI FO GL NL SD FK',
    19: 'MK SI',
    20: 'AT BA EE KZ LT LU XK MN',
    21: 'CH HR LI LV',
    22: 'BG BH CR DE GB GE IE ME RS VA',
    23: 'AE GI IL IQ TL OM SO',
    24: 'AD CZ ES MD PK RO SA SE SK TN VG',
    25: 'LY PT ST',
    26: 'IS TR',
    27: 'BI DJ FR GR IT MC MR SM',
    28: 'AL AZ BY CY DO GT HU LB NI PL SV',
    29: 'BR EG PS QA UA',
    30: 'JO KW MU YE',
    31: 'MT SC',
    32: 'LC',
    33: 'RU',
  }).flatMap(([length, countries]) => countries.split(' ').map((country) => [country, Number(length)] as const)),
)

const heads = /(?<![a-z0-9])[a-z]{2}\d\d(?=[ \u00a0-]?[a-z0-9]{2})/gi

/** Replaces IBANs that have a valid length and checksum with [iban]. They may be in lower case and contain spaces or dashes. */
export function redactIban(text: string): string {
  let kept = ''
  let from = 0
  for (const { index } of text.matchAll(heads)) {
    const end = index < from ? 0 : endOfIban(text, index)
    if (!end) continue
    kept += `${text.slice(from, index)}[iban]`
    from = end
  }
  return kept + text.slice(from)
}

/** The end of the IBAN that begins at `start`, or 0. */
function endOfIban(text: string, start: number): number {
  const length = lengths.get(text.slice(start, start + 2).toUpperCase())
  if (!length) return 0
  const values: number[] = []
  let at = start
  for (; values.length < length; at++) {
    const value = valueOf(text.charCodeAt(at))
    if (value >= 0) values.push(value)
    else if (!isGap(text[at]) || isGap(text[at - 1])) return 0
  }
  return valueOf(text.charCodeAt(at)) < 0 && hasValidChecksum(values) ? at : 0
}

const isGap = (char: string | undefined): boolean => char === ' ' || char === '\u00a0' || char === '-'

/** Digits are 0 to 9, letters of either case 10 to 35, other characters -1. */
function valueOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const upper = code & ~32
  return upper >= 65 && upper <= 90 ? upper - 55 : -1
}

/** Checksum of ISO 13616: with the first four characters moved to the end, the number is 1 modulo 97 (ISO/IEC 7064). */
function hasValidChecksum(values: number[]): boolean {
  let rest = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[(i + 4) % values.length]!
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
