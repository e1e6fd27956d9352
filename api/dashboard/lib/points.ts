import type { PointDto } from '../../dto/series-dto.ts'

/**
 * Completes the open bucket with the matching share of the bucket before it, so that the line shows the last full hour
 * and does not drop to zero at each full hour.
 */
export function filledUp(points: readonly PointDto[], bucketMs: number, now: number): PointDto[] {
  const [before, open] = points.slice(-2)
  if (!before || !open) return [...points]
  const rest = 1 - (now - Date.parse(open.at)) / bucketMs
  if (rest <= 0 || rest > 1) return [...points]
  const sum = (of: (point: PointDto) => number | undefined) => (of(open) ?? 0) + rest * (of(before) ?? 0)
  const filled: PointDto = { at: open.at, value: sum((p) => p.value) }
  if (open.upper === undefined) return [...points.slice(0, -1), filled]
  return [
    ...points.slice(0, -1),
    { ...filled, expected: sum((p) => p.expected), lower: sum((p) => p.lower), upper: sum((p) => p.upper) },
  ]
}
