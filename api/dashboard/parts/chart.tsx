import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { theme, token } from '../lib/theme.ts'
import { dayOf, hourOf } from '../lib/words.ts'
import { useWidth } from './spark.tsx'

interface ChartLine {
  label: string
  values: (number | null)[]
  /** Name of a colour token. */
  color: string
  width?: number
  dashed?: boolean
}

interface ChartProps {
  /** Starts of the buckets, epoch ms. */
  starts: number[]
  lines: ChartLine[]
  band?: { lower: (number | null)[]; upper: (number | null)[] } | undefined
  /** A moment to mark. */
  mark?: { at: number; label: string } | undefined
  /** Changes of model or taxonomy, epoch ms. Counts before and after one are not comparable. */
  seams?: number[] | undefined
  label: string
  height: number
}

const seamTitle = 'model or taxonomy changed'
const font = '11px "Inter Variable", Inter, sans-serif'

/** A large chart; redrawn when its data, its width or the theme changes. */
export function Chart(props: ChartProps) {
  const holder = useRef<HTMLDivElement>(null)
  const width = useWidth(holder)
  const { starts, lines, band, mark, seams = [], label, height } = props
  const shown = JSON.stringify([starts, lines, band, mark, seams])
  const colors = theme.value
  useEffect(() => {
    if (starts.length === 0) return
    const chart = new uPlot(optionsOf(props, width), dataOf(props), holder.current!)
    return () => chart.destroy()
  }, [shown, width, colors])
  const description = [label, ...seams.map((at) => `${seamTitle} on ${dayOf(at)}`)].join('; ')
  return <div class="chart" ref={holder} role="img" aria-label={description} style={{ height: `${height}px` }} />
}

const dataOf = ({ starts, lines, band }: ChartProps): uPlot.AlignedData => [
  starts.map((at) => at / 1000),
  ...(band ? [band.upper, band.lower] : []),
  ...lines.map((line) => line.values),
]

function optionsOf({ lines, band, mark, seams = [], height }: ChartProps, width: number): uPlot.Options {
  const edge: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } }
  const axis = { stroke: token('--ink-3'), font, grid: { stroke: token('--line'), width: 1 }, ticks: { show: false } }
  return {
    width,
    height,
    padding: [12, 34, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: true }, y: { range: (_chart, _low, high) => [0, Math.max(1, high * 1.1)] } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    axes: [
      { ...axis, size: 28, space: 76, grid: { show: false }, values: (_chart, seconds) => seconds.map(timeLabel) },
      { ...axis, size: 44, values: (_chart, values) => values.map((value) => value.toLocaleString('en')) },
    ],
    series: [
      {},
      ...(band ? [edge, edge] : []),
      ...lines.map((line): uPlot.Series => ({
        label: line.label,
        stroke: token(line.color),
        width: line.width ?? 1.75,
        points: { show: false },
        ...(line.dashed && { dash: [4, 3] }),
      })),
    ],
    ...(band && { bands: [{ series: [1, 2] as [number, number], fill: token('--band') }] }),
    hooks: {
      ready: [(chart) => seams.forEach((at) => addSeam(chart, at))],
      draw: mark ? [(chart) => drawMark(chart, mark)] : [],
    },
  }
}

const timeLabel = (seconds: number): string => (seconds % 86_400 === 0 ? dayOf(seconds * 1000) : hourOf(seconds * 1000))

function drawMark(chart: uPlot, { at, label }: { at: number; label: string }): void {
  const { ctx, bbox } = chart
  const x = Math.round(chart.valToPos(at / 1000, 'x', true))
  if (x < bbox.left || x > bbox.left + bbox.width) return
  const scale = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = ctx.fillStyle = token('--excess')
  ctx.lineWidth = scale
  ctx.setLineDash([3 * scale, 3 * scale])
  ctx.beginPath()
  ctx.moveTo(x, bbox.top)
  ctx.lineTo(x, bbox.top + bbox.height)
  ctx.stroke()
  ctx.font = `600 ${11 * scale}px "Inter Variable", Inter, sans-serif`
  ctx.textAlign = x > bbox.left + bbox.width / 2 ? 'right' : 'left'
  ctx.fillText(label, x + (ctx.textAlign === 'right' ? -6 : 6) * scale, bbox.top + 12 * scale)
  ctx.restore()
}

/** Adds an element rather than drawing on the canvas, so that it has a tooltip. */
function addSeam(chart: uPlot, at: number): void {
  const x = chart.valToPos(at / 1000, 'x')
  if (x < 0 || x > chart.over.clientWidth) return
  const line = document.createElement('i')
  line.className = 'seam'
  line.title = seamTitle
  line.style.left = `${x}px`
  chart.over.append(line)
}
