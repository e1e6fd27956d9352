import uPlot from 'uplot'
import type { ChartProps } from '../parts/chart.tsx'
import { drawEvents, drawLabels, drawMark, drawMarkers, placeSeams } from './chart-marks.ts'
import { axisRange, stepsOf, tickText } from './chart-scale.ts'
import { token } from './theme.ts'
import { dayOf, hourOf } from './words.ts'

export const chartFont = '11px "Inter Variable", Inter, sans-serif'
const eventRowPx = 15
const narrowPx = 560

/** Room for the labels at the ends of the lines, px. */
const labelRoom = (labels: boolean, width: number): number => (labels ? (width < narrowPx ? 92 : 150) : 34)

export interface ChartHandlers {
  /** The point under the cursor has changed. */
  onPoint: (index: number | null) => void
  onSelect: (fromMs: number, toMs: number) => void
  /** What is shown now: the chart outlives it. */
  current: () => ChartProps
}

export const dataOf = ({ starts, lines, band }: ChartProps): uPlot.AlignedData => [
  starts.map((at) => at / 1000),
  ...(band ? [band.upper, band.lower] : []),
  ...lines.map((line) => line.values),
]

/** Everything that cannot change in a chart once it is made. */
export const structureOf = ({ lines, band, scale, height, eventRows = 0, labelled }: ChartProps): string =>
  JSON.stringify([lines.map(({ values: _values, ...line }) => line), Boolean(band), scale, height, eventRows, labelled])

export function optionsOf(props: ChartProps, width: number, handlers: ChartHandlers): uPlot.Options {
  const { lines, band, height, scale = 'count', labelled = false, eventRows = 0, timeText = timeLabel } = props
  const edge: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } }
  const axis = {
    stroke: token('--ink-3'),
    font: chartFont,
    grid: { stroke: token('--line'), width: 1 },
    ticks: { show: false },
  }
  const isRead = props.onPick !== undefined
  const { current } = handlers
  const steps = stepsOf(scale)
  return {
    width,
    height,
    padding: [12 + eventRows * eventRowPx, labelRoom(labelled, width), 0, 0],
    legend: { show: false },
    cursor: isRead
      ? { x: true, y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 8 } }
      : { show: false },
    scales: { x: { time: true }, y: { range: (_chart, low, high) => axisRange(scale, low, high) } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    axes: [
      {
        ...axis,
        size: 28,
        space: 76,
        grid: { show: false },
        values: (_chart, seconds) => seconds.map((at) => timeText(at * 1000)),
      },
      {
        ...axis,
        size: 52,
        ...(steps && { incrs: steps }),
        values: (_chart, values) => values.map((value) => tickText(scale, value)),
      },
    ],
    series: [
      {},
      ...(band ? [edge, edge] : []),
      ...lines.map((line): uPlot.Series => ({
        label: line.label,
        stroke: token(line.color),
        width: line.width ?? 1.75,
        points: { show: false },
        spanGaps: false,
        ...(line.dashed && { dash: [4, 3] }),
      })),
    ],
    ...(band && { bands: [{ series: [1, 2] as [number, number], fill: token('--band') }] }),
    hooks: {
      setCursor: isRead
        ? [({ cursor: { idx, left } }) => handlers.onPoint((left ?? -1) < 0 ? null : (idx ?? null))]
        : [],
      setSelect: isRead ? [(chart) => selected(chart, handlers)] : [],
      draw: [
        (chart) => placeSeams(chart, current().seams ?? []),
        (chart) => drawEvents(chart, current().events ?? [], eventRowPx),
        (chart) => drawMarkers(chart, current().lines, band ? 3 : 1),
        (chart) => labelled && drawLabels(chart, current().lines, band ? 3 : 1),
        (chart) => current().mark && drawMark(chart, current().mark!),
      ],
    },
  }
}

function selected(chart: uPlot, { onSelect }: ChartHandlers): void {
  const { left, width } = chart.select
  if (width === 0) return
  onSelect(1000 * chart.posToVal(left, 'x'), 1000 * chart.posToVal(left + width, 'x'))
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
}

const timeLabel = (ms: number): string => (ms % 86_400_000 === 0 ? dayOf(ms) : hourOf(ms))
