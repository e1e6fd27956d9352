import { createHmac } from 'node:crypto'
import type { Mention } from '../mention/mention.ts'
import { boundedId, mentionId } from './mention-id.ts'
import { redactLink, redactor, type Redact } from './redact-text.ts'
import type { RedactionOptions } from './redaction-options.ts'
import type { RawMention } from '../mention/source.ts'

/** Converts a raw mention to one that may be written: redacted, pseudonymous, with a clamped time. Depends only on its arguments and the secret. */
export type ToMention = (raw: RawMention, source: string, observedAt: number) => Mention

const earliest = Date.UTC(2000, 0, 1)
const aheadMs = 5 * 60_000
const maxText = 20_000

/** The conversion that every mention goes through before any of it is written, even as a dead letter. @param secret the key that author ids are hashed with */
export function redaction(secret: Buffer, options: RedactionOptions = {}): ToMention {
  const redact = redactor(options)
  return (raw, source, observedAt) => {
    const { nativeId, author, createdAt: stated, backfill = false, text, title, inReplyTo, ...rest } = raw
    const createdAt = Math.round(Math.min(Math.max(stated, earliest), observedAt + aheadMs))
    return {
      // Before the others: what a source states beyond a raw mention replaces none of them.
      ...withBoundedTexts(rest, redact),
      type: 'mention',
      id: mentionId(source, nativeId),
      source,
      ...(inReplyTo !== undefined && { inReplyTo: boundedId(inReplyTo) }),
      text: redact(clip(text)),
      ...(title !== undefined && { title: redact(clip(title)) }),
      ...(author && { author: toAuthor(author, { secret, source, redact }) }),
      createdAt,
      observedAt,
      timeClamped: createdAt !== Math.round(stated),
      backfill,
    }
  }
}

const longest = { url: 2_048, channel: 200, handle: 200, field: 500 }

/** Every text redacted, well-formed and of a length that a store takes. What a source states may be anything. */
function withBoundedTexts<T extends Pick<RawMention, 'url' | 'channel' | 'fields'>>(rest: T, redact: Redact): T {
  const { url, channel, fields } = rest
  return {
    ...rest,
    ...(url !== undefined && { url: bounded(redactLink(bounded(url, longest.url)), longest.url) }),
    ...(channel !== undefined && { channel: bounded(redact(bounded(channel, longest.channel)), longest.channel) }),
    ...(fields !== undefined && { fields: Object.fromEntries(Object.entries(fields).map(toField(redact))) }),
  }
}

/** The name of a field says what its number is, as words of a text do: `phone`, `order`, `version`. */
const toField =
  (redact: Redact) =>
  ([stated, text]: [string, string]): [string, string] => {
    const name = bounded(redactLink(bounded(stated, longest.field)), longest.field)
    const value = bounded(text, longest.field)
    const named = redact(`${name}: ${value}`)
    return [name, bounded(named.startsWith(`${name}: `) ? named.slice(name.length + 2) : redact(value), longest.field)]
  }

const bounded = (text: string, most: number): string => text.slice(0, most).toWellFormed()

/** A stable pseudonym of an author: an HMAC of the source and its author id, 24 hexadecimal digits. */
export const authorKey = (secret: Buffer, source: string, id: string): string =>
  createHmac('sha256', secret).update(`${source}\u0001${id}`).digest('hex').slice(0, 24)

function toAuthor(
  { id, handle, followers }: NonNullable<RawMention['author']>,
  { secret, source, redact }: { secret: Buffer; source: string; redact: Redact },
): Mention['author'] {
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
