import { Type, type Static } from 'typebox'
import { nationalIdCountries } from './national-ids.ts'

/** What is redacted beside mail addresses, phone numbers, cards, IBANs, IP and postal addresses, tokens and passwords. */
export const RedactionOptions = Type.Object(
  {
    orderNumbers: Type.Optional(
      Type.Boolean({
        description:
          'Whether order, ticket, invoice and customer numbers are replaced with [order], where the text calls them that.',
        examples: [true],
      }),
    ),
    nationalIds: Type.Optional(
      Type.Array(Type.Enum([...nationalIdCountries]), {
        uniqueItems: true,
        description:
          'Countries (ISO 3166-1) whose numbers of persons are replaced with [id]: social security, tax and identity numbers.',
        examples: [['US', 'ES', 'IN']],
      }),
    ),
  },
  { additionalProperties: false, description: 'What is redacted in addition, before anything is stored.' },
)
export type RedactionOptions = Static<typeof RedactionOptions>
