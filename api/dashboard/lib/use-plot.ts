import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { dataOf, isNarrow, optionsOf, structureOf } from './chart-options.ts'
import type { ChartProps } from './chart-props.ts'
import { theme } from './theme.ts'

interface Placed {
  holder: { current: HTMLDivElement | null }
  width: number
  /** The point under the cursor has changed. */
  onPoint: (index: number | null) => void
}

/** Keeps a chart in the holder. New data changes it in place; it is made anew only for other lines, another theme or other margins. */
export function usePlot(
  props: ChartProps,
  { holder, width, onPoint }: Placed,
): { readonly current: uPlot | undefined } {
  const chart = useRef<uPlot | undefined>(undefined)
  const shown = useRef(props)
  shown.current = props
  const { starts, lines, band, mark, seams, events, height } = props
  const isEmpty = starts.length === 0
  useEffect(() => {
    if (isEmpty) return
    const onSelect = (from: number, to: number) => shown.current.onZoom?.(from, to)
    const handlers = { onPoint, onSelect, current: () => shown.current }
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
  }, [`${structureOf(props)} ${theme.value} ${isNarrow(width)}`, isEmpty])
  const data = JSON.stringify([starts, lines.map(({ values }) => values), band, mark, seams, events])
  useEffect(() => {
    chart.current?.setData(dataOf(props))
  }, [data])
  useEffect(() => {
    if (chart.current && chart.current.width !== width) chart.current.setSize({ width, height })
  }, [width])
  return chart
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
