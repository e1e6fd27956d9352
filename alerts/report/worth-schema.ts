import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'

/** What the company assumes, to say what alerts were worth. Nothing is said without it. */
export const WorthOptions = Type.Object(
  {
    contactsPerMention: Type.Number({
      exclusiveMinimum: 0,
      description: 'Customers who call or write for each one who complains in public.',
      examples: [4],
    }),
    avoidedShare: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      description: 'Share of those contacts that acting at once avoids, 0 to 1.',
      examples: [0.3],
    }),
    costPerContact: Type.Number({
      exclusiveMinimum: 0,
      description: 'Cost of one contact, in the currency.',
      examples: [6.5],
    }),
    currency: Type.String({
      pattern: '^[A-Z]{3}$',
      default: 'EUR',
      description: 'ISO 4217 code of the currency.',
      examples: ['EUR'],
    }),
  },
  { additionalProperties: false, description: 'Assumptions about what a warning is worth, for the overview.' },
)
export type WorthOptions = Static<typeof WorthOptions>

export const Worth = Type.Object({
  warnings: Type.Integer(doc('Alerts rated useful that came before the daily report', 3)),
  leadMs: Type.Number(doc('Their lead times together, in ms', 108_000_000)),
  complaints: Type.Number(
    doc('Complaints above the expected count that came in the lead times, at the rate seen at detection', 420),
  ),
  contactsAvoided: Type.Number(doc('Contacts that acting at once avoids', 504)),
  saved: Type.Number(doc('Their cost, in the currency of the assumptions', 3276)),
  assumptions: WorthOptions,
})
export type Worth = Static<typeof Worth>
