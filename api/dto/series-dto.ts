import { Type, type Static } from 'typebox'
import { TimeOut } from '../request/schemas.ts'

export const PointDto = Type.Object({
  at: TimeOut,
  value: Type.Union([Type.Number(), Type.Null()], {
    description: 'null = no mentions, so there is no share and no sentiment; a count is then 0',
  }),
  mentions: Type.Optional(Type.Integer({ description: 'Behind the value, where that is something else' })),
  expected: Type.Optional(Type.Number({ description: 'Expected value; for an open bucket, up to now' })),
  lower: Type.Optional(Type.Number({ description: 'lower and upper enclose 80 % of such buckets' })),
  upper: Type.Optional(Type.Number()),
})
export type PointDto = Static<typeof PointDto>

const SeamDto = Type.Object(
  { at: TimeOut, modelVersion: Type.String(), taxonomyVersion: Type.String() },
  {
    description:
      'Mentions from `at` on are labelled by these versions and earlier ones by others, so counts before and after are not comparable',
  },
)

export const SeriesDto = Type.Object({
  bucketMs: Type.Integer(),
  seams: Type.Array(SeamDto, { description: 'Within the requested period, oldest first' }),
  series: Type.Array(
    Type.Object({
      key: Type.Record(Type.String(), Type.String()),
      mentions: Type.Integer({ description: 'In total; the largest series come first' }),
      total: Type.Union([Type.Number(), Type.Null()], {
        description:
          'The measure over the whole period: of authors, those who are different in all of it; null = no mentions',
      }),
      points: Type.Array(PointDto),
    }),
  ),
  withoutUnits: Type.Array(Type.String(), {
    description: 'perThousandUnits: values for which the planning data has no units, so that they have no series',
  }),
})
export type SeriesDto = Static<typeof SeriesDto>
