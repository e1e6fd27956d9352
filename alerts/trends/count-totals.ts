import type { Store } from '../../infra/store/store.ts'
import { bucketStart, countSeries, type CountedSeries, type SeriesQuery } from '../series/series-query.ts'
import { differenceOf, type Difference } from './rates.ts'

/** The mentions of a value in a period, and in the equally long one before it. Without spam. */
interface Totals {
  /** Value of the dimension; '' if the query has none. */
  key: string
  mentions: number
  mentionsBefore: number
  /** Share of negative mentions in the period, 0 … 1; null without mentions. */
  negativeShare: number | null
  /** Whether the two numbers of mentions differ beyond chance. */
  difference: Difference
}

const hourMs = 3_600_000

/** Epoch ms. The period before lies between `before` and `from`. */
interface ComparedPeriod {
  before: number
  from: number
  to: number
}

/** The whole hours around a period (epoch ms), and as many before it. Pure. */
export function wholeHours(from: number, to: number): ComparedPeriod {
  const [first, end] = [bucketStart(from, hourMs), bucketStart(to - 1, hourMs) + hourMs]
  return { before: Math.max(0, 2 * first - end), from: first, to: end }
}

/** The totals of each value of `by`, or of all mentions that match the filters: most mentions first, each with at least one in one of the periods. */
export async function countTotals(
  store: Store,
  { before, from, to, ...query }: Pick<SeriesQuery, 'by' | 'filters' | 'visible'> & ComparedPeriod,
): Promise<Totals[]> {
  const counted = await countSeries(store, {
    ...query,
    measure: 'negativeShare',
    bucketMs: hourMs,
    from: before,
    to,
    spam: 'without',
  })
  return counted
    .map((series) => totalsOf(series, from))
    .toSorted((a, b) => b.mentions - a.mentions || b.mentionsBefore - a.mentionsBefore || (a.key < b.key ? -1 : 1))
}

function totalsOf({ key, counts, values }: CountedSeries, from: number): Totals {
  let [mentions, mentionsBefore, negative] = [0, 0, 0]
  for (const [at, n] of counts) {
    if (at < from) {
      mentionsBefore += n
      continue
    }
    mentions += n
    negative += n * (values.get(at) ?? 0)
  }
  const negativeShare = mentions === 0 ? null : Math.round(negative) / mentions
  return { key, mentions, mentionsBefore, negativeShare, difference: differenceOf(mentions, mentionsBefore) }
}
