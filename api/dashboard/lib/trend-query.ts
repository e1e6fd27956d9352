import { dimensions, type Dimension } from '../../dto/vocabulary.ts'
import { route } from './router.ts'
import { dateWithYear } from './words.ts'
import { zone } from './zone.ts'

export const measures = [
  ['mentions', 'mentions'],
  ['authors', 'unique authors'],
  ['texts', 'unique posts'],
  ['negativeShare', 'negative share'],
  ['sentiment', 'sentiment'],
  ['shareOfVoice', 'share of voice'],
  ['perThousandUnits', 'mentions per 1,000 units'],
] as const
export type Measure = (typeof measures)[number][0]

export const splits: readonly (readonly ['' | Dimension, string])[] = [
  ['', 'no breakdown'],
  ...dimensions.map((dimension) => [dimension, dimension] as const),
]
const buckets = [
  ['minute', 'minute'],
  ['hour', 'hour'],
  ['day', 'day'],
  ['week', 'week'],
] as const
type Bucket = (typeof buckets)[number][0]

/** In days. */
export const ranges = [
  ['0.25', '6 hours'],
  ['1', '24 hours'],
  ['2', '2 days'],
  ['7', '7 days'],
  ['14', '2 weeks'],
  ['28', '4 weeks'],
  ['42', '6 weeks'],
  ['91', '3 months'],
  ['182', '6 months'],
  ['364', '12 months'],
] as const

const hourMs = 3_600_000
const dayMs = 24 * hourMs
export const bucketMsOf = { minute: 60_000, hour: hourMs, day: dayMs, week: 7 * dayMs } as const
/** Offset of Monday, the first day of a week, from the epoch. */
const mondayMs = 4 * dayMs
/** More points than this cannot be distinguished on a screen. */
const mostPoints = 1_500

const oneOf = <T extends string>(given: string | null, options: readonly (readonly [T, string])[], otherwise: T): T =>
  options.find(([option]) => option === given)?.[0] ?? otherwise

export interface TrendQuery {
  measure: Measure
  by: '' | Dimension
  bucket: Bucket
  /** 'custom' with a period of two dates. */
  range: (typeof ranges)[number][0] | 'custom'
  /** Start of the period; the previous period lies between `before` and `from`. */
  from: string
  before: string
  /** End of the period, exclusive; undefined: now. */
  to: string | undefined
  /** Whether the previous period is drawn. */
  comparesBefore: boolean
  /** `last 7 days`, `16 Nov 2026 – 20 Nov 2026` */
  period: string
  /** `previous 7 days`, `period before` */
  periodBefore: string
}

/** The trend query in the URL. */
export const trendQueryHere = (now: number): TrendQuery => trendQuery(route.value.query, now)

/** A trend query, with defaults for missing parameters. */
export function trendQuery(query: URLSearchParams, now: number): TrendQuery {
  const filtered = query.has('topic') || query.has('department')
  const custom = customPeriod(query)
  const range = custom ? 'custom' : oneOf(query.get('range'), ranges, '7')
  const spanMs = custom ? custom.to - custom.from : Number(range) * dayMs
  const measure = oneOf(query.get('measure'), measures, 'mentions')
  const bucket = oneOf(query.get('bucket'), bucketsFor(spanMs), defaultBucket(spanMs, measure))
  const bucketMs = bucketMsOf[bucket]
  // Periods begin and end with a bucket, so no bucket is counted in two periods.
  const offset = bucket === 'week' ? mondayMs : 0
  const end = custom ? custom.to : Math.ceil((now - offset) / bucketMs) * bucketMs + offset
  const from = custom ? Math.floor((custom.from - offset) / bucketMs) * bucketMs + offset : end - spanMs
  const spanName = ranges.find(([id]) => id === range)?.[1]
  return {
    measure,
    by: query.get('by') === 'nothing' ? '' : oneOf(query.get('by'), splits, filtered ? '' : 'department'),
    bucket,
    range,
    from: new Date(from).toISOString(),
    before: new Date(from - spanMs).toISOString(),
    to: custom && end < now ? new Date(end).toISOString() : undefined,
    comparesBefore: query.get('against') !== 'nothing',
    period: spanName ? `last ${spanName}` : `${dateWithYear(from, 'UTC')} – ${dateWithYear(end - 1, 'UTC')}`,
    periodBefore: spanName ? `previous ${spanName}` : 'period before',
  }
}

/** Whether a bucket is a day or longer; these begin and end at midnight UTC. */
export const isInDays = (bucket: Bucket): boolean => bucketMsOf[bucket] >= dayMs

/** The zones of a query's period and buckets in words: UTC, `days in UTC`, or that of the reader. */
export function zonesInWords({ bucket, range }: Pick<TrendQuery, 'bucket' | 'range'>): string {
  if (zone.value === 'UTC') return 'UTC'
  if (isInDays(bucket)) return 'days in UTC'
  return range === 'custom' ? `days in UTC, hours in ${zone.value}` : zone.value
}

/** The buckets in which a period has a readable number of points. */
export const bucketsFor = (spanMs: number) =>
  buckets.filter(([bucket]) => spanMs / bucketMsOf[bucket] <= mostPoints && spanMs >= bucketMsOf[bucket])

/** The length of the period, ms. */
export const spanOf = ({ from, before }: TrendQuery): number => Date.parse(from) - Date.parse(before)

/** Shares and sentiment of few mentions jump, so they have wider buckets. */
function defaultBucket(spanMs: number, measure: Measure): Bucket {
  const isShare = measure === 'negativeShare' || measure === 'sentiment' || measure === 'shareOfVoice'
  if (spanMs <= 6 * hourMs && !isShare) return 'minute'
  return spanMs <= (isShare ? 2 : 14) * dayMs ? 'hour' : 'day'
}

const shortestMs = 5 * 60_000

/** The period between the dates in the URL; undefined if there are none, or no period. */
function customPeriod(query: URLSearchParams): { from: number; to: number } | undefined {
  const [from, to] = [Date.parse(query.get('from') ?? ''), Date.parse(query.get('to') ?? '')]
  return to - from >= shortestMs ? { from, to } : undefined
}
