import type { SeriesDto } from '../../dto/series-dto.ts'
import { concerns, useCompanyEvents } from '../lib/company-events.ts'
import { countsChanged } from '../lib/live.ts'
import { now, status } from '../lib/now.ts'
import { addressOf } from '../lib/router.ts'
import { trendQuery, zonesInWords } from '../lib/trend-query.ts'
import { useApi } from '../lib/use-api.ts'
import { capital, dateWithYear } from '../lib/words.ts'
import { EventList } from './event-list.tsx'
import { chartNotes, TrendChart } from './trend-chart.tsx'

const dayMs = 86_400_000
/** The first day (UTC) that has data, if that is later: missing data is not zero. */
function coveredFrom(from: string): string {
  const since = Math.floor(Date.parse(status.value?.coveredSince ?? from) / dayMs) * dayMs
  return new Date(Math.max(Date.parse(from), since)).toISOString()
}

interface SubjectChartProps {
  filters: Record<string, string>
  name: string
  /** Days; absent: four weeks. */
  range?: '28' | '91'
}

/** Mentions per day with the expected range. */
export function SubjectChart({ filters, name, range = '28' }: SubjectChartProps) {
  /** What the chart shows, as parameters of Trends. */
  const shown = { range, bucket: 'day', by: 'nothing', against: 'nothing' }
  const trend = trendQuery(new URLSearchParams(shown), now.value)
  const from = coveredFrom(trend.from)
  const path = addressOf('/series', { ...filters, measure: 'mentions', bucket: 'day', from })
  const { data, error, path: answered } = useApi<SeriesDto>(path, countsChanged)
  const about = Object.fromEntries(Object.entries(filters).map(([dimension, value]) => [dimension, [value]]))
  const events = useCompanyEvents(from, undefined).filter((event) => concerns(event, about))
  const series = answered === path ? (data?.series ?? []) : []
  const hasRange = series.some(({ points }) => points.some(({ upper }) => upper !== undefined))
  if (error) return <p role="alert">The chart could not be loaded: {error.message}</p>
  return (
    <>
      {series.length > 0 && (
        <TrendChart
          trend={trend}
          series={series}
          earlier={[]}
          seams={data!.seams}
          events={events}
          title={`Mentions per day: ${name}`}
          filters={filters}
          figuresIn="Trends"
          zoomTo={(period) => addressOf('/trends', { ...filters, ...period })}
        />
      )}
      <div class="key">
        <span>
          <i class="k-observed" />
          mentions per day
        </span>
        {hasRange && (
          <span>
            <i class="k-band" />
            expected range (80 %)
          </span>
        )}
        {chartNotes(trend, series).map((note) => (
          <span key={note}>{note}</span>
        ))}
        <span>
          {from === trend.from ? capital(trend.period) : `Since ${dateWithYear(Date.parse(from), 'UTC')}`},{' '}
          {zonesInWords(trend)}
        </span>
        <a class="link end" href={addressOf('/trends', { ...filters, ...shown, against: undefined })}>
          View in Trends →
        </a>
      </div>
      <EventList events={events} />
    </>
  )
}
