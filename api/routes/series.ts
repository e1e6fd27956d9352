import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { sentimentLabels, stages } from '../../enrich/labels/enriched-mention.ts'
import { dimensions, type Dimension } from '../../enrich/mentions/dimensions.ts'
import type { VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import { trendMeasures, trendSeries } from '../../alerts/trends/trend-series.ts'
import { spams, TooManyPoints } from '../../alerts/series/series-query.ts'
import { seamsBetween } from '../../alerts/series/seams.ts'
import type { ExpectedSeries, Point } from '../../alerts/detection/expected-series.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { SeriesDto, type PointDto } from '../dto/series-dto.ts'
import { problems, query, timeIn, toEpochMsOr, toIso, word } from '../request/schemas.ts'

const hourMs = 3_600_000
const bucketsMs = { minute: 60_000, hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs } as const
const buckets = Object.keys(bucketsMs) as (keyof typeof bucketsMs)[]
const defaultSpanMs = 7 * 24 * hourMs
const mostPoints = 5_000
const mostPointsInAll = 250_000

const exampleOf: Record<Dimension, string> = {
  department: 'logistics',
  topic: 'delivery.late',
  source: 'forum',
  sentiment: 'negative',
  stage: 'use',
  product: 'CM-40',
  version: '4.2',
  region: 'Bavaria',
  carrier: 'Nordfracht',
  supplier: 'Ostermann',
  lot: 'L2411',
}

/** One optional filter for each dimension. */
export const filterFields = {
  ...(Object.fromEntries(
    dimensions.map((dimension) => [
      dimension,
      Type.Optional(word(`Only mentions of this ${dimension}`, exampleOf[dimension])),
    ]),
  ) as Record<Dimension, Type.TOptional<Type.TString>>),
  sentiment: Type.Optional(Type.Enum([...sentimentLabels], doc('Only mentions with this sentiment'))),
  stage: Type.Optional(Type.Enum([...stages], doc('Only mentions of this stage of the customer journey'))),
}

export const SeriesQuery = query({
  measure: Type.Optional(
    Type.Enum([...trendMeasures], {
      default: 'mentions',
      description:
        'What is counted. shareOfVoice: of all mentions that match the filters (without `by`: of all mentions). perThousandUnits: by the units of the planning data',
    }),
  ),
  by: Type.Optional(Type.Enum([...dimensions], doc('A series for each value of this dimension; absent: one series'))),
  bucket: Type.Optional(Type.Enum([...buckets], { default: 'hour', ...doc('Width of a bucket') })),
  from: Type.Optional(timeIn('Beginning of the period; absent: 7 days before its end')),
  to: Type.Optional(timeIn('End of the period; absent: now', '2026-11-30T00:00:00Z')),
  spam: Type.Optional(
    Type.Enum(
      [...spams],
      doc(
        'with: spam is counted too. only: nothing else is. Absent: it counts only in the volume of a source. Shares of voice and rates are always without it',
      ),
    ),
  ),
  ...filterFields,
})

export type SeriesAsked = Static<typeof SeriesQuery>

export function seriesRoutes(app: App, deps: ApiDeps): void {
  app.get(
    '/series',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'getSeries',
        tags: ['Trends'],
        description:
          'Mentions per hour, day and week have an expected range, which encloses 80 % of such buckets. At most 5,000 points a series and 250,000 in all.',
        summary: 'Counts over time, largest series first',
        querystring: SeriesQuery,
        response: { 200: SeriesDto, ...problems },
      },
    },
    async ({ caller, query: asked }) => {
      const { span, bucketMs, series, withoutUnits } = await answerSeries(deps, asked, caller.visibility.mentions)
      const seams = (await seamsBetween(deps.reader, span)).map((seam) => ({ ...seam, at: toIso(seam.at) }))
      return { bucketMs, seams, series: series.map((one) => toSeriesDto(one, asked)), withoutUnits }
    },
  )
}

/** @throws Problem 400 if the period is none, or the response would be too large */
export async function answerSeries(
  { reader, clock, localityOf, planningData = noPlanningData }: ApiDeps,
  { measure = 'mentions', by, bucket = 'hour', from, to, spam, ...filters }: SeriesAsked,
  visible: VisibleMentions,
) {
  const now = clock()
  const bucketMs = bucketsMs[bucket]
  const span = spanOf(from, to, { now, bucketMs })
  const question = { measure, by, filters, spam, bucketMs, ...span, visible, mostPoints: mostPointsInAll }
  const items = async () => (await planningData()).items
  try {
    return { span, bucketMs, ...(await trendSeries(reader, question, { now, localityOf, items })) }
  } catch (error) {
    if (!(error instanceof TooManyPoints)) throw error
    throw new Problem(400, `the response would have ${error.message}; request wider buckets or a shorter period`)
  }
}

const noPlanningData = async () => ({ items: [] })

function spanOf(
  from: string | undefined,
  to: string | undefined,
  { now, bucketMs }: { now: number; bucketMs: number },
) {
  const toMs = toEpochMsOr('to', to, now)
  const fromMs = toEpochMsOr('from', from, toMs - defaultSpanMs)
  if (fromMs >= toMs) throw new Problem(400, 'from must be before to')
  const points = Math.ceil((toMs - fromMs) / bucketMs)
  if (points > mostPoints)
    throw new Problem(
      400,
      `a series would have ${points} points, and at most ${mostPoints} are allowed; request wider buckets or a shorter period`,
    )
  return { from: Math.max(0, fromMs), to: toMs }
}

const toSeriesDto = ({ key, mentions, total, points }: ExpectedSeries, { by, measure }: SeriesAsked) => ({
  key: by ? { [by]: key } : {},
  mentions,
  total: rounded(total),
  points: points.map((point) => toPoint(point, measure)),
})

function toPoint({ at, value, mentions, band }: Point, measure: SeriesAsked['measure'] = 'mentions'): PointDto {
  const point = { at: toIso(at), value: rounded(value), ...(measure !== 'mentions' && { mentions }) }
  return band
    ? { ...point, expected: rounded(band.expected), lower: rounded(band.lower), upper: rounded(band.upper) }
    : point
}

export const rounded = <T extends number | null>(x: T) => (x === null ? x : Math.round(x * 1000) / 1000) as T
