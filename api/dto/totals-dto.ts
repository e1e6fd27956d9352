import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { differences } from '../../alerts/trends/rates.ts'

const ItemDto = Type.Object({
  key: Type.String(doc('The value of the dimension `by`; empty without `by`', 'Nordfracht')),
  mentions: Type.Integer(doc('Mentions from `from` to `to`, without spam', 316)),
  mentionsBefore: Type.Integer(doc('Mentions from `before` to `from`, without spam', 120)),
  negativeShare: Type.Union(
    [Type.Number(), Type.Null()],
    doc('Share of negative mentions from `from` to `to`, 0 to 1; null = no mentions', 0.62),
  ),
  difference: Type.Enum([...differences], {
    description:
      'more or fewer: the numbers of mentions differ beyond chance; same: they do not; tooFew: together fewer than 20',
  }),
})

export const TotalsDto = Type.Object({
  before: Type.String({ format: 'date-time', description: 'Start of the period before' }),
  from: Type.String({ format: 'date-time', description: 'Start of the period, a full hour (UTC)' }),
  to: Type.String({ format: 'date-time', description: 'End of the period, exclusive, a full hour (UTC)' }),
  isCompared: Type.Boolean({ description: 'Whether mentions were collected in all of the period before' }),
  items: Type.Array(ItemDto, { description: 'The values with most mentions first, at most 1,000' }),
})
export type TotalsDto = Static<typeof TotalsDto>
