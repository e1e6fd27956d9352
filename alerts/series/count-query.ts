import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import {
  baseBucketMs,
  isOfSubjects,
  isTerm,
  subjectColumns,
  subjectKey,
  subjectChunks,
  subjectParams,
  SubjectRow,
  type Subject,
} from './subject.ts'
import type { Counted } from './counted.ts'
import { termCounts } from './term-counts.ts'

export interface CountedSubject {
  subject: Subject
  /** In order. */
  counted: Counted[]
}

const CountsRow = Type.Object({
  ...SubjectRow,
  buckets: Type.Array(Type.Integer()),
  mentions: Type.Array(Type.Integer()),
  lives: Type.Array(Type.Integer()),
})

const grouped = (from: string) => `
SELECT kind, id, dimension, value, groupArray(b) AS buckets, groupArray(m) AS mentions, groupArray(l) AS lives FROM (
  SELECT ${subjectColumns}, intDiv(toUnixTimestamp(bucket_at), ${baseBucketMs / 1000}) AS b, mentions AS m, live AS l
  FROM ${from} AND bucket_at >= {fromAt: DateTime64(3)} AND bucket_at <= {toAt: DateTime64(3)} AND mentions > 0 ORDER BY b)
GROUP BY kind, id, dimension, value`

/**
 * Topics and departments, whole and cut or (`wholes`) only whole, with at least `least` live mentions in the span (epoch ms), and their counts. In the sort order
 * of the store.
 */
export async function activeCounts(
  store: Store,
  { from, to, least, wholes = false }: { from: number; to: number; least: number; wholes?: boolean },
): Promise<CountedSubject[]> {
  const rows = await store.select(
    CountsRow,
    `${grouped(`bucket_counts FINAL WHERE subject_kind != 'all' AND (NOT {wholes: Bool} OR dimension = '') AND dimension != 'stage' AND (dimension != 'sentiment' OR value = 'negative')`)}
     HAVING sum(l) >= {least: UInt32} ORDER BY kind, dimension, id, value`,
    { fromAt: from, toAt: to, least, wholes },
  )
  return rows.map(toCounted)
}

/** A span up to this long is read from the table ordered by time, a longer one from the table ordered by series. */
const shortMs = 3 * 24 * 3_600_000
const mostAtOnce = { short: 2000, long: 200 }

/**
 * The counts of each subject from `from` to the bucket of `to` (included, epoch ms), by `subjectKey`. Fastest if the subjects are in the
 * sort order of the store.
 */
export async function loadCounts(
  store: Store,
  subjects: readonly Subject[],
  span: { from: number; to: number },
): Promise<Map<string, Counted[]>> {
  const isShort = span.to - span.from <= shortMs
  const most = isShort ? mostAtOnce.short : mostAtOnce.long
  const counts = new Map<string, Counted[]>()
  for (const term of subjects.filter(isTerm)) counts.set(subjectKey(term), await termCounts(store, term, span))
  const stored = subjects.filter((subject) => !isTerm(subject))
  for (const some of subjectChunks(stored, most)) {
    const rows = await store.select(
      CountsRow,
      grouped(`${isShort ? 'bucket_counts' : 'series_counts'} FINAL WHERE ${isOfSubjects}`),
      { ...subjectParams(some), fromAt: span.from, toAt: span.to },
    )
    for (const { subject, counted } of rows.map(toCounted)) counts.set(subjectKey(subject), counted)
  }
  return counts
}

function toCounted({ kind, id, dimension, value, ...row }: Static<typeof CountsRow>): CountedSubject {
  const counted = row.buckets.map((bucket, n) => ({
    at: bucket * baseBucketMs,
    mentions: row.mentions[n]!,
    live: row.lives[n]!,
  }))
  return { subject: { kind, id, dimension, value }, counted }
}
