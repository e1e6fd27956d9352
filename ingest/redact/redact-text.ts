import { addressSteps } from './address.ts'
import { Draft } from './draft.ts'
import { none, type FindEdits } from './edits.ts'
import { findIbans } from './iban.ts'
import { ipSteps } from './ip.ts'
import { mailSteps } from './mail.ts'
import { findNationalIds } from './national-ids.ts'
import { findLinkedPhones, findNumbers } from './numbers.ts'
import { findOrders } from './order.ts'
import type { RedactionOptions } from './redaction-options.ts'
import { passwordSteps, tokenSteps } from './tokens.ts'

/** Text beside a replacement may match in the next pass. More than two passes are rare. */
const maxPasses = 4

/** `redact` with options. */
export function redactor(options: RedactionOptions = {}): Redact {
  const steps = stepsOf(options)
  return (text) => {
    let before = text
    for (let pass = 0; pass < maxPasses; pass++) {
      const after = redactOnce(before, steps)
      if (after === before) return after
      before = after
    }
    return before
  }
}

/** What identifies or admits a person wherever it stands: mail addresses, IBANs and tokens. For ids and links, where other numbers are what they are for. */
export function redactLink(text: string): string {
  return redactOnce(text, linkSteps)
}

function redactOnce(text: string, steps: readonly FindEdits[]): string {
  const draft = new Draft(text)
  for (const find of steps) draft.apply(find(draft.text))
  return draft.result
}

const hasDigit =
  (find: FindEdits): FindEdits =>
  (text) =>
    /\d|::/.test(text) ? find(text) : none

const linkSteps: readonly FindEdits[] = [...tokenSteps, ...mailSteps, ...[findIbans, findLinkedPhones].map(hasDigit)]

function stepsOf({ orderNumbers = false, nationalIds }: RedactionOptions): readonly FindEdits[] {
  return [
    ...tokenSteps,
    ...passwordSteps,
    ...mailSteps,
    ...[
      findIbans,
      ...ipSteps,
      ...(nationalIds ? [findNationalIds(nationalIds)] : []),
      ...addressSteps,
      findLinkedPhones,
      findNumbers,
      ...(orderNumbers ? [findOrders] : []),
    ].map(hasDigit),
  ]
}

export type Redact = (text: string) => string

/**
 * Replaces email addresses, IBANs, IP addresses, postal addresses, payment cards, phone numbers, tokens and passwords with
 * a word in brackets, also where they are written with full-width digits, odd spaces or characters that nobody sees. What
 * is not replaced keeps every byte. Idempotent. The time is linear in the length of the text.
 */
export const redact: Redact = redactor()
