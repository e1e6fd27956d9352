import type { JSX } from 'preact'
import type { ChartEvent } from './chart-layout.ts'
import type { ScaleKind } from './chart-scale.ts'

export interface ChartLine {
  label: string
  values: (number | null)[]
  /** Name of a colour token. */
  color: string
  width?: number
  dashed?: boolean
  /** Index of the marker that distinguishes the line; with it, the line is named at its end if the chart is `labelled`. */
  marker?: number
}

export interface ChartProps {
  /** Times of the points, epoch ms: the starts of their buckets, or their ends. */
  starts: number[]
  lines: ChartLine[]
  band?: { lower: (number | null)[]; upper: (number | null)[] } | undefined
  /** A moment to mark. */
  mark?: { at: number; label: string } | undefined
  /** Changes of model or taxonomy, epoch ms. Counts before and after one are not comparable. */
  seams?: number[] | undefined
  events?: readonly ChartEvent[] | undefined
  /** Rows above the plot for the names of events. */
  eventRows?: number
  scale?: ScaleKind
  /** Whether a bucket is a day or longer, so that the x axis has days in UTC. */
  isInDays?: boolean
  /** A time of the x axis in words; absent: hours and days. */
  timeText?: (ms: number) => string
  /** Whether the last point is an estimate because its bucket is not over: the lines to it are faint. */
  isOpen?: boolean
  /** Whether lines are named at their ends. */
  labelled?: boolean
  label: string
  height: number
  /** Makes the chart one that is read point by point: what the point says in words, … */
  pointText?: (index: number, line: number) => string
  /** … all values of a point, … */
  pointTable?: (index: number) => JSX.Element
  /** … the mentions of a point, … */
  onPick?: (index: number, line: number) => void
  /** … and a closer look at a period, epoch ms. */
  onZoom?: (fromMs: number, toMs: number) => void
}
