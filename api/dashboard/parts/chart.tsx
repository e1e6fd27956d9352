import type uPlot from 'uplot'
import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { seamTitle } from '../lib/chart-marks.ts'
import type { ChartProps } from '../lib/chart-props.ts'
import { pointTop } from '../lib/chart-options.ts'
import { usePlot } from '../lib/use-plot.ts'
import { dayOf } from '../lib/words.ts'
import { useWidth } from './spark.tsx'

/** A large chart. With `onPick` it is read point by point, by pointer and by keyboard. */
export function Chart(props: ChartProps) {
  const holder = useRef<HTMLDivElement>(null)
  const width = useWidth(holder)
  const [point, setPoint] = useState<number | null>(null)
  const chart = usePlot(props, { holder, width, onPoint: setPoint })
  const { seams = [], label, height, starts } = props
  const description = [label, ...seams.map((at) => `${seamTitle} on ${dayOf(at)}`)].join('; ')
  const style = { height: `${height}px` }
  if (!props.onPick) return <div class="chart" ref={holder} role="img" aria-label={description} style={style} />
  return (
    <div class="chart" role="group" aria-label={description} style={style}>
      <Reader {...{ props, holder, chart, point, setPoint }} />
      {point !== null && point < starts.length && chart.current && (
        <PointTable chart={chart.current} at={starts[point]!} top={pointTop(props)}>
          {props.pointTable?.(point)}
        </PointTable>
      )}
    </div>
  )
}

interface ReaderProps {
  props: ChartProps
  holder: { current: HTMLDivElement | null }
  chart: { readonly current: uPlot | undefined }
  point: number | null
  setPoint: (point: number | null) => void
}

/** The chart as a slider over its points: its value in words is read by screen readers. */
function Reader({ props, holder, chart, point, setPoint }: ReaderProps) {
  const { starts, lines, pointText, onPick } = props
  const [line, setLine] = useState(0)
  const last = starts.length - 1
  const at = Math.min(point ?? last, last)
  // Dashed lines are no series of their own.
  const lastLine = lines.filter(({ dashed }) => !dashed).length - 1
  const chosen = Math.max(0, Math.min(line, lastLine))
  const move = (index: number) => {
    const to = Math.max(0, Math.min(last, index))
    setPoint(to)
    const left = chart.current?.valToPos(starts[to]! / 1000, 'x')
    if (left !== undefined) chart.current!.setCursor({ left, top: 0 }, false)
  }
  // The cursor of a chart that has another period stands at another point.
  useEffect(() => setPoint(null), [starts[0], starts.length])
  const keys: Record<string, () => void> = {
    ArrowLeft: () => move(at - 1),
    ArrowRight: () => move(at + 1),
    PageUp: () => move(at - 10),
    PageDown: () => move(at + 10),
    Home: () => move(0),
    End: () => move(last),
    ArrowUp: () => setLine(Math.max(0, chosen - 1)),
    ArrowDown: () => setLine(Math.min(lastLine, chosen + 1)),
    Enter: () => onPick?.(at, chosen),
    Escape: () => setPoint(null),
  }
  return (
    <div
      ref={holder}
      tabIndex={0}
      role="slider"
      aria-label="Point of the chart"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={Math.max(0, at)}
      aria-valuetext={last < 0 ? 'no data' : pointText?.(at, chosen)}
      onFocus={(event) => point === null && event.currentTarget.matches(':focus-visible') && move(last)}
      onBlur={() => setPoint(null)}
      onKeyDown={(event) => {
        const act = keys[event.key]
        if (!act || last < 0 || event.ctrlKey || event.metaKey || event.altKey) return
        event.preventDefault()
        act()
      }}
    />
  )
}

interface PointTableProps {
  chart: uPlot
  at: number
  /** Below the names of events, px. */
  top: number
  children: JSX.Element | undefined
}

/** All values of a point, beside it. */
function PointTable({ chart, at, top, children }: PointTableProps) {
  const x = chart.valToPos(at / 1000, 'x') + chart.over.offsetLeft
  const side = x > chart.width / 2 ? { right: `${chart.width - x + 12}px` } : { left: `${x + 12}px` }
  return (
    <div class="point" style={{ ...side, top: `${top}px` }} aria-hidden="true">
      {children}
    </div>
  )
}
