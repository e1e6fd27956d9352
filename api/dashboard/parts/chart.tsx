import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import uPlot from 'uplot'
import type { ChartEvent } from '../lib/chart-layout.ts'
import { seamTitle } from '../lib/chart-marks.ts'
import { dataOf, optionsOf, structureOf } from '../lib/chart-options.ts'
import type { ScaleKind } from '../lib/chart-scale.ts'
import { theme } from '../lib/theme.ts'
import { dayOf } from '../lib/words.ts'
import { useWidth } from './spark.tsx'

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
  /** Starts of the buckets, epoch ms. */
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
  /** A time of the x axis in words; absent: hours and days. */
  timeText?: (ms: number) => string
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

/** A large chart. New data changes it in place; it is made anew only for other lines, another theme or another width of labels. */
export function Chart(props: ChartProps) {
  const holder = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | undefined>(undefined)
  const shown = useRef(props)
  shown.current = props
  const width = useWidth(holder)
  const [point, setPoint] = useState<number | null>(null)
  const [line, setLine] = useState(0)
  const { starts, seams = [], events = [], label, height } = props
  const structure = `${structureOf(props)} ${theme.value} ${width < 560}`
  const isEmpty = starts.length === 0
  useEffect(() => {
    if (isEmpty) return
    const onSelect = (from: number, to: number) => shown.current.onZoom?.(from, to)
    const handlers = { onPoint: setPoint, onSelect, current: () => shown.current }
    const made = new uPlot(optionsOf(props, width, handlers), dataOf(props), holder.current!)
    made.over.addEventListener('click', () => {
      const index = made.cursor.idx
      if (index !== null && index !== undefined) shown.current.onPick?.(index, nearestLine(made, shown.current, index))
    })
    chart.current = made
    return () => {
      chart.current = undefined
      made.destroy()
    }
  }, [structure, isEmpty])
  const data = JSON.stringify([starts, props.lines.map(({ values }) => values), props.band, props.mark, seams, events])
  useEffect(() => chart.current?.setData(dataOf(props)), [data])
  useEffect(() => {
    if (chart.current && chart.current.width !== width) chart.current.setSize({ width, height })
  }, [width])
  const description = [label, ...seams.map((at) => `${seamTitle} on ${dayOf(at)}`)].join('; ')
  const style = { height: `${height}px` }
  if (!props.onPick || isEmpty)
    return <div class="chart" ref={holder} role="img" aria-label={description} style={style} />
  const last = starts.length - 1
  const at = Math.min(point ?? last, last)
  const chosen = Math.min(line, props.lines.length - 1)
  const move = (index: number) => {
    const to = Math.max(0, Math.min(last, index))
    setPoint(to)
    chart.current?.setCursor({ left: chart.current.valToPos(starts[to]! / 1000, 'x'), top: 0 }, false)
  }
  const keys: Record<string, () => void> = {
    ArrowLeft: () => move(at - 1),
    ArrowRight: () => move(at + 1),
    PageUp: () => move(at - 10),
    PageDown: () => move(at + 10),
    Home: () => move(0),
    End: () => move(last),
    ArrowUp: () => setLine(Math.max(0, chosen - 1)),
    ArrowDown: () => setLine(Math.min(props.lines.length - 1, chosen + 1)),
    Enter: () => props.onPick!(at, chosen),
  }
  return (
    <div class="chart" role="group" aria-label={description} style={style}>
      <div
        ref={holder}
        tabIndex={0}
        role="slider"
        aria-label="Point of the chart"
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={at}
        aria-valuetext={props.pointText?.(at, chosen)}
        onFocus={() => point === null && move(last)}
        onBlur={() => setPoint(null)}
        onKeyDown={(event) => {
          const act = keys[event.key]
          if (!act || event.ctrlKey || event.metaKey || event.altKey) return
          event.preventDefault()
          act()
        }}
      />
      {point !== null && point <= last && chart.current && (
        <PointTable chart={chart.current} at={starts[point]!}>
          {props.pointTable?.(point)}
        </PointTable>
      )}
    </div>
  )
}

/** All values of a point, beside it. */
function PointTable({ chart, at, children }: { chart: uPlot; at: number; children: JSX.Element | undefined }) {
  const x = chart.valToPos(at / 1000, 'x') + chart.over.offsetLeft
  const isRight = x > chart.width / 2
  const side = isRight ? { right: `${chart.width - x + 12}px` } : { left: `${x + 12}px` }
  return (
    <div class="point" style={side} aria-hidden="true">
      {children}
    </div>
  )
}

/** The line that is nearest to the cursor at a point. */
function nearestLine(chart: uPlot, { lines, band }: ChartProps, index: number): number {
  const distances = lines.map(({ dashed }, i) => {
    const value = chart.data[i + (band ? 3 : 1)]![index]
    if (dashed || value === null || value === undefined) return Infinity
    return Math.abs(chart.valToPos(value, 'y') - (chart.cursor.top ?? 0))
  })
  return distances.indexOf(Math.min(...distances))
}
