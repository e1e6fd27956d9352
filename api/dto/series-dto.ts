import { Type, type Static } from 'typebox'
import { TimeOut } from '../request/schemas.ts'

export const PointDto = Type.Object({
  at: TimeOut,
  value: Type.Number(),
  expected: Type.Optional(Type.Number({ description: 'Usual value; of the bucket that is still open, so far' })),
  lower: Type.Optional(Type.Number({ description: '4 in 5 such buckets stay between lower and upper' })),
  upper: Type.Optional(Type.Number()),
})
export type PointDto = Static<typeof PointDto>

const SeamDto = Type.Object(
  { at: TimeOut, modelVersion: Type.String(), taxonomyVersion: Type.String() },
  {
    description:
      'Mentions since `at` are labelled by these versions, those before it by others: counts on its two sides do not compare',
  },
)

export const SeriesDto = Type.Object({
  bucketMs: Type.Integer(),
  seams: Type.Array(SeamDto, { description: 'Within the time asked for, oldest first' }),
  series: Type.Array(
    Type.Object({
      key: Type.Record(Type.String(), Type.String()),
      mentions: Type.Integer({ description: 'In all; the largest series come first' }),
      points: Type.Array(PointDto),
    }),
  ),
})
export type SeriesDto = Static<typeof SeriesDto>
