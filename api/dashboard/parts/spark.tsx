import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { PointDto } from '../../dto/series-dto.ts'

type XY = readonly [number, number]
/** Where there is no point, the line is interrupted; a point between two gaps is a short stroke. */
const pathOf = (points: readonly (XY | null)[]) =>
  points
    .map((point, i) => point && `${points[i - 1] ? 'L' : 'M'}${point[0].toFixed(1)} ${point[1].toFixed(1)}h.1`)
    .join('')

interface SparkProps {
  points: readonly PointDto[]
  label: string
  /** Epoch ms. From here on the line has the colour of counts above the expected range. */
  since?: number | undefined
  /** Whether the last point is an estimate because its bucket is not over: the line to it is dashed. */
  isOpen?: boolean
  height?: number
}

/** A small line over the expected range, redrawn at every width. */
export function Spark({ points, label, since, isOpen = false, height = 44 }: SparkProps) {
  const holder = useRef<HTMLDivElement>(null)
  const width = useWidth(holder)
  return (
    <div class="spark" ref={holder} style={{ height: `${height}px` }}>
      {points.length > 1 && <Lines {...{ points, label, since, isOpen, height, width }} />}
    </div>
  )
}

function Lines({ points, label, since, isOpen, height, width }: SparkProps & { height: number; width: number }) {
  const top = Math.max(1, ...points.map((point) => Math.max(point.value ?? 0, point.upper ?? 0))) * 1.08
  const x = (i: number) => 1 + (i * (width - 6)) / (points.length - 1)
  const y = (value: number) => height - 2 - (value / top) * (height - 6)
  const banded = points.flatMap((point, i) =>
    point.upper === undefined ? [] : [{ i, lower: point.lower ?? 0, upper: point.upper }],
  )
  const band = [
    ...banded.map(({ i, upper }): XY => [x(i), y(upper)]),
    ...banded.toReversed().map(({ i, lower }): XY => [x(i), y(lower)]),
  ]
  const first = since === undefined ? -1 : points.findIndex((point) => Date.parse(point.at) >= since)
  const from = first > 0 ? first - 1 : first
  const line = points.map((point, i): XY | null => (point.value === null ? null : [x(i), y(point.value)]))
  const end = line.at(-1)
  // The last two points, and those of the line before.
  const [closed, open] = isOpen ? [line.slice(0, -1), line.slice(-2)] : [line, []]
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      {band.length > 2 && <path d={`${pathOf(band)}Z`} class="band" />}
      <path d={pathOf(closed)} class="observed" />
      {from >= 0 && <path d={pathOf(closed.slice(from))} class="excess" />}
      {open.length > 0 && <path d={pathOf(open)} class={`open ${from >= 0 ? 'excess' : 'observed'}`} />}
      {from >= 0 && end && <circle cx={end[0]} cy={end[1]} r="3" class="end" />}
    </svg>
  )
}

/** The current width of an element. */
export function useWidth(holder: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(240)
  useLayoutEffect(() => {
    const element = holder.current!
    setWidth(element.clientWidth)
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return width
}
