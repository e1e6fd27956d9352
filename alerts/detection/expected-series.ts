import type { Store } from '../../infra/store/store.ts'
import type { Locality } from '../detector/baseline.ts'
import { learn, skip } from '../detector/detector.ts'
import { peek } from '../detector/finding.ts'
import { newDetector } from '../detector/state.ts'
import { baseBucketMs, type Subject } from '../series/subject.ts'
import { bucketStart, countSeries, isShare, refuseTooMany, type SeriesQuery } from '../series/series-query.ts'
import { coverage, type Gap } from '../series/coverage.ts'
import { inUtc, type LocalityOf } from './locality.ts'

export interface Point {
  at: number
  /** Null: a share or a sentiment of no mentions. */
  value: number | null
  mentions: number
  /** Only of counts, with enough history, and for the largest series. */
  band?: { expected: number; lower: number; upper: number }
}

export interface ExpectedSeries {
  key: string
  mentions: number
  /** Value of the measure over the whole period; null as that of a point. */
  total: number | null
  points: Point[]
}

const historyMs = 42 * 24 * 3_600_000
/** How many of the largest series get a band. */
const mostBands = 20

/** A time, epoch ms, and the time zones and holidays that series follow (absent: UTC without holidays). */
export interface ExpectedAt {
  now: number
  localityOf?: LocalityOf | undefined
}

/** Every bucket from `from` to `to`, empty ones too, with the expected range learnt from the six weeks before. Largest series first. */
export async function expectedSeries(
  store: Store,
  query: SeriesQuery,
  { now, localityOf = inUtc }: ExpectedAt,
): Promise<ExpectedSeries[]> {
  const { bucketMs, from, to } = query
  const banded = query.measure === 'mentions' && bucketMs > baseBucketMs
  const [covered, counted] = await Promise.all([
    banded ? coverage(store, to) : undefined,
    countSeries(store, { ...query, from: banded ? bucketStart(from - historyMs, bucketMs) : from }),
  ])
  const first = covered?.first
  const learntFrom = bucketStart(first === undefined ? from : Math.max(first, from - historyMs), bucketMs)
  const starts = startsOf(bucketStart(from, bucketMs), to, bucketMs)
  const observed = counted
    .map((series) => {
      const mentions = banded ? sumSince(series.values, starts[0] ?? 0) : series.mentions
      return { ...series, mentions, total: query.measure === 'mentions' ? mentions : series.total }
    })
    .filter((series) => series.mentions > 0)
    .toSorted((a, b) => b.mentions - a.mentions)
  refuseTooMany(observed.length, query)
  const none = isShare(query.measure) ? null : 0
  return observed.map(({ key, mentions, total, values, counts }, rank) => {
    const band =
      banded && first !== undefined && rank < mostBands
        ? expectedAt(values, {
            starts,
            learntFrom,
            bucketMs,
            now,
            locality: localityOf(subjectOf(query, key)),
            gaps: covered!.gaps,
          })
        : []
    return {
      key,
      mentions,
      total,
      points: starts.map((at, i) => ({
        at,
        value: values.get(at) ?? none,
        mentions: counts.get(at) ?? 0,
        ...(band[i] && { band: band[i] }),
      })),
    }
  })
}

/** The topic or department that a series of the query is of, or is filtered by. */
function subjectOf({ by, filters: { topic, department } }: SeriesQuery, key: string): Subject {
  const whole = { dimension: '', value: '' }
  if (by === 'topic' || topic !== undefined) return { ...whole, kind: 'topic', id: by === 'topic' ? key : topic! }
  if (by === 'department' || department !== undefined)
    return { ...whole, kind: 'department', id: by === 'department' ? key : department! }
  return { ...whole, kind: 'all', id: '' }
}

/** Starts of the buckets between `from`, which is one, and `to`. */
export function startsOf(from: number, to: number, bucketMs: number): number[] {
  const starts: number[] = []
  for (let at = from; at < to; at += bucketMs) starts.push(at)
  return starts
}

/** Of the buckets from the first start on; the values hold fewer buckets than there are starts. */
function sumSince(values: ReadonlyMap<number, number>, first: number): number {
  let sum = 0
  for (const [at, value] of values) if (at >= first) sum += value
  return sum
}

function expectedAt(
  values: ReadonlyMap<number, number>,
  span: {
    starts: readonly number[]
    learntFrom: number
    bucketMs: number
    now: number
    locality: Locality
    gaps: readonly Gap[]
  },
): Point['band'][] {
  const { starts, learntFrom, bucketMs, now, locality, gaps } = span
  let state = newDetector(bucketMs, learntFrom, { locality })
  const band = new Map<number, Point['band']>()
  for (let at = learntFrom; at <= (starts.at(-1) ?? 0); at += bucketMs) {
    const count = values.get(at) ?? 0
    const bucket = { at, count, live: count }
    if (at >= starts[0]!) {
      const { expected, lower, upper, cold } = peek(state, bucket, 0, Math.min(1, Math.max(0, (now - at) / bucketMs)))
      if (!cold) band.set(at, { expected, lower, upper })
    }
    const isUnknown = gaps.some(({ from, to }) => at >= from && at + bucketMs <= to)
    state = isUnknown ? skip(state, at + bucketMs) : learn(state, bucket)
  }
  return starts.map((at) => band.get(at))
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

export interface Today {
  mentions: number
  band?: { expected: number; lower: number; upper: number }
}

/** Visible mentions since midnight UTC, of everything (key `''`) or of each department, and the expected range by this time of day. */
export async function countToday(
  store: Store,
  at: ExpectedAt & Pick<SeriesQuery, 'visible'>,
  by?: 'department',
): Promise<Map<string, Today>> {
  const { now, visible } = at
  const from = bucketStart(now, dayMs)
  const query = { measure: 'mentions' as const, by, filters: {}, bucketMs: hourMs, from, to: now + 1, visible }
  const answered = await expectedSeries(store, query, at)
  return new Map(answered.map(({ key, mentions, points }) => [key, { mentions, ...expectedOfDay(points) }]))
}

/** The hours of a day are correlated: the band lies halfway between the sum of their bands and the band of independent hours. */
function expectedOfDay(points: readonly Point[]): Pick<Today, 'band'> {
  const known = points.flatMap((point) => (point.band ? [point.band] : []))
  if (known.length === 0 || known.length < points.length) return {}
  const expected = known.reduce((sum, band) => sum + band.expected, 0)
  const side = (of: (band: NonNullable<Point['band']>) => number) => {
    const together = known.reduce((sum, band) => sum + of(band), 0)
    const independent = Math.sqrt(known.reduce((sum, band) => sum + of(band) ** 2, 0))
    return (together + independent) / 2
  }
  const lower = Math.max(0, expected - side((band) => band.expected - band.lower))
  return { band: { expected, lower, upper: expected + side((band) => band.upper - band.expected) } }
}
