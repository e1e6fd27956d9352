import { Type, type Static } from 'typebox'

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
  /** Alerts rated useful that came before the daily report. */
  warnings: Type.Integer(),
  /** Their lead times together. */
  leadMs: Type.Number(),
  /** Complaints above the expected count that came in the lead times, at the rate seen at detection. */
  complaints: Type.Number(),
  contactsAvoided: Type.Number(),
  saved: Type.Number(),
  assumptions: WorthOptions,
})
export type Worth = Static<typeof Worth>
