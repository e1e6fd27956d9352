import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { Comparison } from '../../alerts/trends/comparison.ts'
import type { Tally } from '../../alerts/trends/side-query.ts'
import { time, toIso } from '../request/schemas.ts'

const { Integer: whole } = Type
const TallyDto = Type.Object({
  mentions: whole(doc('Mentions', 420)),
  complaints: whole(doc('Complaints among them', 96)),
  complainants: whole(doc('Unique authors of complaints', 91)),
  negativeShare: Type.Union(
    [Type.Number(), Type.Null()],
    doc('Share of negative mentions, 0–1; null: no mentions', 0.31),
  ),
  sentiment: Type.Union([Type.Number(), Type.Null()], doc('Mean sentiment score, −1 to 1; null: no mentions', 0.08)),
})

const id = Type.String(doc('Id of the event, or the version', 'app-4.2'))
const label = Type.String(doc('Its name', 'Halden app 4.2'))

const SideDto = Type.Object({
  id,
  label,
  from: time('Its beginning'),
  to: time('from + spanMs'),
  has: Type.Record(
    Type.String(),
    Type.Array(Type.String()),
    doc('What its mentions name, by dimension', { version: ['4.2'] }),
  ),
  total: { ...TallyDto, ...doc('Counts of the whole span') },
  buckets: Type.Array(TallyDto, doc('Counts by bucket, from its beginning on')),
})

export const ComparisonDto = Type.Object(
  {
    sentence: Type.String(doc('The comparison in words', '4.2 has 2.1 times the complaints of 4.1 in 3 days.')),
    spanMs: whole(doc('All sides are counted for so long, in ms; 0: it began less than an hour ago', 259_200_000)),
    bucketMs: whole(doc('Width of a bucket in ms', 86_400_000)),
    sides: Type.Array(SideDto, doc('The one in question first, then the earlier ones, latest first')),
    topics: Type.Array(
      Type.Object({
        id: Type.String(doc('Id of the topic', 'app.pairing')),
        change: Type.Enum(['new', 'worse', 'better', 'same'], doc('From the second side to the first')),
        complaints: Type.Array(whole(), doc('Complaints about it, in the order of the sides', [41, 12])),
      }),
      doc('What the complaints are about'),
    ),
    leftOut: Type.Array(
      Type.Object({
        id,
        label,
        reason: Type.String(doc('Why it is not compared', 'it began before coverage did')),
      }),
      doc('Earlier ones that cannot be compared'),
    ),
  },
  doc('Releases, launches or versions, aligned at their day'),
)
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
