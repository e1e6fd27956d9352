import type { PointDto, SeriesDto } from '../../dto/series-dto.ts'
import type { CompanyEventDto } from '../../dto/company-event-dto.ts'
import type { ChartLine } from '../lib/chart-props.ts'
import type { ScaleKind } from '../lib/chart-scale.ts'
import { filtersHere, spamHere, type Filters } from '../lib/filters.ts'
import { lineColors } from '../lib/line-styles.ts'
import { figure, isOfMentions } from '../lib/measure-words.ts'
import { now, status } from '../lib/now.ts'
import { completeOpenBucket, hasOpenEnd, openEndInWords } from '../lib/points.ts'
import { addressOf, go, withQuery } from '../lib/router.ts'
import { bucketMsOf, isInDays, type Measure, type TrendQuery } from '../lib/trend-query.ts'
import { count, dayOf, hourOf } from '../lib/words.ts'
import { Chart } from './chart.tsx'
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
  /** What its mentions are narrowed to; absent: to the filters of the page. */
  filters?: Filters
  /** Where all figures stand. */
  figuresIn?: string
  /** The address of a closer look; absent: this page. */
  zoomTo?: (period: Record<string, string>) => string
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
export function TrendChart(props: TrendChartProps) {
  const { trend, series, seams, events, title, filters = filtersHere() } = props
  const { figuresIn = 'the table below', zoomTo = withQuery } = props
  const { measure, bucket } = trend
  const drawn = drawnSeries({ ...props, filters })
  const starts = (drawn[0]?.points ?? []).map((point) => Date.parse(point.at))
  return (
    <Chart
      height={340}
      label={`${title}. Arrow keys read its points, Enter opens the mentions of a point; all figures in ${figuresIn}`}
      starts={starts}
      seams={seams.map((seam) => Date.parse(seam.at))}
      events={toChartEvents(events)}
      eventRows={eventRowsOf(events)}
      scale={scales[measure]}
      {...(isInDays(bucket) && { timeText: dayText, isInDays: true })}
      isOpen={isOpen(trend, drawn)}
      labelled={drawn.length > 1}
      band={bandOf(drawn)}
      lines={linesOf(drawn, trend)}
      pointText={(at, line) => {
        const told = [drawn[line]!, ...drawn.filter((_, i) => i !== line)].map(
          ({ name, points }) => `${name} ${figure(points[at]?.value, measure)}`,
        )
        return `${momentOf(starts[at]!, bucket)}: ${told.join(', ')}`
      }}
      pointTable={(at) => <PointFigures drawn={drawn} at={at} measure={measure} when={momentOf(starts[at]!, bucket)} />}
      onPick={(at, line) => go(mentionsAt(trend, filters, { one: drawn[line]?.one ?? series[0]!, at: starts[at]! }))}
      onZoom={(from, to) => {
        const width = bucketMsOf[bucket]
        const zoomed = [Math.floor(from / width) * width, Math.ceil(to / width) * width] as const
        const [first, last] = zoomed.map((at) => new Date(at).toISOString())
        go(zoomTo({ from: first!, to: last!, range: '', bucket: '' }))
      }}
    />
  )
}

/** Whether the last points are estimates. */
const isOpen = ({ measure, bucket }: TrendQuery, [first]: readonly { points: PointDto[] }[]): boolean =>
  isAdditive(measure) && hasOpenEnd(first?.points ?? [], bucketMsOf[bucket], now.value)

/** A series as it is drawn. */
interface Drawn {
  one: One
  name: string
  points: PointDto[]
  /** Values of the previous period at the same places; undefined: it is not drawn. */
  before: (number | null)[] | undefined
}

type Drawing = Pick<TrendChartProps, 'trend' | 'series' | 'earlier'> & { filters: Filters }

function drawnSeries({ trend, series, earlier, filters }: Drawing): Drawn[] {
  const { measure, by, bucket } = trend
  return series.map((one) => {
    const key = one.key[by] ?? ''
    const same = earlier.find((each) => (each.key[by] ?? '') === key)
    return {
      one,
      name: by ? valueName(by, key) : filtersInWords(filters),
      points: isAdditive(measure) ? completeOpenBucket(one.points, bucketMsOf[bucket], now.value) : one.points,
      before: isCompared(trend, series) ? one.points.map((_, i) => coveredValue(same?.points[i])) : undefined,
    }
  })
}

/** Before the first data there is no value, not even zero. */
const coveredValue = (point: PointDto | undefined): number | null =>
  point && Date.parse(point.at) >= Date.parse(status.value?.coveredSince ?? point.at) ? point.value : null

const isAdditive = (measure: Measure): boolean => measure === 'mentions' || measure === 'perThousandUnits'

function bandOf(drawn: readonly Drawn[]) {
  const [{ points } = { points: [] }, ...others] = drawn
  if (others.length > 0 || !points.some((point) => point.upper !== undefined)) return undefined
  return { lower: points.map(({ lower }) => lower ?? null), upper: points.map(({ upper }) => upper ?? null) }
}

function linesOf(drawn: readonly Drawn[], { periodBefore }: TrendQuery): ChartLine[] {
  const isOne = drawn.length === 1
  const current = drawn.map(({ name, points }, i): ChartLine => ({
    label: name,
    values: points.map((point) => point.value),
    color: isOne ? '--observed' : lineColors[i]!,
    width: 2,
    ...(!isOne && { marker: i }),
  }))
  const before = drawn.flatMap(({ name, before: values }, i): ChartLine[] =>
    values
      ? [
          {
            label: `${name}, ${periodBefore}`,
            values,
            color: isOne ? '--ink-3' : lineColors[i]!,
            width: 1.25,
            dashed: true,
          },
        ]
      : [],
  )
  return [...current, ...before]
}

interface PointFiguresProps {
  drawn: readonly Drawn[]
  at: number
  measure: Measure
  when: string
}

/** All values of one point. */
function PointFigures({ drawn, at, measure, when }: PointFiguresProps) {
  return (
    <>
      <b>{when}</b>
      <table>
        {drawn.map(({ name, points, before }, i) => {
          const mentions = points[at]?.mentions
          return (
            <tr key={name}>
              <td>
                {drawn.length > 1 && <LineMarker rank={i} />}
                {name}
              </td>
              <td class="n">
                <b>{figure(points[at]?.value, measure)}</b>
              </td>
              {mentions !== undefined && (
                <td class="n muted">{isOfMentions(measure) ? `of ${mentions}` : counted(mentions)}</td>
              )}
              {before && <td class="n muted">before {figure(before[at], measure)}</td>}
            </tr>
          )
        })}
      </table>
    </>
  )
}

/** What is to be known of the lines: the faint end, and the previous period where it is not drawn. */
export function chartNotes(trend: TrendQuery, series: readonly One[]): string[] {
  const isLeftOut = trend.comparesBefore && !isCompared(trend, series)
  return [
    ...(isOpen(trend, series) ? [openEndInWords(trend.bucket)] : []),
    ...(isLeftOut ? [`The previous period is drawn for up to ${mostCompared} lines; the table has it for all.`] : []),
  ]
}

/** Whether the previous period is drawn. */
export const isCompared = ({ comparesBefore }: TrendQuery, series: readonly One[]): boolean =>
  comparesBefore && series.length <= mostCompared

/** The mentions of one bucket of a series. */
function mentionsAt({ by, bucket }: TrendQuery, filters: Filters, { one, at }: { one: One; at: number }): string {
  const span = { from: new Date(at).toISOString(), to: new Date(at + bucketMsOf[bucket]).toISOString() }
  const intent = spamHere() === 'only' ? 'spam' : ''
  return addressOf('/mentions', { ...filters, intent, ...(by && { [by]: one.key[by] }), ...span })
}

const counted = (mentions: number): string => `${count(mentions)} ${mentions === 1 ? 'mention' : 'mentions'}`

/** Days have no hours to name. */
const dayText = (ms: number): string => (ms % bucketMsOf.day === 0 ? dayOf(ms, 'UTC') : '')

function momentOf(at: number, bucket: TrendQuery['bucket']): string {
  if (bucket === 'week') return `Week from ${dayOf(at, 'UTC')}`
  return bucket === 'day' ? dayOf(at, 'UTC') : `${dayOf(at)}, ${hourOf(at)}`
}
