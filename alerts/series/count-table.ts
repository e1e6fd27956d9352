import { Type } from 'typebox'
import { toDateTime } from '../../infra/store/row.ts'
import type { Store } from '../../infra/store/store.ts'
import { cutParams, cutsSql } from '../../enrich/mentions/dimensions.ts'
import { baseBucketMs, SubjectRow, subjectColumns, type Subject } from './subject.ts'

const bucketOf = `toStartOfInterval(created_at, INTERVAL 5 MINUTE, 'UTC')`
/** More buckets at once exceed the memory of the embedded store. */
const bucketsPerRequest = 1000

/** Rows may become visible this long after their stored time: another server or shard stores them. */
export const overlapMs = 5_000

export interface DirtyBucket {
  /** Its start, epoch ms. */
  at: number
  /** When its newest row was stored, epoch ms, the store's clock. */
  storedAt: number
  /** Its rows stored since `since`, and those of them that the next query reads again: stored in the last `overlapMs`. */
  rows: number
  recentRows: number
}

export interface Dirty {
  buckets: DirtyBucket[]
  /** The store's clock at the time of the query: `since` of the next one is `overlapMs` before it. */
  until: number
}

const DirtyRow = Type.Object({
  found: Type.Array(Type.Tuple([Type.Integer(), Type.Integer(), Type.Integer(), Type.Integer()])),
  untilAt: Type.Integer(),
})

/** Buckets with rows stored since `since` (epoch ms, the store's clock), in order. */
export async function dirtyBuckets(store: Store, since: number): Promise<Dirty> {
  const [row] = await store.select(
    DirtyRow,
    `SELECT groupArray((start, newest, rows, recent)) AS found, now64(3, 'UTC') AS until_at FROM (
       SELECT toUnixTimestamp(${bucketOf}) AS start, toUnixTimestamp64Milli(max(stored_at)) AS newest, count() AS rows,
         countIf(stored_at > now64(3, 'UTC') - toIntervalMillisecond(${overlapMs})) AS recent
       FROM mentions WHERE stored_at > {sinceAt: DateTime64(3)} GROUP BY start ORDER BY start)`,
    { sinceAt: since },
  )
  const { found, untilAt } = row!
  const buckets = found.map(([second, storedAt, rows, recentRows]) => ({
    at: second * 1000,
    storedAt,
    rows,
    recentRows,
  }))
  return { buckets, until: untilAt }
}

/**
 * Recounts the buckets (starts in epoch ms) for all their subjects, from de-duplicated mentions. A subject that no longer has mentions
 * gets a zero row. Concurrent recounts are harmless: the one that began later wins, and its data are at least as new. Also after the clock
 * was set back, a row is newer than the one it replaces.
 */
export async function recount(store: Store, buckets: readonly number[]): Promise<void> {
  for (const params of requests(buckets)) {
    await store.command(recountSql, { ...params, ...cutParams })
    // Copied from the first table: after a crash in between, the next recount writes both again.
    await store.command(copySql, params)
  }
}

const hourMs = 3_600_000

/** Query parameters for some buckets: their starts, their hours (the sort key of `mentions`), and the span around them. */
function* requests(buckets: readonly number[]) {
  for (let i = 0; i < buckets.length; i += bucketsPerRequest) {
    const some = buckets.slice(i, i + bucketsPerRequest)
    const hours = new Set(some.map((at) => Math.floor(at / hourMs) * hourMs))
    yield {
      starts: some.map((at) => toDateTime(Math.floor(at / baseBucketMs) * baseBucketMs)),
      hours: [...hours].map((at) => at / 1000),
      fromAt: Math.min(...some),
      toAt: Math.max(...some) + baseBucketMs,
    }
  }
}

const inBuckets = `bucket_at IN {starts: Array(DateTime64(3, 'UTC'))}`
const columns =
  'subject_kind, subject, dimension, value, bucket_at, mentions, live, negative, sentiment_sum, changed_at, counted_at'

/**
 * SQL: mentions by subject, cut and bucket: all, live, negative, sum of sentiment. Spam counts in what its source sent, and nowhere else:
 * not in all mentions, no topic, no department.
 */
const countedSql = (where: string) => `
  SELECT about.1 AS subject_kind, about.2 AS subject, cut.1 AS dimension, cut.2 AS value, bucket AS bucket_at,
         count() AS m, countIf(live) AS l, countIf(sentiment = 'negative') AS n, sum(toFloat64(sentiment_score)) AS s
  FROM (
    SELECT toDateTime64(${bucketOf}, 3, 'UTC') AS bucket, NOT backfill AND NOT time_clamped AS live, sentiment, sentiment_score,
      if(intent = 'spam', [('all', '')], arrayConcat([('all', '')], arrayMap(t -> ('topic', toString(t)), topic_tree), arrayMap(d -> ('department', toString(d)), departments))) AS abouts,
      if(intent = 'spam', [('source', toString(source))], arrayDistinct(arrayConcat([('', '')], ${cutsSql}))) AS cut_list
    FROM mentions FINAL
    WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${where}
  )
  ARRAY JOIN abouts AS about
  ARRAY JOIN cut_list AS cut
  GROUP BY subject_kind, subject, dimension, value, bucket_at`

const countedNow = "greatest(now64(6, 'UTC'), addMicroseconds(max(counted_before), 1))"
const recountSql = `
INSERT INTO bucket_counts (${columns})
SELECT subject_kind, subject, dimension, value, bucket_at, sum(m), sum(l), sum(n), sum(s),
  if(sum(m) = sum(m_before) AND sum(l) = sum(l_before), max(changed_before), ${countedNow}), ${countedNow}
FROM (
  SELECT *, 0 AS m_before, 0 AS l_before, toDateTime64(0, 6, 'UTC') AS changed_before, toDateTime64(0, 6, 'UTC') AS counted_before
  FROM (${countedSql(`toStartOfHour(created_at) IN {hours: Array(UInt32)} AND bucket IN {starts: Array(DateTime64(3, 'UTC'))}`)})
  UNION ALL
  SELECT toString(subject_kind), toString(subject), toString(dimension), value, bucket_at, 0, 0, 0, 0, mentions, live, changed_at, counted_at
  FROM bucket_counts FINAL WHERE ${inBuckets}
)
GROUP BY subject_kind, subject, dimension, value, bucket_at`

/** Counts of mentions whose time was clamped. `bucket_counts` includes them, but `live` does not, because their time is not reliable. */
export async function clampedCounts(
  store: Store,
  { from, to }: { from: number; to: number },
): Promise<{ subject: Subject; at: number; mentions: number }[]> {
  const rows = await store.select(
    Type.Object({ ...SubjectRow, bucketAt: Type.Integer(), m: Type.Integer() }),
    `SELECT ${subjectColumns}, bucket_at, m FROM (${countedSql('time_clamped')})`,
    { fromAt: from, toAt: to, ...cutParams },
  )
  return rows.map(({ bucketAt, m, ...subject }) => ({ subject, at: bucketAt, mentions: m }))
}

const copySql = `
INSERT INTO series_counts (${columns})
SELECT ${columns} FROM bucket_counts FINAL WHERE ${inBuckets}`

export interface ChangedSeries {
  subject: Subject
  /** Start of the first bucket whose count changed. */
  at: number
}

/** Subjects with a count in these buckets that changed after `since` (epoch ms, the store's clock): their baselines are stale. */
export async function changedCounts(store: Store, buckets: readonly number[], since: number): Promise<ChangedSeries[]> {
  const all: ChangedSeries[] = []
  for (const { starts } of requests(buckets)) {
    const rows = await store.select(
      Type.Object({ ...SubjectRow, firstAt: Type.Integer() }),
      `SELECT ${subjectColumns}, min(bucket_at) AS first_at FROM bucket_counts FINAL
       WHERE ${inBuckets} AND changed_at > {sinceAt: DateTime64(3)} GROUP BY kind, id, dimension, value`,
      { starts, sinceAt: since },
    )
    all.push(...rows.map(({ firstAt, ...subject }) => ({ subject, at: firstAt })))
  }
  return all
}

/** Start of the last bucket with a mention in the span, epoch ms; undefined where there is none. */
export async function lastMentionAt(
  store: Store,
  { from, to }: { from: number; to: number },
): Promise<number | undefined> {
  const [row] = await store.select(
    Type.Object({ n: Type.Integer(), lastAt: Type.Integer() }),
    `SELECT count() AS n, max(bucket_at) AS last_at FROM series_counts FINAL
     WHERE subject_kind = 'all' AND dimension = '' AND mentions > 0 AND bucket_at >= {fromAt: DateTime64(3)} AND bucket_at <= {toAt: DateTime64(3)}`,
    { fromAt: from, toAt: to },
  )
  return row!.n === 0 ? undefined : row!.lastAt
}
