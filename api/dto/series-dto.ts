import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { time } from '../request/schemas.ts'

export const PointDto = Type.Object({
  at: time('Beginning of the bucket'),
  value: Type.Union(
    [Type.Number(), Type.Null()],
    doc('The measure; null: no mentions, so there is no share and no sentiment; a count is then 0', 41),
  ),
  mentions: Type.Optional(Type.Integer(doc('Mentions behind the value, where that is something else', 41))),
  expected: Type.Optional(Type.Number(doc('Expected value; for an open bucket, up to now', 4.2))),
  lower: Type.Optional(Type.Number(doc('Lower end of the expected range, which encloses 80 % of such buckets', 2))),
  upper: Type.Optional(Type.Number(doc('Upper end of the expected range', 7))),
})
export type PointDto = Static<typeof PointDto>

const SeamDto = Type.Object(
  {
    at: time('When the labels change'),
    modelVersion: Type.String(doc('The models from then on', '2026-11-2')),
    taxonomyVersion: Type.String(doc('The taxonomy from then on', '5e9c01')),
  },
  {
    description:
      'Mentions from `at` on are labelled by these versions and earlier ones by others, so counts before and after are not comparable',
  },
)

export const SeriesDto = Type.Object(
  {
    bucketMs: Type.Integer(doc('Width of a bucket in ms', 3_600_000)),
    seams: Type.Array(SeamDto, { description: 'Within the requested period, oldest first' }),
    series: Type.Array(
      Type.Object({
        key: Type.Record(
          Type.String(),
          Type.String(),
          doc('The dimension of `by` and the value of this series; empty without `by`', { carrier: 'Nordfracht' }),
        ),
        mentions: Type.Integer(doc('Mentions in total; the largest series come first', 316)),
        total: Type.Union(
          [Type.Number(), Type.Null()],
          doc(
            'The measure over the whole period: of authors, those who are different in all of it; null: no mentions',
            316,
          ),
        ),
        points: Type.Array(PointDto, doc('One for each bucket, oldest first')),
      }),
      doc('The series, largest first'),
    ),
    withoutUnits: Type.Array(
      Type.String(),
      doc('perThousandUnits: values for which the planning data has no units, so that they have no series', ['CM-10']),
    ),
  },
  { title: 'Series', description: 'Counts over time' },
)
export type SeriesDto = Static<typeof SeriesDto>
