import { createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { join } from 'node:path'
import type { Mention } from './mention.ts'
import type { RawMention } from './source.ts'

/** From what a source tells to what may be written: redacted, pseudonymous, clamped. Pure but for the secret. */
export type ToMention = (raw: RawMention, source: string, observedAt: number) => Mention

const earliest = Date.UTC(2000, 0, 1)
const aheadMs = 5 * 60_000
const maxText = 20_000

/** Nothing of a mention is written before it went through here, dead letters included. */
export function redaction(secret: Buffer): ToMention {
  return (raw, source, observedAt) => {
    const { nativeId, author, createdAt: told, backfill = false, text, title, ...rest } = raw
    const createdAt = Math.round(Math.min(Math.max(told, earliest), observedAt + aheadMs))
    return {
      type: 'mention',
      id: `${source}:${nativeId}`,
      source,
      ...rest,
      text: redact(clip(text)),
      ...(title !== undefined && { title: redact(clip(title)) }),
      ...(author && { author: toAuthor(secret, source, author) }),
      createdAt,
      observedAt,
      timeClamped: createdAt !== Math.round(told),
      backfill,
    }
  }
}

/** The secret behind author keys, made once; keys of two installations cannot be compared. */
export function authorSecret(data: string): Buffer {
  const file = join(data, 'author-secret')
  try {
    return readFileSync(file)
  } catch {
    mkdirSync(data, { recursive: true })
    const secret = randomBytes(32)
    try {
      writeFileSync(file, secret, { mode: 0o600, flag: 'wx' })
      return secret
    } catch {
      return readFileSync(file)
    }
  }
}

export const authorKey = (secret: Buffer, source: string, id: string): string =>
  createHmac('sha256', secret).update(`${source}\u0001${id}`).digest('hex').slice(0, 24)

function toAuthor(secret: Buffer, source: string, author: NonNullable<RawMention['author']>): Mention['author'] {
  const { id, handle, followers } = author
  return {
    key: authorKey(secret, source, id),
    // Some sources call people by their mail address.
    ...(handle && { handle: redact(handle) }),
    ...(followers !== undefined && { followers: Math.round(followers) }),
  }
}

/** By code points, so that no surrogate is torn; unpaired ones become U+FFFD. */
function clip(text: string): string {
  const well = text.toWellFormed()
  return well.length <= maxText
    ? well
    : Array.from(well.slice(0, 2 * maxText))
        .slice(0, maxText)
        .join('')
}

const mail = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,4}/gu
const iban = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g
const longDigits = /(?<![\w.#-])\+?\(?\d(?:[ ()./-]{0,2}\d){6,18}(?![\w-])/g
const ipv4 = /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/g
const ipv6 = /(?<![\w:.])[0-9a-f:]{2,39}(?![\w:])/gi

/** Mail addresses, card numbers (checksum), IBANs (checksum), phone numbers and IP addresses become a word in brackets. */
export function redact(text: string): string {
  if (!/[@\d]|::/.test(text)) return text
  return text
    .replace(mail, '[mail]')
    .replace(iban, (found) => (isIban(found) ? '[iban]' : found))
    .replace(ipv4, '[ip]')
    .replace(ipv6, (found) => (isIPv6(found) && /[0-9a-f]/i.test(found) ? '[ip]' : found))
    .replace(longDigits, (found) => (isCard(found) ? '[card]' : isPhone(found) ? '[phone]' : found))
}

/** Luhn (ISO/IEC 7812). */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '')
  if (digits.length < 13 || digits.length > 19) return false
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit
  }
  return sum % 10 === 0
}

/** Written as a phone number is: with a plus, a leading zero or groups; a bare number is an order or an amount. */
function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length
  const isDate = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/.test(text) || /^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}$/.test(text)
  return digits >= 7 && digits <= 15 && !isDate && (/^\+|^\(?0/.test(text) || /\d[ ()/-]\d/.test(text))
}

/** ISO 13616: the rearranged number is 1 modulo 97. */
function isIban(text: string): boolean {
  const plain = text.replace(/ /g, '')
  if (plain.length < 15 || plain.length > 34) return false
  let rest = 0
  for (const char of plain.slice(4) + plain.slice(0, 4))
    for (const digit of String(parseInt(char, 36))) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}
