import { Type, type Static } from 'typebox'
import { sentimentLabels, stages } from '../../enrich/labels/enriched-mention.ts'
import { dimensions, type Dimension } from '../../enrich/mentions/dimensions.ts'
import type { VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import { trendMeasures, trendSeries } from '../../alerts/trends/trend-series.ts'
import { seamsBetween } from '../../alerts/series/seams.ts'
import type { ExpectedSeries, Point } from '../../alerts/detection/expected-series.ts'
import { toCsv } from '../../infra/csv.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { SeriesDto, type PointDto } from '../dto/series-dto.ts'
import { problems, query, TimeIn, toEpochMsOr, toIso, Word } from '../request/schemas.ts'

const hourMs = 3_600_000
const bucketsMs = { minute: 60_000, hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs } as const
const buckets = Object.keys(bucketsMs) as (keyof typeof bucketsMs)[]
const defaultSpanMs = 7 * 24 * hourMs
const mostPoints = 5_000
const mostPointsInAll = 250_000

/** One optional filter for each dimension. */
export const filterFields = {
  ...(Object.fromEntries(dimensions.map((dimension) => [dimension, Type.Optional(Word)])) as Record<
    Dimension,
    ReturnType<typeof Type.Optional<typeof Word>>
  >),
  sentiment: Type.Optional(Type.Enum([...sentimentLabels])),
  stage: Type.Optional(Type.Enum([...stages])),
}

const SeriesQuery = query({
  measure: Type.Optional(
    Type.Enum([...trendMeasures], {
      default: 'mentions',
      description:
        'shareOfVoice: of all mentions that match the filters (without `by`: of all mentions). perThousandUnits: by the units of the planning data',
    }),
  ),
  by: Type.Optional(Type.Enum([...dimensions])),
  bucket: Type.Optional(Type.Enum([...buckets], { default: 'hour' })),
  from: Type.Optional(TimeIn),
  to: Type.Optional(TimeIn),
  ...filterFields,
})

type Asked = Static<typeof SeriesQuery>

export function seriesRoutes(app: App, deps: ApiDeps): void {
  const config = { permission: 'mentions.read' } as const
  app.get(
    '/series',
    {
      config,
      schema: {
        operationId: 'getSeries',
        summary: 'Counts over time, largest series first; mentions per hour, day and week have an expected range',
        querystring: SeriesQuery,
        response: { 200: SeriesDto, ...problems },
      },
    },
    async ({ caller, query: asked }) => {
      const { span, bucketMs, series, withoutUnits } = await answer(deps, asked, caller.visibility.mentions)
      const seams = (await seamsBetween(deps.reader, span)).map((seam) => ({ ...seam, at: toIso(seam.at) }))
      return { bucketMs, seams, series: series.map((one) => toSeriesDto(one, asked)), withoutUnits }
    },
  )
  app.get(
    '/series.csv',
    {
      config,
      schema: {
        operationId: 'exportSeries',
        summary: 'The same as a table with a row for each bucket of each series; an empty value = no mentions',
        querystring: SeriesQuery,
        response: { 200: Type.String(), ...problems },
      },
    },
    async ({ caller, query: asked }, reply) => {
      const { series } = await answer(deps, asked, caller.visibility.mentions)
      return reply.type('text/csv; charset=utf-8').send(toCsv([header, ...series.flatMap((one) => toRows(one, asked))]))
    },
  )
}

/** @throws Problem 400 if the period is none, or the response would be too large */
async function answer(
  { reader, clock, localityOf, planningData = noPlanningData }: ApiDeps,
  { measure = 'mentions', by, bucket = 'hour', from, to, ...filters }: Asked,
  visible: VisibleMentions,
) {
  const now = clock()
  const bucketMs = bucketsMs[bucket]
  const span = spanOf(from, to, { now, bucketMs })
  const question = { measure, by, filters, bucketMs, ...span, visible }
  const items = async () => (await planningData()).items
  const { series, withoutUnits } = await trendSeries(reader, question, { now, localityOf, items })
  const points = series.reduce((sum, one) => sum + one.points.length, 0)
  if (points > mostPointsInAll)
    throw new Problem(
      400,
      `the response would have ${points} points in ${series.length} series; request wider buckets or a shorter period`,
    )
  return { span, bucketMs, series, withoutUnits }
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

const toSeriesDto = ({ key, mentions, total, points }: ExpectedSeries, { by, measure }: Asked) => ({
  key: by ? { [by]: key } : {},
  mentions,
  total: rounded(total),
  points: points.map((point) => toPoint(point, measure)),
})

function toPoint({ at, value, mentions, band }: Point, measure: Asked['measure'] = 'mentions'): PointDto {
  const point = { at: toIso(at), value: rounded(value), ...(measure !== 'mentions' && { mentions }) }
  return band
    ? { ...point, expected: rounded(band.expected), lower: rounded(band.lower), upper: rounded(band.upper) }
    : point
}

const header = ['from', 'dimension', 'value', 'measure', 'figure', 'mentions', 'lower', 'upper']

const toRows = ({ key, points }: ExpectedSeries, { by, measure = 'mentions' }: Asked) =>
  points.map(({ at, value, mentions, band }) => [
    toIso(at),
    by ?? '',
    key,
    measure,
    rounded(value),
    mentions,
    band ? rounded(band.lower) : null,
    band ? rounded(band.upper) : null,
  ])

const rounded = <T extends number | null>(x: T) => (x === null ? x : Math.round(x * 1000) / 1000) as T
