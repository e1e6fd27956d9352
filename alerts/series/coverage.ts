import { Type } from 'typebox'
import type { Store } from '../../infra/store/store.ts'

/** A time of unknown counts: `from` included, `to` excluded; epoch ms. */
export interface Gap {
  from: number
  to: number
}

export interface Coverage {
  /** Since when mentions are covered, epoch ms. */
  first: number
  /** Silences within that time, in order: nobody listened, so they are no counts of zero. */
  gaps: Gap[]
  /** Start of the newest day with mentions, epoch ms. */
  lastDay: number
}

const dayMs = 24 * 3_600_000
/** A silence is longer than this many days, and than four times the typical distance of days with mentions (a quiet brand has many). */
const silentDays = 3
const silentDistances = 4
/** After a longer silence, coverage begins anew. */
const longestGapDays = 60
/** Fewer days with mentions before a silence (an old review, the oldest items of a feed) do not mean that their time was covered. */
const leastDays = 7

/** What is covered up to `now` (epoch ms). Undefined without mentions. */
export async function coverage(store: Store, now: number): Promise<Coverage | undefined> {
  const days = await store.select(
    Type.Object({ day: Type.Integer(), firstAt: Type.Integer() }),
    `SELECT intDiv(toUnixTimestamp(bucket_at), 86400) AS day, min(bucket_at) AS first_at FROM series_counts
     WHERE subject_kind = 'all' AND dimension = '' AND mentions > 0 AND bucket_at <= {nowAt: DateTime64(3)} GROUP BY day ORDER BY day`,
    { nowAt: now },
  )
  if (days.length === 0) return undefined
  const distances = days.slice(1).map(({ day }, i) => day - days[i]!.day)
  const typical = distances.toSorted((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 1
  const longest = Math.max(silentDays, silentDistances * typical)
  let begin = 0
  let gaps: Gap[] = []
  let stretch = 0
  for (const [i, distance] of distances.entries()) {
    if (distance <= longest) continue
    const isCovered = i + 1 - stretch >= leastDays && distance <= longestGapDays
    stretch = i + 1
    if (isCovered) gaps.push({ from: (days[i]!.day + 1) * dayMs, to: days[i + 1]!.day * dayMs })
    else [begin, gaps] = [i + 1, []]
  }
  return { first: days[begin]!.firstAt, gaps, lastDay: days.at(-1)!.day * dayMs }
}

/** `first` of `coverage`. */
export const coveredSince = async (store: Store, now: number): Promise<number | undefined> =>
  (await coverage(store, now))?.first
