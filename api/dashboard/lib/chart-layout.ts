/** Something that happened, drawn as a line with its name above; epoch ms. */
export interface ChartEvent {
  at: number
  /** When it ended; undefined: a moment. */
  until?: number | undefined
  label: string
}

/** A label and its row above the chart; undefined: there is no room, and only the line is drawn. */
export interface PlacedEvent extends ChartEvent {
  /** Of its line, px. */
  x: number
  row: number | undefined
  text: string
  /** The label begins here, px: right of its line; at the right edge left of it, and never outside the plot. */
  start: number
}

const mostRows = 3
const gap = 10
/** Between a line and its name, px. */
const nameGap = 4
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
      const length = widthOf(text)
      const isLeft = x + nameGap + length > width
      const start = Math.max(0, isLeft ? x - nameGap - length : x + nameGap)
      const row = Array.from({ length: mostRows }, (_, i) => i).find((i) => (ends[i] ?? -Infinity) + gap <= start)
      if (row !== undefined) ends[row] = start + length
      return { ...event, x, row, text, start }
    })
}

const shortened = (text: string, most = mostCharacters): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text

/** The names of lines, at most so long: without the words that all of them begin with where they do not fit. Pure. */
export function lineNames(labels: readonly string[], most: number): string[] {
  const fits = labels.every((label) => label.length <= most)
  const same = fits || labels.length < 2 ? 0 : sameBeginning(labels)
  return labels.map((label) => shortened(label.slice(same), most))
}

/** How many characters of whole words all labels begin with; something is left of each. */
function sameBeginning([first = '', ...others]: readonly string[]): number {
  let same = 0
  for (let at = first.indexOf(' '); at !== -1; at = first.indexOf(' ', at + 1)) {
    const words = first.slice(0, at + 1)
    if (!others.every((other) => other.length > words.length && other.startsWith(words))) break
    same = words.length
  }
  return same
}

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
