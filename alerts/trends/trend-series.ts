import { expectedSeries, startsOf, type ExpectedAt, type ExpectedSeries } from '../detection/expected-series.ts'
import type { CardItem } from '../alert/planner-card.ts'
import {
  bucketStart,
  countSeries,
  measures,
  refuseTooMany,
  type CountedSeries,
  type SeriesQuery,
} from '../series/series-query.ts'
import type { Store } from '../../infra/store/store.ts'
import { unitsOf } from './units.ts'

/** What trends can show: what is counted, the share of all mentions, and mentions per 1,000 units of the planning data. */
export const trendMeasures = [...measures, 'shareOfVoice', 'perThousandUnits'] as const

export interface TrendQuery extends Omit<SeriesQuery, 'measure'> {
  measure: (typeof trendMeasures)[number]
}

export interface TrendSeries {
  series: ExpectedSeries[]
  /** Values without units in the planning data, which therefore have no series per 1,000 units; '' = the query names no value with units. */
  withoutUnits: string[]
}

interface TrendContext extends ExpectedAt {
  /** The rows of the planning data. */
  items: () => Promise<readonly CardItem[]>
}

/**
 * Every bucket from `from` to `to`, largest series first. The share of voice is of all mentions that match the filters; without a split, of
 * all mentions of the bucket.
 */
export async function trendSeries(store: Store, query: TrendQuery, context: TrendContext): Promise<TrendSeries> {
  const { measure, ...rest } = query
  if (measure === 'shareOfVoice') return { series: await shareOfVoice(store, rest), withoutUnits: [] }
  if (measure === 'perThousandUnits') return perThousandUnits(store, rest, await context.items())
  return { series: await expectedSeries(store, { ...rest, measure }, context), withoutUnits: [] }
}

type Counting = Omit<SeriesQuery, 'measure'>
/** Shares and rates are of what customers wrote: without spam. */
const counted = (store: Store, query: Counting) =>
  countSeries(store, { ...query, measure: 'mentions', spam: 'without' })

async function shareOfVoice(store: Store, query: Counting): Promise<ExpectedSeries[]> {
  const whole = { ...query, by: undefined, filters: query.by ? query.filters : {} }
  const [own, [all]] = await Promise.all([counted(store, query), counted(store, whole)])
  refuseTooMany(own.length, query)
  return own.map((series) =>
    derived(query, series, {
      value: (n, at) => (all?.values.get(at) ? n / all.values.get(at)! : null),
      total: all ? series.mentions / all.mentions : null,
    }),
  )
}

async function perThousandUnits(store: Store, query: Counting, items: readonly CardItem[]): Promise<TrendSeries> {
  const found = (await counted(store, query)).map((series) => ({ series, units: unitsOf(items, query, series.key) }))
  refuseTooMany(found.filter(({ units }) => units > 0).length, query)
  return {
    series: found
      .flatMap(({ series, units }) =>
        units > 0
          ? [
              derived(query, series, {
                value: (n) => (1000 * n) / units,
                total: (1000 * series.mentions) / units,
              }),
            ]
          : [],
      )
      .toSorted((a, b) => b.total! - a.total!),
    withoutUnits: found.filter(({ units }) => units === 0).map(({ series }) => series.key),
  }
}

/** A series whose values follow from the numbers of mentions. @param of.value from the mentions of the bucket that starts at `at` */
function derived(
  { from, to, bucketMs }: Counting,
  { key, mentions, counts }: CountedSeries,
  of: { value: (mentions: number, at: number) => number | null; total: number | null },
): ExpectedSeries {
  const starts = startsOf(bucketStart(from, bucketMs), to, bucketMs)
  const points = starts.map((at) => {
    const n = counts.get(at) ?? 0
    return { at, mentions: n, value: of.value(n, at) }
  })
  return { key, mentions, total: of.total, points }
}
