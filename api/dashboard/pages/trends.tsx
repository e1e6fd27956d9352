import { useState } from 'preact/hooks'
import type { SeriesDto } from '../../dto/series-dto.ts'
import { filtersHere } from '../lib/filters.ts'
import { countsChanged } from '../lib/live.ts'
import { now } from '../lib/now.ts'
import { completeOpenBucket } from '../lib/points.ts'
import { Chart } from '../parts/chart.tsx'
import { FilterChips, filtersInWords, valueName } from '../parts/filter-chips.tsx'
import { Select } from '../parts/select.tsx'
import { TrendTable } from '../parts/trend-table.tsx'
import { bucketMsOf, lineColors, trendQueryHere, buckets, measures, ranges, splits } from '../lib/trend-query.ts'
import { addressOf, go, withQuery } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { capital } from '../lib/words.ts'

/** Counts over time. The URL contains the query. */
export function TrendsPage() {
  useTitle('Trends')
  const trend = trendQueryHere(now.value)
  const { measure, by, bucket, range, from, before, to } = trend
  const request = { measure, by, bucket, ...filtersHere() }
  const current = useApi<SeriesDto>(addressOf('/series', { ...request, from }), countsChanged)
  const earlier = useApi<SeriesDto>(addressOf('/series', { ...request, from: before, to }))
  const [copied, setCopied] = useState(false)
  const error = current.error
  const series = error ? [] : (current.data?.series ?? []).filter((one) => by === '' || by in one.key)
  const shown = series.slice(0, lineColors.length)
  return (
    <div class="page">
      <div class="head">
        <h1>{titleOf(trend)}</h1>
        <button
          class="btn"
          type="button"
          onClick={() => void navigator.clipboard?.writeText(location.href).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy link'}
        </button>
      </div>
      <div class="controls">
        <Select label="Show" value={measure} options={measures} onPick={set('measure')} />
        <Select label="by" value={by} options={splits} onPick={(value) => set('by')(value || 'nothing')} />
        <Select label="per" value={bucket} options={buckets} onPick={set('bucket')} />
        <Select label="over" value={range} options={ranges} onPick={set('range')} />
        <FilterChips />
      </div>
      <section class="card" aria-label="Chart">
        {error && <p role="alert">Trends could not be loaded: {error.message}</p>}
        {!error && current.data && series.length === 0 && <p class="muted">{noMatch(trend)}</p>}
        {shown.length > 0 && <TrendChart trend={trend} series={shown} seams={current.data?.seams ?? []} />}
      </section>
      {series.length > 0 && <TrendTable trend={trend} series={series} earlier={earlier.data?.series ?? []} />}
    </div>
  )
}

interface TrendChartProps {
  trend: ReturnType<typeof trendQueryHere>
  series: SeriesDto['series']
  seams: SeriesDto['seams']
}

function TrendChart({ trend, series, seams }: TrendChartProps) {
  const { measure, by, bucket } = trend
  const whole = (one: SeriesDto['series'][number]) =>
    measure === 'mentions' ? completeOpenBucket(one.points, bucketMsOf[bucket], now.value) : one.points
  const points = series[0] ? whole(series[0]) : []
  return (
    <Chart
      height={320}
      label={`${titleOf(trend)}; figures in the table below`}
      starts={points.map((point) => Date.parse(point.at))}
      seams={seams.map((seam) => Date.parse(seam.at))}
      band={
        series.length === 1 && points.some((point) => point.upper !== undefined)
          ? {
              lower: points.map((point) => point.lower ?? null),
              upper: points.map((point) => point.upper ?? null),
            }
          : undefined
      }
      lines={series.map((one, i) => ({
        label: valueName(by, one.key[by] ?? 'all'),
        values: whole(one).map((point) => point.value),
        color: series.length === 1 ? '--observed' : lineColors[i]!,
        width: i === 0 ? 2.25 : 1.6,
      }))}
    />
  )
}

const set = (name: string) => (value: string) => go(withQuery({ [name]: value }), { replace: true })

function noMatch({ range }: ReturnType<typeof trendQueryHere>): string {
  const narrowed = filtersInWords()
  const period = `in the last ${ranges.find(([id]) => id === range)![1]}`
  return narrowed === 'All mentions' ? `No mentions ${period}` : `No mentions match ${narrowed} ${period}`
}

function titleOf({ measure, by, bucket }: ReturnType<typeof trendQueryHere>): string {
  const [, name] = measures.find(([id]) => id === measure)!
  const split = by ? `, by ${by}` : ''
  const narrowed = filtersInWords()
  return `${capital(name)} per ${bucket}${split}${narrowed === 'All mentions' ? '' : `: ${narrowed}`}`
}
