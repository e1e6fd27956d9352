import { Type, type Static } from 'typebox'
import type { Comparison } from '../../alerts/trends/comparison.ts'
import type { Tally } from '../../alerts/trends/side-query.ts'
import { TimeOut, toIso } from '../request/schemas.ts'

const NullableShare = Type.Union([Type.Number(), Type.Null()], { description: 'null = no mentions' })
const TallyDto = Type.Object({
  mentions: Type.Integer(),
  complaints: Type.Integer(),
  complainants: Type.Integer({ description: 'Distinct authors of complaints' }),
  negativeShare: NullableShare,
  sentiment: NullableShare,
})

const SideDto = Type.Object({
  id: Type.String(),
  label: Type.String(),
  from: TimeOut,
  to: TimeOut,
  has: Type.Record(Type.String(), Type.Array(Type.String()), { description: 'What its mentions name, by dimension' }),
  total: TallyDto,
  buckets: Type.Array(TallyDto, { description: 'From its beginning on' }),
})

export const ComparisonDto = Type.Object({
  sentence: Type.String(),
  spanMs: Type.Integer({ description: 'All sides are counted for so long; 0 = it began less than an hour ago' }),
  bucketMs: Type.Integer(),
  sides: Type.Array(SideDto, { description: 'The one in question first, then the earlier ones, latest first' }),
  topics: Type.Array(
    Type.Object({
      id: Type.String(),
      change: Type.Enum(['new', 'worse', 'better', 'same'], { description: 'From the second side to the first' }),
      complaints: Type.Array(Type.Integer(), { description: 'In the order of the sides' }),
    }),
  ),
  leftOut: Type.Array(Type.Object({ id: Type.String(), label: Type.String(), reason: Type.String() })),
})
export type ComparisonDto = Static<typeof ComparisonDto>

export const toComparisonDto = ({ sides, spanMs, ...rest }: Comparison): ComparisonDto => ({
  ...rest,
  spanMs,
  sides: sides.map(({ id, label, at, has, counts }) => ({
    id,
    label,
    from: toIso(at),
    to: toIso(at + spanMs),
    has: Object.fromEntries(Object.entries(has).map(([dimension, values]) => [dimension, [...values]])),
    total: toTallyDto(counts.total),
    buckets: counts.buckets.map(toTallyDto),
  })),
})

const toTallyDto = ({ mentions, complaints, complainants, negative, sentimentSum }: Tally) => ({
  mentions,
  complaints,
  complainants,
  negativeShare: mentions > 0 ? negative / mentions : null,
  sentiment: mentions > 0 ? Math.round((1000 * sentimentSum) / mentions) / 1000 : null,
})
