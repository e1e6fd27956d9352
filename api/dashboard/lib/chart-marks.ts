import type uPlot from 'uplot'
import type { ChartLine } from './chart-props.ts'
import { lineNames, placeEvents, spreadLabels, type ChartEvent } from './chart-layout.ts'
import { markerPaths } from './line-styles.ts'
import { token } from './theme.ts'

/** The tooltip of a changed model or taxonomy. */
export const seamTitle = 'model or taxonomy changed'
const fontOf = (weight = 400) => `${weight} ${11 * devicePixelRatio}px "Inter Variable", Inter, sans-serif`

/** A dashed line at a moment, with its name. */
export function drawMark(chart: uPlot, { at, label }: { at: number; label: string }): void {
  const { ctx, bbox } = chart
  const x = Math.round(chart.valToPos(at / 1000, 'x', true))
  if (x < bbox.left || x > bbox.left + bbox.width) return
  const scale = devicePixelRatio
  ctx.save()
  ctx.strokeStyle = ctx.fillStyle = token('--excess')
  ctx.lineWidth = scale
  ctx.setLineDash([3 * scale, 3 * scale])
  line(ctx, { x, from: bbox.top, to: bbox.top + bbox.height })
  ctx.font = fontOf(600)
  ctx.textAlign = x > bbox.left + bbox.width / 2 ? 'right' : 'left'
  ctx.fillText(label, x + (ctx.textAlign === 'right' ? -6 : 6) * scale, bbox.top + 12 * scale)
  ctx.restore()
}

function line(ctx: CanvasRenderingContext2D, { x, from, to }: { x: number; from: number; to: number }): void {
  ctx.beginPath()
  ctx.moveTo(x, from)
  ctx.lineTo(x, to)
  ctx.stroke()
}

/** On a narrow screen events have their number in the list below instead of a name, which would find no room. */
export const isNumbered = (): boolean => matchMedia('(max-width: 720px)').matches

/** A dotted line for each event, its name or number in a row above the plot, and a bar for how long it lasted. */
export function drawEvents(chart: uPlot, events: readonly ChartEvent[], rowPx: number): void {
  const { ctx, bbox } = chart
  const scale = devicePixelRatio
  const { min = 0, max = 1 } = chart.scales.x!
  ctx.save()
  ctx.font = fontOf(600)
  ctx.strokeStyle = token('--accent')
  ctx.lineWidth = scale
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'left'
  const [from, to] = [min * 1000, max * 1000]
  const widthOf = (text: string) => ctx.measureText(text).width
  const named = isNumbered() ? events.map((event, i) => ({ ...event, label: String(i + 1) })) : events
  const placed = placeEvents(named, { from, to, width: bbox.width, widthOf }).map((event) => ({
    ...event,
    x: Math.round(bbox.left + event.x),
    y: bbox.top - (event.row === undefined ? 4 : (event.row + 0.6) * rowPx) * scale,
  }))
  for (const { at, until, x, y } of placed) {
    ctx.setLineDash([scale, 3 * scale])
    if (at >= from) line(ctx, { x, from: y, to: bbox.top + bbox.height })
    if (until === undefined) continue
    const end = Math.min(bbox.left + bbox.width, chart.valToPos(until / 1000, 'x', true))
    ctx.fillStyle = token('--accent')
    ctx.fillRect(x, bbox.top - 1 * scale, Math.max(scale, end - x), 2 * scale)
  }
  // Over the lines of other events.
  for (const { row, text, start, y } of placed) {
    if (row === undefined) continue
    ctx.fillStyle = token('--surface')
    ctx.fillRect(bbox.left + start - scale, y - 6 * scale, widthOf(text) + 2 * scale, 12 * scale)
    ctx.fillStyle = token('--accent')
    ctx.fillText(text, bbox.left + start, y)
  }
  ctx.restore()
}

/** Makes faint what is drawn between the last two points. */
export function drawOpenEnd(chart: uPlot): void {
  const { ctx, bbox } = chart
  const [from, to] = chart.data[0].slice(-2).map((at) => chart.valToPos(at, 'x', true))
  if (from === undefined || to === undefined) return
  ctx.save()
  ctx.globalAlpha = 0.6
  ctx.fillStyle = token('--surface')
  ctx.fillRect(from, bbox.top, to - from + 2 * devicePixelRatio, bbox.height)
  ctx.restore()
}

const markerPath = (marker = 0) => new Path2D(markerPaths[marker])

/** So far apart the markers of a line are, px. */
const markersApart = 64

interface Markers {
  /** Index of the first line among the series. */
  first: number
  /** Whether lines are named at their ends, where they have a marker then. */
  labelled: boolean
}

/** The marker of each line along it, so that lines can be distinguished without their colours; points between two gaps always have one. */
export function drawMarkers(chart: uPlot, lines: readonly ChartLine[], { first, labelled }: Markers): void {
  const { ctx } = chart
  const scale = devicePixelRatio
  for (const [i, { marker, color }] of lines.entries()) {
    const values = chart.data[first + i]!
    const end = labelled ? values.length - 1 : undefined
    const every = Math.max(1, Math.ceil((markersApart * values.length) / (chart.bbox.width / scale)))
    ctx.save()
    ctx.fillStyle = token(color)
    ctx.strokeStyle = token('--surface')
    ctx.lineWidth = 1
    for (const [at, value] of values.entries()) {
      const isAlone = value !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null
      const isMarked = marker !== undefined && at !== end && at % every === Math.floor(every / 2)
      if (value === null || value === undefined || !(isAlone || isMarked)) continue
      ctx.setTransform(
        scale,
        0,
        0,
        scale,
        chart.valToPos(chart.data[0][at]!, 'x', true),
        chart.valToPos(value, 'y', true),
      )
      if (isMarked) {
        ctx.fill(markerPath(marker))
        ctx.stroke(markerPath(marker))
      } else ctx.fillRect(-1.5, -1.5, 3, 3)
    }
    ctx.restore()
  }
}

/** The name of each line at its end, with its marker. */
export function drawLabels(chart: uPlot, lines: readonly ChartLine[], first: number): void {
  const { ctx, bbox } = chart
  const scale = devicePixelRatio
  const ends = lines.flatMap((each, i) => {
    const value = [...chart.data[first + i]!].findLast((point) => point !== null && point !== undefined)
    return each.marker === undefined || value === undefined ? [] : [{ ...each, y: chart.valToPos(value, 'y', true) }]
  })
  const room = { apart: 15 * scale, top: bbox.top, bottom: bbox.top + bbox.height }
  const placed = spreadLabels(
    ends.map(({ y }) => y),
    room,
  )
  const x = bbox.left + bbox.width + 10 * scale
  const most = Math.floor((ctx.canvas.width - x) / (6.3 * scale)) - 1
  const names = lineNames(
    ends.map(({ label }) => label),
    most,
  )
  for (const [i, { color, marker }] of ends.entries()) {
    ctx.save()
    ctx.setTransform(scale, 0, 0, scale, x, placed[i]!)
    ctx.fillStyle = token(color)
    ctx.fill(markerPath(marker))
    ctx.restore()
    ctx.save()
    ctx.font = fontOf(550)
    ctx.fillStyle = token('--ink')
    ctx.textBaseline = 'middle'
    ctx.textAlign = 'left'
    ctx.fillText(names[i]!, x + 9 * scale, placed[i]!)
    ctx.restore()
  }
}

/** Puts the lines of changed models over the chart: elements and not drawn, so that they have a tooltip. */
export function placeSeams(chart: uPlot, seams: readonly number[]): void {
  for (const old of chart.over.querySelectorAll('.seam')) old.remove()
  for (const at of seams) {
    const x = chart.valToPos(at / 1000, 'x')
    if (x < 0 || x > chart.over.clientWidth) continue
    const seam = document.createElement('i')
    seam.className = 'seam'
    seam.title = seamTitle
    seam.style.left = `${x}px`
    chart.over.append(seam)
  }
}
