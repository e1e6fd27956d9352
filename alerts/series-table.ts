import { Type } from 'typebox'
import type { Store } from '../infra/store/store.ts'
import { baseBucketMs, entityCuts, subjectKey, type Subject } from './series.ts'

const bucketOf = `toStartOfInterval(created_at, INTERVAL 5 MINUTE, 'UTC')`
/** Parameters travel in the request's address, so many buckets go in several requests. */
const bucketsPerRequest = 1000

export interface Dirty {
  /** Starts of the buckets with the time their newest row was stored; epoch ms, the latter on the server's clock. */
  buckets: { at: number; storedAt: number }[]
  /** The server's clock when they were asked for: ask from here next time. */
  until: number
}

/** Buckets with rows stored since `since` (epoch ms, server's clock), in order. */
export async function dirtyBuckets(store: Store, since: number): Promise<Dirty> {
  const [row] = await store.select(
    Type.Object({ starts: Type.Array(Type.Integer()), stored: Type.Array(Type.Integer()), untilAt: Type.Integer() }),
    `SELECT groupArray(start) AS starts, groupArray(newest) AS stored, now64(3, 'UTC') AS until_at FROM (
       SELECT toUnixTimestamp(${bucketOf}) AS start, toUnixTimestamp64Milli(max(stored_at)) AS newest
       FROM mentions WHERE stored_at > {sinceAt: DateTime64(3)} GROUP BY start ORDER BY start)`,
    { sinceAt: since },
  )
  const { starts, stored, untilAt } = row!
  return { buckets: starts.map((second, i) => ({ at: second * 1000, storedAt: stored[i]! })), until: untilAt }
}

/**
 * Counts the buckets anew for all their subjects, from de-duplicated mentions; a subject that vanished gets a zero row.
 * Two at once are harmless: the count that began later wins, and it saw at least as much.
 */
export async function recount(store: Store, buckets: readonly number[]): Promise<void> {
  for (let i = 0; i < buckets.length; i += bucketsPerRequest) {
    const some = buckets.slice(i, i + bucketsPerRequest)
    await store.command(recountSql, {
      seconds: some.map((ms) => ms / 1000),
      fromAt: Math.min(...some),
      toAt: Math.max(...some) + baseBucketMs,
      cuts: [...entityCuts],
    })
  }
}

const inBuckets = (column: string) =>
  `${column} >= {fromAt: DateTime64(3)} AND ${column} < {toAt: DateTime64(3)} AND has({seconds: Array(UInt32)}, toUnixTimestamp(toStartOfInterval(${column}, INTERVAL 5 MINUTE, 'UTC')))`

const recountSql = `
INSERT INTO series_counts (subject_kind, subject, dimension, value, bucket_at, mentions, live, negative, sentiment_sum, counted_at)
SELECT subject_kind, subject, dimension, value, bucket_at, sum(m), sum(l), sum(n), sum(s), now64(6, 'UTC')
FROM (
  SELECT about.1 AS subject_kind, about.2 AS subject, cut.1 AS dimension, cut.2 AS value, bucket AS bucket_at,
         count() AS m, countIf(live) AS l, countIf(sentiment = 'negative') AS n, sum(toFloat64(sentiment_score)) AS s
  FROM (
    SELECT toDateTime64(${bucketOf}, 3, 'UTC') AS bucket, NOT backfill AND NOT time_clamped AS live, sentiment, sentiment_score,
      arrayConcat([('all', '')], arrayMap(t -> ('topic', toString(t)), topic_tree), arrayMap(d -> ('department', toString(d)), departments)) AS abouts,
      arrayDistinct(arrayConcat([('', '')],
        arrayFilter(c -> has({cuts: Array(String)}, c.1), arrayMap((k, v) -> (toString(k), v), entity_kinds, entity_values)),
        [('source', toString(source)), ('sentiment', toString(sentiment)), ('stage', toString(stage))])) AS cut_list
    FROM mentions FINAL
    WHERE ${inBuckets('created_at')}
  )
  ARRAY JOIN abouts AS about
  ARRAY JOIN cut_list AS cut
  GROUP BY subject_kind, subject, dimension, value, bucket_at
  UNION ALL
  SELECT DISTINCT toString(subject_kind), toString(subject), toString(dimension), value, bucket_at, 0, 0, 0, 0
  FROM series_counts WHERE ${inBuckets('bucket_at')}
)
GROUP BY subject_kind, subject, dimension, value, bucket_at`

const SubjectRow = {
  kind: Type.Enum(['all', 'topic', 'department']),
  id: Type.String(),
  dimension: Type.String(),
  value: Type.String(),
}
const subjectColumns =
  'toString(subject_kind) AS kind, toString(subject) AS id, toString(dimension) AS dimension, value'

/** Topics and departments, alone and cut, with at least `least` live mentions since then: those a spike can be in. */
export async function activeSubjects(
  store: Store,
  window: { from: number; to: number; least: number },
): Promise<Subject[]> {
  return store.select(
    Type.Object(SubjectRow),
    `SELECT ${subjectColumns} FROM series_counts FINAL
     WHERE bucket_at >= {fromAt: DateTime64(3)} AND bucket_at <= {toAt: DateTime64(3)} AND subject_kind != 'all' AND dimension NOT IN ('sentiment', 'stage')
     GROUP BY kind, id, dimension, value HAVING sum(live) >= {least: UInt32} ORDER BY kind, id, dimension, value`,
    { fromAt: window.from, toAt: window.to, least: window.least },
  )
}

/** Subjects that have a count in one of the buckets: whose state is stale when an old bucket changed. */
export async function subjectsIn(store: Store, buckets: readonly number[]): Promise<Subject[]> {
  const all: Subject[] = []
  for (let i = 0; i < buckets.length; i += bucketsPerRequest) {
    const some = buckets.slice(i, i + bucketsPerRequest)
    const params = {
      seconds: some.map((ms) => ms / 1000),
      fromAt: Math.min(...some),
      toAt: Math.max(...some) + baseBucketMs,
    }
    all.push(
      ...(await store.select(
        Type.Object(SubjectRow),
        `SELECT DISTINCT ${subjectColumns} FROM series_counts WHERE ${inBuckets('bucket_at')}`,
        params,
      )),
    )
  }
  return all
}

export interface Counted {
  at: number
  mentions: number
  live: number
}

/** The counts of each subject from `from` up to and with the bucket of `to`, in order, without the empty ones; by `subjectKey`. */
export async function loadCounts(
  store: Store,
  subjects: readonly Subject[],
  span: { from: number; to: number },
): Promise<Map<string, Counted[]>> {
  const counts = new Map<string, Counted[]>()
  const most = 200
  for (let i = 0; i < subjects.length; i += most) {
    const rows = await store.select(
      Type.Object({
        ...SubjectRow,
        seconds: Type.Array(Type.Integer()),
        mentions: Type.Array(Type.Integer()),
        lives: Type.Array(Type.Integer()),
      }),
      `SELECT kind, id, dimension, value, groupArray(second) AS seconds, groupArray(m) AS mentions, groupArray(l) AS lives FROM (
         SELECT ${subjectColumns}, toUnixTimestamp(bucket_at) AS second, mentions AS m, live AS l FROM series_counts FINAL
         WHERE (subject_kind, subject, dimension, value) IN arrayZip({kinds: Array(String)}, {ids: Array(String)}, {dimensions: Array(String)}, {values: Array(String)})
           AND bucket_at >= {fromAt: DateTime64(3)} AND bucket_at <= {toAt: DateTime64(3)} AND mentions > 0
         ORDER BY bucket_at)
       GROUP BY kind, id, dimension, value`,
      {
        ...columnsOf(subjects.slice(i, i + most)),
        fromAt: span.from,
        toAt: span.to,
      },
    )
    for (const row of rows) {
      counts.set(
        subjectKey(row),
        row.seconds.map((second, n) => ({ at: second * 1000, mentions: row.mentions[n]!, live: row.lives[n]! })),
      )
    }
  }
  return counts
}

/** As parameters: tuples of their own the client does not know. */
function columnsOf(subjects: readonly Subject[]) {
  return {
    kinds: subjects.map((s) => s.kind),
    ids: subjects.map((s) => s.id),
    dimensions: subjects.map((s) => s.dimension),
    values: subjects.map((s) => s.value),
  }
}

const longestSilenceDays = 3

/**
 * When listening began: the first mention after the last silence of more than three days. What a few old mentions (an old
 * review, a feed's oldest item) leave empty before that was not heard, which is not the same as nothing said.
 */
export async function listeningSince(store: Store, now: number): Promise<number | undefined> {
  const days = await store.select(
    Type.Object({ day: Type.Integer(), firstAt: Type.Integer() }),
    `SELECT intDiv(toUnixTimestamp(bucket_at), 86400) AS day, min(bucket_at) AS first_at FROM series_counts
     WHERE subject_kind = 'all' AND dimension = '' AND mentions > 0 AND bucket_at <= {nowAt: DateTime64(3)} GROUP BY day ORDER BY day DESC`,
    { nowAt: now },
  )
  const end = days.findIndex(({ day }, i) => i + 1 < days.length && day - days[i + 1]!.day > longestSilenceDays)
  return days.at(end)?.firstAt
}
