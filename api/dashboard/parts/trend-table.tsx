import { useState } from 'preact/hooks'
import type { SeriesDto } from '../../dto/series-dto.ts'
import { filtersHere } from '../lib/filters.ts'
import { now, status } from '../lib/now.ts'
import { completeOpenBucket } from '../lib/points.ts'
import { addressOf } from '../lib/router.ts'
import { bucketMsOf, lineColors, ranges, type TrendQuery } from '../lib/trend-query.ts'
import { capital, count } from '../lib/words.ts'
import { filtersInWords, valueName } from './filter-chips.tsx'
import { Spark } from './spark.tsx'

const fewRows = 15
type One = SeriesDto['series'][number]

interface TrendTableProps {
  trend: TrendQuery
  series: readonly One[]
  earlier: readonly One[]
}

/** Every series beside its previous period; numbers link to their mentions. */
export function TrendTable({ trend, series, earlier }: TrendTableProps) {
  const [all, setAll] = useState(false)
  const { by, range } = trend
  const spanName = ranges.find(([id]) => id === range)![1]
  const before = new Map(earlier.map((one) => [one.key[by] ?? '', one]))
  return (
    <section class="card scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{capital(by) || 'Series'}</th>
            <th scope="col" class="n hide-s">
              Previous {spanName}
            </th>
            <th scope="col" class="n">
              Last {spanName}
            </th>
            <th scope="col" class="n">
              Change
            </th>
            <th scope="col" class="sparkcol hide-s">
              Per {trend.bucket}
            </th>
          </tr>
        </thead>
        <tbody>
          {(all ? series : series.slice(0, fewRows)).map((one, rank) => (
            <Row key={one.key[by] ?? ''} {...{ trend, one, rank }} before={before.get(one.key[by] ?? '')} />
          ))}
        </tbody>
      </table>
      {!all && series.length > fewRows && (
        <p class="all">
          <button class="btn" type="button" onClick={() => setAll(true)}>
            Show all {series.length}
          </button>
        </p>
      )}
    </section>
  )
}

function Row({ trend, one, before, rank }: { trend: TrendQuery; one: One; before: One | undefined; rank: number }) {
  const { measure, by, bucket, from } = trend
  const value = one.key[by] ?? ''
  const name = by ? valueName(by, value) : filtersInWords()
  const mentions = addressOf('/mentions', { ...filtersHere(), ...(by && { [by]: value }), from })
  const total = totalOf(one, measure)
  // Missing data is not zero: periods before the first data are not compared.
  const coveredBefore = (status.value?.coveredSince ?? trend.before) <= trend.before
  const was = coveredBefore ? (before ? totalOf(before, measure) : 0) : undefined
  return (
    <tr>
      <td>
        {rank < lineColors.length && by && <i class="sw" style={{ background: `var(${lineColors[rank]})` }} />}
        <a href={mentions}>{name}</a>
      </td>
      <td class="n hide-s">{was === undefined ? '–' : figure(was, measure)}</td>
      <td class="n">
        <a class="link strong" href={mentions}>
          {figure(total, measure)}
        </a>
      </td>
      <td class="n">
        {was === undefined ? (
          <span class="muted">no earlier data</span>
        ) : (
          <Changed now={total} was={was} measure={measure} />
        )}
      </td>
      <td class="sparkcol hide-s">
        <Spark
          height={30}
          points={measure === 'mentions' ? completeOpenBucket(one.points, bucketMsOf[bucket], now.value) : one.points}
          label={`${name} per ${bucket}`}
        />
      </td>
    </tr>
  )
}

const isShare = (measure: string) => measure === 'negativeShare' || measure === 'sentiment'

/** Mentions are summed. Shares and distinct counts, which do not add up, are averaged over the buckets. */
function totalOf(one: One, measure: string): number {
  if (measure === 'mentions') return one.mentions
  const filled = one.points.filter((point) => point.value !== 0)
  return filled.reduce((sum, point) => sum + (point.value ?? 0), 0) / Math.max(1, filled.length)
}

function figure(value: number, measure: string): string {
  if (measure === 'negativeShare') return `${Math.round(value * 100)} %`
  if (measure === 'sentiment') return value.toFixed(2).replace('-', '−')
  return measure === 'mentions' ? count(value) : `${count(value)} on average`
}

function Changed({ now, was, measure }: { now: number; was: number; measure: string }) {
  if (was === 0) return <span class={now === 0 ? 'muted' : 'up'}>{now === 0 ? '–' : 'new'}</span>
  if (isShare(measure)) {
    const points = measure === 'sentiment' ? now - was : (now - was) * 100
    return (
      <span class="muted">{`${points < 0 ? '−' : '+'} ${Math.abs(points).toFixed(measure === 'sentiment' ? 2 : 0)}`}</span>
    )
  }
  const share = Math.round((100 * (now - was)) / was)
  return (
    <span
      class={share >= 25 ? 'up' : share <= -25 ? 'down' : 'muted'}
    >{`${share < 0 ? '−' : '+'} ${Math.abs(share)} %`}</span>
  )
}
