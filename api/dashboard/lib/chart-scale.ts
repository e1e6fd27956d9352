/** What the y axis measures. */
export type ScaleKind = 'count' | 'number' | 'share' | 'partOfWhole' | 'sentiment'

/** The range of the axis for data between `low` and `high` (null: there is none). Pure. */
export function axisRange(kind: ScaleKind, low: number | null, high: number | null): [number, number] {
  if (kind === 'share') return [0, 1]
  if (kind === 'partOfWhole') return [0, Math.min(1, (high ?? 0) * 1.1 || 1)]
  if (kind === 'sentiment')
    return [Math.max(-1, Math.min(-0.1, (low ?? 0) * 1.1)), Math.min(1, Math.max(0.1, (high ?? 0) * 1.1))]
  if (kind === 'number') return [0, (high ?? 0) * 1.1 || 1]
  return [0, Math.max(1, (high ?? 0) * 1.08)]
}

/** So far apart the names of days need to be, px. */
const daysApart = 76

/** The starts that are named on an axis of days: the last one, and others backwards from it. @param width of the plot, px. Pure. */
export function namedStarts(starts: readonly number[], width: number): number[] {
  const every = Math.max(1, Math.ceil((daysApart * (starts.length - 1)) / width))
  return starts.filter((_, i) => (starts.length - 1 - i) % every === 0)
}

/** A tick: 1,200, 0.4, 60 %, −0.5. */
export function tickText(kind: ScaleKind, value: number): string {
  if (kind === 'share' || kind === 'partOfWhole') return `${Number((100 * value).toFixed(1))} %`
  return value.toLocaleString('en').replace('-', '−')
}

/** Steps between ticks; counts have whole ones. */
export const stepsOf = (kind: ScaleKind): number[] | undefined =>
  kind === 'count'
    ? [1, 2, 5].flatMap((n) => Array.from({ length: 9 }, (_, i) => n * 10 ** i)).toSorted((a, b) => a - b)
    : undefined
