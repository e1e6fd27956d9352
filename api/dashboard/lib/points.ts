import type { PointDto } from '../../dto/series-dto.ts'

/** Whether the last bucket is not over, so that its point is an estimate. */
export const hasOpenEnd = (points: readonly PointDto[], bucketMs: number, now: number): boolean =>
  points.length > 1 && Date.parse(points.at(-1)!.at) + bucketMs > now

/** What the faint end of a line is, by the width of a bucket. */
const openEnds = {
  minute: 'faint: this minute so far, with part of the minute before',
  hour: 'faint: this hour so far, with part of the hour before',
  day: 'faint: today so far, with part of yesterday',
  week: 'faint: this week so far, with part of the week before',
} as const
export const openEndInWords = (bucket: keyof typeof openEnds): string => openEnds[bucket]

/**
 * Completes the open bucket: adds the share of the bucket before it that is still to come. So the last point covers a whole
 * bucket (for an hour: the last 60 minutes), and the line does not drop to zero when a bucket begins.
 */
export function completeOpenBucket(points: readonly PointDto[], bucketMs: number, now: number): PointDto[] {
  const [before, open] = points.slice(-2)
  if (!before || !open) return [...points]
  const rest = 1 - (now - Date.parse(open.at)) / bucketMs
  if (rest <= 0 || rest > 1) return [...points]
  const sum = (of: (point: PointDto) => number | null | undefined) => (of(open) ?? 0) + rest * (of(before) ?? 0)
  const filled: PointDto = { at: open.at, value: sum((p) => p.value) }
  if (open.upper === undefined) return [...points.slice(0, -1), filled]
  return [
    ...points.slice(0, -1),
    { ...filled, expected: sum((p) => p.expected), lower: sum((p) => p.lower), upper: sum((p) => p.upper) },
  ]
}

/** A point at the end of its bucket; epoch ms. */
export interface EndPoint extends Omit<PointDto, 'at'> {
  at: number
}

/**
 * Points at the ends of their buckets: what is drawn at a time is what was counted up to it, so that a rise is never before what
 * it consists of. The open bucket ends now.
 */
export const atEnds = (points: readonly PointDto[], bucketMs: number, now: number): EndPoint[] =>
  points.map((point) => ({ ...point, at: Math.min(now, Date.parse(point.at) + bucketMs) }))

/** Adds a point at a moment between two others, with the expected range of the line between them; nothing outside of the points. */
export function withPointAt(points: readonly EndPoint[], { at, value }: { at: number; value: number }): EndPoint[] {
  const next = points.findIndex((point) => point.at >= at)
  const [before, after] = [points[next - 1], points[next]]
  if (!before || !after || after.at === at) return [...points]
  const share = (at - before.at) / (after.at - before.at)
  const between = (of: 'expected' | 'lower' | 'upper') => {
    const [from, to] = [before[of], after[of]]
    return from === undefined || to === undefined ? {} : { [of]: from + share * (to - from) }
  }
  const added = { at, value, ...between('expected'), ...between('lower'), ...between('upper') }
  return [...points.slice(0, next), added, ...points.slice(next)]
}
