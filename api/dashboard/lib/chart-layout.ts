/** Something that happened, drawn as a line with its name above; epoch ms. */
export interface ChartEvent {
  at: number
  /** When it ended; undefined: a moment. */
  until?: number | undefined
  label: string
}

/** A label and its row above the chart; undefined: there is no room, and only the line is drawn. */
export interface PlacedEvent extends ChartEvent {
  x: number
  row: number | undefined
  text: string
  /** At the right edge, the name stands left of its line. */
  isLeft: boolean
}

const mostRows = 3
const gap = 10
/** Between a line and its name, px. */
export const nameGap = 4
const mostCharacters = 26

/** Places the labels of events in rows so that none covers another. @param width of the plot, px @param widthOf a text, px. Pure. */
export function placeEvents(
  events: readonly ChartEvent[],
  { from, to, width, widthOf }: { from: number; to: number; width: number; widthOf: (text: string) => number },
): PlacedEvent[] {
  const ends: number[] = []
  return events
    .filter(({ at, until }) => at < to && (until ?? at) >= from)
    .map((event) => {
      const x = (Math.max(0, event.at - from) / (to - from)) * width
      const text = shortened(event.label)
      const isLeft = x + nameGap + widthOf(text) > width
      const start = isLeft ? x - nameGap - widthOf(text) : x + nameGap
      const row = Array.from({ length: mostRows }, (_, i) => i).find((i) => (ends[i] ?? -Infinity) + gap <= start)
      if (row !== undefined) ends[row] = start + widthOf(text)
      return { ...event, x, row, text, isLeft }
    })
}

export const shortened = (text: string, most = mostCharacters): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text

/** The y of each label, moved so that they are at least `apart` px from each other, between `top` and `bottom`. Pure. */
export function spreadLabels(
  wanted: readonly number[],
  { apart, top, bottom }: { apart: number; top: number; bottom: number },
): number[] {
  const order = wanted.map((y, i) => ({ y, i })).toSorted((a, b) => a.y - b.y)
  let last = top - apart
  for (const label of order) last = label.y = Math.max(label.y, last + apart)
  let next = bottom + apart
  for (const label of order.toReversed()) next = label.y = Math.min(label.y, next - apart)
  const placed = [...wanted]
  for (const { y, i } of order) placed[i] = y
  return placed
}
