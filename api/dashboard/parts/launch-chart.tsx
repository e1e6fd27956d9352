import { useState } from 'preact/hooks'
import type { ComparisonDto } from '../../dto/comparison-dto.ts'
import type { ScaleKind } from '../lib/chart-scale.ts'
import { lineColors } from '../lib/line-styles.ts'
import { figure } from '../lib/measure-words.ts'
import { go } from '../lib/router.ts'
import type { Measure } from '../lib/trend-query.ts'
import { Chart } from './chart.tsx'
import { mentionsOfSide } from './launch-tables.tsx'
import { LineMarker } from './line-marker.tsx'
import { Select } from './select.tsx'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const shown = [
  ['complaints', 'complaints'],
  ['mentions', 'mentions'],
  ['negativeShare', 'negative share'],
  ['sentiment', 'sentiment'],
] as const
type Shown = (typeof shown)[number][0]
const scales: Record<Shown, ScaleKind> = {
  complaints: 'count',
  mentions: 'count',
  negativeShare: 'share',
  sentiment: 'sentiment',
}
const measureOf = (what: Shown): Measure => (what === 'complaints' ? 'mentions' : what)

/** Every launch from its own beginning on. */
export function LaunchChart({ comparison: { sides, bucketMs } }: { comparison: ComparisonDto }) {
  const [what, setWhat] = useState<Shown>('complaints')
  const starts = sides[0]!.buckets.map((_, i) => i * bucketMs)
  const unit = bucketMs === dayMs ? 'Day' : 'Hour'
  const valueAt = (side: number, at: number) => figure(sides[side]!.buckets[at]?.[what], measureOf(what))
  return (
    <>
      <div class="controls">
        <Select label="Show" value={what} options={shown} onPick={(value) => setWhat(value as Shown)} />
        <span class="muted small">per {unit.toLowerCase()}, each from its own beginning</span>
      </div>
      <Chart
        height={280}
        label={`${sides.map(({ label }) => label).join(' against ')}: ${shown.find(([id]) => id === what)![1]} from the beginning on; all figures in the table below`}
        starts={starts}
        scale={scales[what]}
        labelled
        timeText={(ms) => (Number.isInteger(ms / bucketMs) ? `${unit} ${ms / bucketMs + 1}` : '')}
        lines={sides.map(({ label, buckets }, i) => ({
          label,
          values: buckets.map((bucket) => bucket[what]),
          color: lineColors[i]!,
          width: i === 0 ? 2.5 : 1.5,
          marker: i,
        }))}
        pointText={(at, line) => `${unit} ${at + 1}: ${sides[line]!.label} ${valueAt(line, at)}`}
        pointTable={(at) => (
          <>
            <b>
              {unit} {at + 1}
            </b>
            <table>
              {sides.map(({ id, label }, i) => (
                <tr key={id}>
                  <td>
                    <LineMarker rank={i} />
                    {label}
                  </td>
                  <td class="n">
                    <b>{valueAt(i, at)}</b>
                  </td>
                </tr>
              ))}
            </table>
          </>
        )}
        onPick={(at, line) => {
          const begin = Date.parse(sides[line]!.from) + at * bucketMs
          const span = { from: new Date(begin).toISOString(), to: new Date(begin + bucketMs).toISOString() }
          go(mentionsOfSide({ ...sides[line]!, ...span }, what === 'complaints' ? { intent: 'complaint' } : {}))
        }}
      />
    </>
  )
}
