import { Type, type Static } from 'typebox'
import { differences } from '../../alerts/trends/rates.ts'

const ItemDto = Type.Object({
  key: Type.String({ description: 'The value of the dimension `by`; empty without `by`' }),
  mentions: Type.Integer({ description: 'Mentions from `from` to `to`, without spam' }),
  mentionsBefore: Type.Integer({ description: 'Mentions from `before` to `from`, without spam' }),
  negativeShare: Type.Union([Type.Number(), Type.Null()], {
    description: 'Share of negative mentions from `from` to `to`, 0 to 1; null = no mentions',
  }),
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
