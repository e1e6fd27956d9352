import { dimensions, type Dimension } from '../../dto/vocabulary.ts'
import { route } from './router.ts'

export const measures = [
  ['mentions', 'mentions'],
  ['authors', 'unique authors'],
  ['texts', 'unique posts'],
  ['negativeShare', 'share of negative mentions'],
  ['sentiment', 'sentiment'],
] as const
export const splits: readonly (readonly ['' | Dimension, string])[] = [
  ['', 'no breakdown'],
  ...dimensions.map((dimension) => [dimension, dimension] as const),
]
export const buckets = [
  ['hour', 'hour'],
  ['day', 'day'],
  ['week', 'week'],
] as const
export const ranges = [
  ['2', '2 days'],
  ['7', '7 days'],
  ['14', '2 weeks'],
  ['21', '3 weeks'],
  ['42', '6 weeks'],
  ['182', '6 months'],
] as const

/** Colour tokens of the lines, largest series first. */
export const lineColors = [
  '--excess',
  '--accent',
  '--good',
  '--high',
  '--blind',
  '--medium',
  '--ink-2',
  '--critical',
] as const

const dayMs = 86_400_000
export const bucketMsOf = { hour: 3_600_000, day: dayMs, week: 7 * dayMs } as const
/** Offset of Monday, the first day of a week, from the epoch. */
const mondayMs = 4 * dayMs

const oneOf = <T extends string>(given: string | null, options: readonly (readonly [T, string])[], otherwise: T): T =>
  options.find(([option]) => option === given)?.[0] ?? otherwise

export interface TrendQuery {
  measure: (typeof measures)[number][0]
  by: '' | Dimension
  bucket: (typeof buckets)[number][0]
  range: (typeof ranges)[number][0]
  /** Start of the period; the previous period lies between `before` and `to`. */
  from: string
  before: string
  to: string
}

/** The trend query in the URL, with defaults for missing parameters. */
export function trendQueryHere(now: number): TrendQuery {
  const { query } = route.value
  const filtered = query.has('topic') || query.has('department')
  const range = oneOf(query.get('range'), ranges, '7')
  const bucket = oneOf(query.get('bucket'), buckets, Number(range) > 14 ? 'day' : 'hour')
  const by = query.get('by') === 'nothing' ? '' : oneOf(query.get('by'), splits, filtered ? '' : 'department')
  // Periods end at the end of a bucket, so no bucket is counted in two periods.
  const offset = bucket === 'week' ? mondayMs : 0
  const end = Math.ceil((now - offset) / bucketMsOf[bucket]) * bucketMsOf[bucket] + offset
  const at = (spans: number) => new Date(end - spans * Number(range) * dayMs).toISOString()
  return {
    measure: oneOf(query.get('measure'), measures, 'mentions'),
    by,
    bucket,
    range,
    from: at(1),
    before: at(2),
    to: at(1),
  }
}
