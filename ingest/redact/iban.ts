import { countrySpecs, validateIBAN, ValidationErrorsIBAN } from 'ibantools'
import type { Edit } from './edits.ts'

const heads = /(?<![a-z0-9])[a-z]{2}\d\d(?=[ .-]{0,2}[a-z0-9])/gi

/** IBANs with a length, a form and a checksum that are valid (ISO 13616) become [iban]. They may be in lower case and contain spaces or dashes. */
export function findIbans(text: string): Edit[] {
  const found: Edit[] = []
  for (const { index } of text.matchAll(heads)) {
    const to = index < (found.at(-1)?.to ?? 0) ? 0 : endOfIban(text, index)
    if (to > 0) found.push({ from: index, to, by: '[iban]' })
  }
  return found
}

/** Check digits that a bank adds within its country are not looked at: people mistype, and the IBAN's own are enough. */
const isValid = (iban: string): boolean =>
  validateIBAN(iban).errorCodes.every((code) => code === ValidationErrorsIBAN.WrongAccountBankBranchChecksum)

/** The end of the IBAN that begins at `start`, or 0. After the word IBAN, or in groups of four, its length is enough. */
function endOfIban(text: string, start: number): number {
  const length = countrySpecs[text.slice(start, start + 2).toUpperCase()]?.chars
  if (!length) return 0
  let iban = ''
  let at = start
  for (; iban.length < length; at++) {
    const char = text[at] ?? ''
    if (/^[a-z0-9]$/i.test(char)) iban += char
    else if (!isGap(char) || (isGap(text[at - 1]) && isGap(text[at - 2]))) return 0
  }
  if (/^[a-z0-9]$/i.test(text[at] ?? '')) return 0
  const isSaid = isNamed.test(text.slice(Math.max(0, start - 24), start)) || inFours.test(text.slice(start, at))
  return isSaid || isValid(iban.toUpperCase()) ? at : 0
}

/** Nothing else is written like it with the length of its country; people mistype. */
const inFours = /^[A-Z]{2}\d\d(?: [A-Z\d]{4}){3,}(?: [A-Z\d]{1,3})?$/

const isNamed =
  /(?<!\p{L})iban(?:[-\s](?:nr\.?|no\.?|number|nummer|is|ist|est|es|è|é|to|lautet|er|är|numaram|konta|n°)){0,2}[^\p{L}\p{N}]{0,3}$/iu

const isGap = (char: string | undefined): boolean => char === ' ' || char === '-' || char === '.'
