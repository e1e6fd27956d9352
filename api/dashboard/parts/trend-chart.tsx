import type { SeriesDto } from '../../dto/series-dto.ts'
import type { CompanyEventDto } from '../../dto/company-event-dto.ts'
import type { ScaleKind } from '../lib/chart-scale.ts'
import { filtersHere } from '../lib/filters.ts'
import { lineColors } from '../lib/line-styles.ts'
import { figure } from '../lib/measure-words.ts'
import { now } from '../lib/now.ts'
import { completeOpenBucket } from '../lib/points.ts'
import { addressOf, go, withQuery } from '../lib/router.ts'
import { bucketMsOf, type Measure, type TrendQuery } from '../lib/trend-query.ts'
import { dayOf, hourOf } from '../lib/words.ts'
import { Chart, type ChartLine } from './chart.tsx'
import { eventRowsOf, toChartEvents } from './event-list.tsx'
import { filtersInWords, valueName } from './filter-chips.tsx'
import { LineMarker } from './line-marker.tsx'

type One = SeriesDto['series'][number]

interface TrendChartProps {
  trend: TrendQuery
  /** At most as many as there are line colours. */
  series: readonly One[]
  earlier: readonly One[]
  seams: SeriesDto['seams']
  events: readonly CompanyEventDto[]
  title: string
}

/** The previous period is drawn beside at most so many lines. */
const mostCompared = 3

const scales: Record<Measure, ScaleKind> = {
  mentions: 'count',
  authors: 'count',
  texts: 'count',
  negativeShare: 'share',
  sentiment: 'sentiment',
  shareOfVoice: 'partOfWhole',
  perThousandUnits: 'number',
}

/** The series in time with the previous period dashed; read by pointer and by keyboard, and every point opens its mentions. */
export function TrendChart({ trend, series, earlier, seams, events, title }: TrendChartProps) {
  const { measure, by, bucket } = trend
  const points = series.map((one) =>
    measure === 'mentions' ? completeOpenBucket(one.points, bucketMsOf[bucket], now.value) : one.points,
  )
  const starts = (points[0] ?? []).map((point) => Date.parse(point.at))
  const names = series.map((one) => (by ? valueName(by, one.key[by] ?? '') : filtersInWords()))
  const before = isCompared(trend, series) ? series.map((one) => earlierValues(one, earlier, { by, starts })) : []
  const banded = series.length === 1 && points[0]!.some((point) => point.upper !== undefined)
  const valuesAt = (i: number, at: number) => ({
    name: names[i]!,
    value: figure(points[i]![at]?.value, measure),
    mentions: points[i]![at]?.mentions,
    was: before[i] && figure(before[i][at], measure),
  })
  const shownLines = series.map((_, i) => i)
  return (
    <Chart
      height={340}
      label={`${title}. Arrow keys read its points, Enter opens the mentions of a point; all figures in the table below`}
      starts={starts}
      seams={seams.map((seam) => Date.parse(seam.at))}
      events={toChartEvents(events)}
      eventRows={eventRowsOf(events)}
      scale={scales[measure]}
      labelled={series.length > 1}
      band={
        banded
          ? {
              lower: points[0]!.map((point) => point.lower ?? null),
              upper: points[0]!.map((point) => point.upper ?? null),
            }
          : undefined
      }
      lines={[
        ...shownLines.map((i): ChartLine => ({
          label: names[i]!,
          values: points[i]!.map((point) => point.value),
          color: series.length === 1 ? '--observed' : lineColors[i]!,
          width: 2,
          marker: i,
        })),
        ...before.map((values, i): ChartLine => ({
          label: `${names[i]}, ${trend.periodBefore}`,
          values,
          color: series.length === 1 ? '--ink-3' : lineColors[i]!,
          width: 1.25,
          dashed: true,
        })),
      ]}
      pointText={(at, line) => {
        const order = [line, ...shownLines.filter((i) => i !== line)].filter((i) => i < series.length)
        const told = order.map((i) => `${names[i]} ${valuesAt(i, at).value}`)
        return `${momentOf(starts[at]!, bucket)}: ${told.join(', ')}`
      }}
      pointTable={(at) => (
        <>
          <b>{momentOf(starts[at]!, bucket)}</b>
          <table>
            {shownLines.map((i) => {
              const { name, value, mentions, was } = valuesAt(i, at)
              return (
                <tr key={name}>
                  <td>
                    {series.length > 1 && <LineMarker rank={i} />}
                    {name}
                  </td>
                  <td class="n">
                    <b>{value}</b>
                  </td>
                  {mentions !== undefined && <td class="n muted">of {mentions}</td>}
                  {was !== undefined && <td class="n muted">before {was}</td>}
                </tr>
              )
            })}
          </table>
        </>
      )}
      onPick={(at, line) => go(mentionsAt(trend, series[line] ?? series[0]!, starts[at]!))}
      onZoom={(from, to) => {
        const width = bucketMsOf[bucket]
        const zoomed = { from: Math.floor(from / width) * width, to: Math.ceil(to / width) * width }
        const iso = { from: new Date(zoomed.from).toISOString(), to: new Date(zoomed.to).toISOString() }
        go(withQuery({ ...iso, range: '', bucket: '' }))
      }}
    />
  )
}

/** Whether the previous period is drawn. */
export const isCompared = ({ comparesBefore }: TrendQuery, series: readonly One[]): boolean =>
  comparesBefore && series.length <= mostCompared

/** The values of the previous period at the same places. */
function earlierValues(
  one: One,
  earlier: readonly One[],
  { by, starts }: { by: string; starts: readonly number[] },
): (number | null)[] {
  const same = earlier.find((each) => (each.key[by] ?? '') === (one.key[by] ?? ''))
  return starts.map((_, i) => same?.points[i]?.value ?? null)
}

/** The mentions of one bucket of a series. */
export function mentionsAt({ by, bucket }: TrendQuery, one: One, at: number): string {
  const span = { from: new Date(at).toISOString(), to: new Date(at + bucketMsOf[bucket]).toISOString() }
  return addressOf('/mentions', { ...filtersHere(), ...(by && { [by]: one.key[by] }), ...span })
}

function momentOf(at: number, bucket: TrendQuery['bucket']): string {
  if (bucket === 'week') return `Week from ${dayOf(at)}`
  return bucket === 'day' ? dayOf(at) : `${dayOf(at)}, ${hourOf(at)}`
}
