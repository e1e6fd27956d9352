import type { AlertDto } from '../../dto/alert-dto.ts'
import type { SeriesDto } from '../../dto/series-dto.ts'
import { countsChanged } from '../lib/live.ts'
import { now } from '../lib/now.ts'
import { atEnds, completeOpenBucket, hasOpenEnd, withPointAt } from '../lib/points.ts'
import { concerns, useCompanyEvents } from '../lib/company-events.ts'
import { addressOf } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { hourOf } from '../lib/words.ts'
import { seriesOf } from './alert-card.tsx'
import { Chart } from './chart.tsx'
import { EventList, eventRowsOf, toChartEvents } from './event-list.tsx'

const hourMs = 3_600_000
/** So that the same hours of the day before are seen. */
const beforeMs = 36 * hourMs
const afterMs = 12 * hourMs

/** Mentions in the hour before each time with the expected range, from a day and a half before the start. */
export function AlertChart({ alert }: { alert: AlertDto }) {
  const onset = Date.parse(alert.onsetAt)
  const from = Math.floor((onset - beforeMs) / hourMs) * hourMs
  const to = alert.resolvedAt ? new Date(Date.parse(alert.resolvedAt) + afterMs).toISOString() : undefined
  const path = addressOf('/series', {
    measure: 'mentions',
    bucket: 'hour',
    ...seriesOf(alert),
    from: new Date(from).toISOString(),
    to,
  })
  const { data } = useApi<SeriesDto>(path, countsChanged)
  const events = useCompanyEvents(new Date(from).toISOString(), to).filter((event) => concerns(event, namesIn(alert)))
  const hours = completeOpenBucket(
    (data?.series[0]?.points ?? []).filter((point) => Date.parse(point.at) <= now.value),
    hourMs,
    now.value,
  )
  const isOpen = hasOpenEnd(hours, hourMs, now.value)
  const ends = atEnds(hours, hourMs, now.value)
  const hourBefore = useHourBefore(alert)
  const points = hourBefore === undefined ? ends : withPointAt(ends, { at: onset, value: hourBefore })
  const times = points.map((point) => point.at)
  const observed = points.map((point) => point.value)
  const end = alert.resolvedAt ? Date.parse(alert.resolvedAt) + hourMs : Infinity
  const isExcess = (at: number) => at >= onset && at < end
  return (
    <>
      <Chart
        height={280}
        label={`${alert.title}: mentions per hour with the expected range, ${alert.observed} now`}
        starts={times}
        isOpen={isOpen}
        seams={data?.seams.map((seam) => Date.parse(seam.at))}
        band={{ lower: points.map((point) => point.lower ?? null), upper: points.map((point) => point.upper ?? null) }}
        lines={[
          {
            label: 'expected',
            values: points.map((point) => point.expected ?? null),
            color: '--ink-3',
            width: 1,
            dashed: true,
          },
          { label: 'mentions', values: observed, color: '--observed' },
          {
            label: 'above the expected range',
            values: observed.map((value, i) => (isExcess(times[i]!) ? value : null)),
            color: '--excess',
            width: 2.5,
          },
        ]}
        events={toChartEvents(events)}
        eventRows={eventRowsOf(events)}
        mark={{ at: onset, label: `started ${hourOf(onset)}` }}
      />
      <Legend isOpen={isOpen} trends={addressOf('/trends', { ...seriesOf(alert), bucket: 'hour' })} />
      <EventList events={events} />
    </>
  )
}

/** Mentions in the hour before the start, where no bucket ends; undefined until it is known. */
function useHourBefore(alert: AlertDto): number | undefined {
  const onset = Date.parse(alert.onsetAt)
  const from = new Date(onset - hourMs).toISOString()
  const asked = { measure: 'mentions', bucket: 'minute', ...seriesOf(alert), from, to: alert.onsetAt }
  const { data } = useApi<SeriesDto>(addressOf('/series', asked))
  return data && (data.series[0]?.mentions ?? 0)
}

/** What an alert is about: its topic, its departments, and the products and versions that it names. */
function namesIn({ topic, departments, cut, drivers }: AlertDto) {
  const named = (dimension: string) =>
    [...(cut ? [cut] : []), ...drivers].filter((each) => each.dimension === dimension).map(({ value }) => value)
  return { topic: topic ? [topic] : [], department: departments, product: named('product'), version: named('version') }
}

function Legend({ isOpen, trends }: { isOpen: boolean; trends: string }) {
  return (
    <div class="key">
      <span>
        <i class="k-observed" />
        mentions in the hour before
      </span>
      <span>
        <i class="k-excess" />
        since the start
      </span>
      <span>
        <i class="k-band" />
        expected range (80 %)
      </span>
      {isOpen && <span>faint: the last 60 min, in part estimated</span>}
      <a class="link end" href={trends}>
        View in Trends →
      </a>
    </div>
  )
}
