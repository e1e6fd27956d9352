import { lineColors, markerPaths } from '../lib/line-styles.ts'

/** The marker of the line of that rank, as in the chart; nothing where the chart has no such line. */
export function LineMarker({ rank }: { rank: number }) {
  if (rank >= lineColors.length) return null
  return (
    <svg class="marker" width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
      <path d={markerPaths[rank]} fill={`var(${lineColors[rank]})`} />
    </svg>
  )
}
