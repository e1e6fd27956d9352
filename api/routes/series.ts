import { Type } from 'typebox'
import { sentimentLabels, stages } from '../../enrich/labels/enriched-mention.ts'
import { dimensions, type Dimension } from '../../enrich/mentions/dimensions.ts'
import { measures } from '../../alerts/series/series-query.ts'
import { seamsBetween } from '../../alerts/series/seams.ts'
import { expectedSeries, type ExpectedSeries, type Point } from '../../alerts/detection/expected-series.ts'
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
  measure: Type.Optional(Type.Enum([...measures], { default: 'mentions' })),
  by: Type.Optional(Type.Enum([...dimensions])),
  bucket: Type.Optional(Type.Enum([...buckets], { default: 'hour' })),
  from: Type.Optional(TimeIn),
  to: Type.Optional(TimeIn),
  ...filterFields,
})

export function seriesRoutes(app: App, { reader, clock, localityOf }: ApiDeps): void {
  app.get(
    '/series',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'getSeries',
        summary: 'Counts over time, largest series first; mentions per hour, day and week have an expected range',
        querystring: SeriesQuery,
        response: { 200: SeriesDto, ...problems },
      },
    },
    async ({ caller: { visibility }, query: { measure = 'mentions', by, bucket = 'hour', from, to, ...filters } }) => {
      const now = clock()
      const bucketMs = bucketsMs[bucket]
      const span = spanOf(from, to, { now, bucketMs })
      const question = { measure, by, filters, bucketMs, ...span, visible: visibility.mentions }
      const answered = await expectedSeries(reader, question, { now, localityOf })
      const points = answered.reduce((sum, series) => sum + series.points.length, 0)
      if (points > mostPointsInAll)
        throw new Problem(
          400,
          `the response would have ${points} points in ${answered.length} series; request wider buckets or a shorter period`,
        )
      const seams = (await seamsBetween(reader, span)).map((seam) => ({ ...seam, at: toIso(seam.at) }))
      return { bucketMs, seams, series: answered.map((series) => toSeriesDto(series, by)) }
    },
  )
}

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

const toSeriesDto = ({ key, mentions, points }: ExpectedSeries, by: Dimension | undefined) => ({
  key: by ? { [by]: key } : {},
  mentions,
  points: points.map(toPoint),
})

function toPoint({ at, value, band }: Point): PointDto {
  const point = { at: toIso(at), value: rounded(value) }
  return band
    ? { ...point, expected: rounded(band.expected), lower: rounded(band.lower), upper: rounded(band.upper) }
    : point
}

const rounded = (x: number) => Math.round(x * 1000) / 1000
