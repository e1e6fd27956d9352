import { useState } from 'preact/hooks'
import type { SeriesDto } from '../../dto/series-dto.ts'
import { filtersHere } from '../lib/filters.ts'
import { figure, isOfMentions, isShare } from '../lib/measure-words.ts'
import { now, status } from '../lib/now.ts'
import { completeOpenBucket, hasOpenEnd } from '../lib/points.ts'
import { addressOf } from '../lib/router.ts'
import { bucketMsOf, type Measure, type TrendQuery } from '../lib/trend-query.ts'
import { capital, count } from '../lib/words.ts'
import { changeOf } from './changed.tsx'
import { filtersInWords, valueName } from './filter-chips.tsx'
import { LineMarker } from './line-marker.tsx'
import { Spark } from './spark.tsx'
import { ValueLink } from './value-link.tsx'

const fewRows = 15
type One = SeriesDto['series'][number]

interface TrendTableProps {
  trend: TrendQuery
  series: readonly One[]
  /** Undefined while it is asked for. */
  earlier: readonly One[] | undefined
}

/** Every series beside its previous period; numbers link to their mentions. */
export function TrendTable({ trend, series, earlier }: TrendTableProps) {
  const [all, setAll] = useState(false)
  const { by, measure, period, periodBefore, bucket } = trend
  const before = new Map((earlier ?? []).map((one) => [one.key[by] ?? '', one]))
  return (
    <section class="card scroll" aria-label="Figures">
      <table>
        <thead>
          <tr>
            <th scope="col">{capital(by) || 'Series'}</th>
            <th scope="col" class="n">
              {capital(period)}
            </th>
            <th scope="col" class="n hide-s">
              {capital(periodBefore)}
            </th>
            <th scope="col" class="n">
              Change
            </th>
            {measure !== 'mentions' && (
              <th scope="col" class="n hide-s">
                Mentions
              </th>
            )}
            <th scope="col" class="sparkcol hide-s">
              Per {bucket}
            </th>
          </tr>
        </thead>
        <tbody>
          {(all ? series : series.slice(0, fewRows)).map((one, rank) => (
            <Row
              key={one.key[by] ?? ''}
              {...{ trend, one, rank }}
              isKnown={earlier !== undefined}
              before={before.get(one.key[by] ?? '')}
            />
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

interface RowProps {
  trend: TrendQuery
  one: One
  before: One | undefined
  /** Whether the period before is known. */
  isKnown: boolean
  rank: number
}

function Row({ trend, one, before, isKnown, rank }: RowProps) {
  const { measure, by, bucket, from, to } = trend
  const value = one.key[by] ?? ''
  const name = by ? valueName(by, value) : filtersInWords()
  const mentions = addressOf('/mentions', { ...filtersHere(), ...(by && { [by]: value }), from, to })
  // Missing data is not zero: periods before the first data are not compared.
  const coveredBefore = (status.value?.coveredSince ?? trend.before) <= trend.before
  const was = isKnown && coveredBefore ? (before ? before.total : isOfMentions(measure) ? null : 0) : undefined
  return (
    <tr>
      <td>
        {by && <LineMarker rank={rank} />}
        {by ? <ValueLink dimension={by} value={value} /> : <a href={mentions}>{name}</a>}
      </td>
      <td class="n">
        <a class="link strong" href={mentions}>
          {figure(one.total, measure)}
        </a>
      </td>
      <td class="n hide-s">{figure(was, measure)}</td>
      <td class="n">
        {was === undefined ? (
          <span class="muted">{isKnown ? 'no earlier data' : '…'}</span>
        ) : (
          <Changed now={one} was={was} mentionsBefore={before?.mentions ?? 0} measure={measure} />
        )}
      </td>
      {measure !== 'mentions' && (
        <td class="n hide-s">
          <a href={mentions}>{count(one.mentions)}</a>
        </td>
      )}
      <td class="sparkcol hide-s">
        <Spark
          height={30}
          points={measure === 'mentions' ? completeOpenBucket(one.points, bucketMsOf[bucket], now.value) : one.points}
          isOpen={measure === 'mentions' && hasOpenEnd(one.points, bucketMsOf[bucket], now.value)}
          label={`${name} per ${bucket}`}
        />
      </td>
    </tr>
  )
}

/** A share of fewer mentions is not compared. */
const leastMentions = 20

interface ChangedProps {
  now: Pick<One, 'total' | 'mentions'>
  was: number | null
  mentionsBefore: number
  measure: Measure
}

function Changed({ now: { total, mentions }, was, mentionsBefore, measure }: ChangedProps) {
  if (total === null || was === null) return <span class="muted">–</span>
  if (isOfMentions(measure) && Math.min(mentions, mentionsBefore) < leastMentions)
    return <span class="muted">too few to compare</span>
  if (isShare(measure) || measure === 'sentiment')
    return <span class="muted">{pointsChanged(total - was, measure)}</span>
  if (was === 0) return <span class={total === 0 ? 'muted' : 'up'}>{total === 0 ? '–' : 'new'}</span>
  const change = (total - was) / was
  return <span class={change >= 0.25 ? 'up' : change <= -0.25 ? 'down' : 'muted'}>{changeOf(total, was)}</span>
}

/** + 3 points, − 0.12. */
function pointsChanged(change: number, measure: Measure): string {
  const sign = change < 0 ? '−' : '+'
  if (measure === 'sentiment') return `${sign} ${Math.abs(change).toFixed(2)}`
  const points = Math.abs(100 * change)
  return `${sign} ${points.toFixed(points < 3 ? 1 : 0)} points`
}
