import { countrySpecs, isValidIBAN } from 'ibantools'
import type { Edit } from './edits.ts'

const heads = /(?<![a-z0-9])[a-z]{2}\d\d(?=[ -]?[a-z0-9]{2})/gi

/** IBANs with a length, a form and a checksum that are valid (ISO 13616) become [iban]. They may be in lower case and contain spaces or dashes. */
export function findIbans(text: string): Edit[] {
  const found: Edit[] = []
  for (const { index } of text.matchAll(heads)) {
    const to = index < (found.at(-1)?.to ?? 0) ? 0 : endOfIban(text, index)
    if (to > 0) found.push({ from: index, to, by: '[iban]' })
  }
  return found
}

/** The end of the IBAN that begins at `start`, or 0. */
function endOfIban(text: string, start: number): number {
  const length = countrySpecs[text.slice(start, start + 2).toUpperCase()]?.chars
  if (!length) return 0
  let iban = ''
  let at = start
  for (; iban.length < length; at++) {
    const char = text[at] ?? ''
    if (/^[a-z0-9]$/i.test(char)) iban += char
    else if (!isGap(char) || isGap(text[at - 1])) return 0
  }
  return !/^[a-z0-9]$/i.test(text[at] ?? '') && isValidIBAN(iban.toUpperCase()) ? at : 0
}

const isGap = (char: string | undefined): boolean => char === ' ' || char === '-'
