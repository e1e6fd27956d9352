import { createHmac } from 'node:crypto'
import type { Mention } from '../mention/mention.ts'
import { redactAddress } from './address.ts'
import { redactIban } from './iban.ts'
import { redactIp } from './ip.ts'
import { redactMail } from './mail.ts'
import { redactNumbers } from './numbers.ts'
import { redactOrders } from './order.ts'
import { boundedId, mentionId } from '../mention/mention-id.ts'
import type { RawMention } from '../mention/source.ts'

/** Converts a raw mention to one that may be written: redacted, pseudonymous, with a clamped time. Depends only on its arguments and the secret. */
export type ToMention = (raw: RawMention, source: string, observedAt: number) => Mention

const earliest = Date.UTC(2000, 0, 1)
const aheadMs = 5 * 60_000
const maxText = 20_000

/** The conversion that every mention goes through before any of it is written, even as a dead letter. @param secret the key that author ids are hashed with */
export function redaction(secret: Buffer): ToMention {
  return (raw, source, observedAt) => {
    const { nativeId, author, createdAt: stated, backfill = false, text, title, inReplyTo, ...rest } = raw
    const createdAt = Math.round(Math.min(Math.max(stated, earliest), observedAt + aheadMs))
    return {
      type: 'mention',
      id: mentionId(source, nativeId),
      source,
      ...withBoundedTexts(rest),
      ...(inReplyTo !== undefined && { inReplyTo: boundedId(inReplyTo) }),
      text: redact(clip(text)),
      ...(title !== undefined && { title: redact(clip(title)) }),
      ...(author && { author: toAuthor(secret, source, author) }),
      createdAt,
      observedAt,
      timeClamped: createdAt !== Math.round(stated),
      backfill,
    }
  }
}

const longest = { url: 2_048, channel: 200, handle: 200, field: 500 }

/** Every text well-formed and of a length that a store takes. What a source states may be anything. */
function withBoundedTexts<T extends Pick<RawMention, 'url' | 'channel' | 'fields'>>(rest: T): T {
  const { url, channel, fields } = rest
  const clean = Object.entries(fields ?? {}).map(([key, value]) => [
    bounded(key, longest.field),
    bounded(value, longest.field),
  ])
  return {
    ...rest,
    ...(url !== undefined && { url: bounded(url, longest.url) }),
    ...(channel !== undefined && { channel: bounded(channel, longest.channel) }),
    ...(fields !== undefined && { fields: Object.fromEntries(clean) as Record<string, string> }),
  }
}

const bounded = (text: string, most: number): string => text.slice(0, most).toWellFormed()

/** A stable pseudonym of an author: an HMAC of the source and its author id, 24 hexadecimal digits. */
export const authorKey = (secret: Buffer, source: string, id: string): string =>
  createHmac('sha256', secret).update(`${source}\u0001${id}`).digest('hex').slice(0, 24)

function toAuthor(secret: Buffer, source: string, author: NonNullable<RawMention['author']>): Mention['author'] {
  const { id, handle, followers } = author
  return {
    key: authorKey(secret, source, id),
    // Some sources use email addresses as handles.
    ...(handle && { handle: redact(bounded(handle, longest.handle)) }),
    ...(followers !== undefined && { followers: Math.round(followers) }),
  }
}

/** Cuts to 20,000 code points, so no surrogate pair is split. Unpaired surrogates become U+FFFD. */
function clip(text: string): string {
  const well = text.toWellFormed()
  return well.length <= maxText
    ? well
    : Array.from(well.slice(0, 2 * maxText))
        .slice(0, maxText)
        .join('')
}

export type RedactOptions = {
  /** Also replaces order, ticket, invoice and customer numbers with [order], where the text calls them that. */
  orderNumbers?: boolean
}

/**
 * Replaces email addresses, IBANs, IP addresses, postal addresses, payment cards and phone numbers with a word in
 * brackets. Idempotent. The time is linear in the length of the text.
 */
export function redact(text: string, { orderNumbers = false }: RedactOptions = {}): string {
  let before = text
  for (let pass = 0; pass < maxPasses; pass++) {
    const after = redactOnce(before, orderNumbers)
    if (after === before) return after
    before = after
  }
  return before
}

/** Text beside a replacement may match in the next pass. More than two passes are rare. */
const maxPasses = 4

function redactOnce(text: string, orderNumbers: boolean): string {
  const withoutMail = redactMail(text)
  if (!/\d|::/.test(withoutMail)) return withoutMail
  const withoutIps = redactIp(redactIban(withoutMail))
  const rest = redactNumbers(redactAddress(withoutIps))
  return orderNumbers ? redactOrders(rest) : rest
}
