import uPlot from 'uplot'
import { drawEvents, drawLabels, drawMark, drawMarkers, drawOpenEnd, placeSeams } from './chart-marks.ts'
import type { ChartProps } from './chart-props.ts'
import { axisRange, namedStarts, stepsOf, tickText } from './chart-scale.ts'
import { token } from './theme.ts'
import { dayOf, hourOf } from './words.ts'
import { zone } from './zone.ts'

const chartFont = '11px "Inter Variable", Inter, sans-serif'
const eventRowPx = 15
const narrowPx = 560

const mostRoomPx = 170
const mostRoomNarrowPx = 92
const characterPx = 6.3

/** Room for the labels at the ends of the lines, px. */
function labelRoom({ lines, labelled }: ChartProps, width: number): number {
  if (!labelled) return 34
  const longest = Math.max(0, ...lines.map(({ marker, label }) => (marker === undefined ? 0 : label.length)))
  return Math.min(isNarrow(width) ? mostRoomNarrowPx : mostRoomPx, 34 + longest * characterPx)
}

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
export const structureOf = (props: ChartProps): string => {
  const { lines, band, scale, height, eventRows = 0, labelled } = props
  const drawn = lines.map(({ values: _values, ...line }) => line)
  return JSON.stringify([drawn, Boolean(band), scale, height, eventRows, labelled, zoneOf(props)])
}

/** The zone of the x axis: of days, that in which the API counts them. */
const zoneOf = ({ isInDays = false }: ChartProps): string => (isInDays ? 'UTC' : zone.value)

/** Where the values of a point stand: below the names of events, px. */
export const pointTop = ({ eventRows = 0 }: ChartProps): number => 16 + eventRows * eventRowPx

/** In a narrow chart, labels have less room. */
export const isNarrow = (width: number): boolean => width < narrowPx

export function optionsOf(props: ChartProps, width: number, handlers: ChartHandlers): uPlot.Options {
  const { band, height, scale = 'count', eventRows = 0, onPick } = props
  return {
    width,
    height,
    padding: [12 + eventRows * eventRowPx, labelRoom(props, width), 0, 0],
    legend: { show: false },
    cursor: onPick
      ? {
          x: true,
          y: false,
          points: { show: false },
          drag: { x: true, y: false, setScale: false, dist: 8 },
          move: (chart, left, top) => [left < 0 ? left : nearestPoint(chart, left), top],
        }
      : { show: false },
    scales: { x: { time: true }, y: { range: (_chart, low, high) => axisRange(scale, low, high) } },
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), zoneOf(props)),
    axes: axesOf(props),
    series: seriesOf(props),
    ...(band && { bands: [{ series: [1, 2] as [number, number], fill: token('--band') }] }),
    hooks: hooksOf(props, handlers),
  }
}

function axesOf({ scale = 'count', timeText = timeLabel, isInDays = false }: ChartProps): uPlot.Axis[] {
  const axis = {
    stroke: token('--ink-3'),
    font: chartFont,
    grid: { stroke: token('--line'), width: 1 },
    ticks: { show: false },
  }
  const steps = stepsOf(scale)
  return [
    {
      ...axis,
      size: 28,
      space: 76,
      ...(isInDays && {
        splits: (chart: uPlot) => namedStarts([...chart.data[0]], chart.bbox.width / devicePixelRatio),
      }),
      grid: { show: false },
      values: (_chart, seconds) => seconds.map((at) => timeText(at * 1000)),
    },
    {
      ...axis,
      size: 52,
      ...(steps && { incrs: steps }),
      values: (_chart, values) => values.map((value) => tickText(scale, value)),
    },
  ]
}

function seriesOf({ lines, band }: ChartProps): uPlot.Series[] {
  const edge: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } }
  return [
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
  ]
}

function hooksOf({ band, labelled, onPick }: ChartProps, handlers: ChartHandlers): uPlot.Hooks.Arrays {
  const { current, onPoint } = handlers
  const first = band ? 3 : 1
  return {
    ...(onPick && {
      setCursor: [({ cursor: { idx, left } }) => onPoint((left ?? -1) < 0 ? null : (idx ?? null))],
      setSelect: [(chart) => selected(chart, handlers)],
    }),
    draw: [
      (chart) => current().isOpen && drawOpenEnd(chart),
      (chart) => placeSeams(chart, current().seams ?? []),
      (chart) => drawEvents(chart, current().events ?? [], eventRowPx),
      (chart) => drawMarkers(chart, current().lines, { first, labelled: Boolean(labelled) }),
      (chart) => labelled && drawLabels(chart, current().lines, first),
      (chart) => current().mark && drawMark(chart, current().mark!),
    ],
  }
}

/** The x of the point nearest to a position, px. */
function nearestPoint(chart: uPlot, left: number): number {
  const at = chart.data[0][chart.posToIdx(left)]
  return at === undefined ? left : chart.valToPos(at, 'x')
}

function selected(chart: uPlot, { onSelect }: ChartHandlers): void {
  const { left, width } = chart.select
  if (width === 0) return
  onSelect(1000 * chart.posToVal(left, 'x'), 1000 * chart.posToVal(left + width, 'x'))
  chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
}

/** At midnight the day. */
const timeLabel = (ms: number): string => (hourOf(ms) === '00:00' ? dayOf(ms) : hourOf(ms))
