import { addressTails } from './address-tail.ts'
import { addresses, codedAddresses } from './address.ts'
import { asianAddresses } from './asian-addresses.ts'
import { codes } from './codes.ts'
import { doorCodes } from './door-codes.ts'
import { Draft } from './draft.ts'
import { repetitionsIn } from './repetitions.ts'
import type { FindEdits, Rules } from './edits.ts'
import { findIbans } from './iban.ts'
import { ips } from './ip.ts'
import { hiddenMails, mails } from './mail.ts'
import { localAddresses } from './local-addresses.ts'
import { findNationalIds } from './national-ids.ts'
import { nearCodes } from './near-codes.ts'
import { findLinkedPhones, findNumbers } from './numbers.ts'
import { findOrders } from './order.ts'
import { passwordRules } from './password-rules.ts'
import { passwords } from './passwords.ts'
import type { RedactionOptions } from './redaction-options.ts'
import { sentCodes } from './sent-codes.ts'
import { spokenNumbers } from './spoken-numbers.ts'
import { statedSecrets } from './stated-secrets.ts'
import { statedAnswers } from './stated-answers.ts'
import { tokens, tokensInIds } from './tokens.ts'
import { unspacedPasswords } from './unspaced-passwords.ts'

/** Text beside a replacement may match in the next pass. More than two passes are rare. */
const maxPasses = 4

/** `redact` with options. */
export function redactor(options: RedactionOptions = {}): Redact {
  const rules = rulesOf(options)
  return (text) => {
    let before = text
    for (let pass = 0; pass < maxPasses; pass++) {
      const after = redactOnce(before, rules)
      if (after === before) return after
      before = after
    }
    return before
  }
}

/** What identifies or admits a person wherever it stands: mail addresses, IBANs and tokens. For ids and links, where other numbers are what they are for. */
export function redactLink(text: string): string {
  return redactOnce(text, linkRules)
}

/** The same in the id of a mention, by rules that never change. */
export const redactId = (text: string): string => applied(text, idRules).result

function redactOnce(text: string, rules: readonly Rules[]): string {
  const draft = applied(text, rules)
  draft.apply(repetitionsIn(draft))
  return draft.result
}

function applied(text: string, rules: readonly Rules[]): Draft {
  const draft = new Draft(text)
  for (const { mayHold, steps } of rules)
    if (mayHold(draft.text)) for (const find of steps) draft.apply(find(draft.text))
  return draft
}

const inDigits = (...steps: FindEdits[]): Rules => ({ mayHold: (text) => /\d/.test(text), steps })

const inLinks: readonly Rules[] = [mails, ...hiddenMails, inDigits(findIbans, findLinkedPhones)]
const linkRules: readonly Rules[] = [tokens, ...inLinks]
const idRules: readonly Rules[] = [tokensInIds, ...inLinks]

function rulesOf({ orderNumbers = false, nationalIds }: RedactionOptions): readonly Rules[] {
  return [
    tokens,
    // Before the words for codes: the digits of an IBAN beside one are none.
    inDigits(findIbans),
    passwords,
    ...passwordRules,
    unspacedPasswords,
    codes,
    sentCodes,
    ...doorCodes,
    ...nearCodes,
    ...statedSecrets,
    statedAnswers,
    mails,
    ...hiddenMails,
    ips,
    ...(nationalIds ? [inDigits(findNationalIds(nationalIds))] : []),
    addresses,
    localAddresses,
    addressTails,
    codedAddresses,
    asianAddresses,
    addressTails,
    spokenNumbers,
    inDigits(findLinkedPhones, findNumbers, ...(orderNumbers ? findOrders : [])),
  ]
}

export type Redact = (text: string) => string

/**
 * Replaces email addresses, IBANs, IP addresses, postal addresses, payment cards, phone numbers, tokens and passwords with
 * a word in brackets, also where they are written with full-width digits, odd spaces or characters that nobody sees. What
 * is not replaced keeps every byte. Idempotent. The time is linear in the length of the text.
 */
export const redact: Redact = redactor()
