import { Type } from 'typebox'
import { clusterSql } from '../../enrich/mentions/mention-table.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Filters } from '../../enrich/mentions/wanted.ts'
import {
  hasValueSql,
  isColumnDimension,
  isSubjectDimension,
  valuesSql,
  type Dimension,
} from '../../enrich/mentions/dimensions.ts'
import {
  seesWholeDepartments,
  visibleMentionsSql,
  type VisibleMentions,
} from '../../enrich/mentions/visible-mentions.ts'
import { baseBucketMs } from './subject.ts'

export const measures = ['mentions', 'texts', 'authors', 'negativeShare', 'sentiment'] as const
type Measure = (typeof measures)[number]

/** Whether the measure has no value where there are no mentions. */
export const isShare = (measure: Measure): boolean => measure === 'negativeShare' || measure === 'sentiment'

export interface SeriesQuery {
  measure: Measure
  /** Absent: one series of all mentions that match the filters. */
  by?: Dimension | undefined
  filters: Filters
  bucketMs: number
  /** Epoch ms; the first bucket is the one that holds `from`, the last one ends at or after `to`. */
  from: number
  to: number
  visible: VisibleMentions
  /** Points of all series together, with those of empty buckets; more are refused with `TooManyPoints`. Absent: no limit. */
  mostPoints?: number | undefined
  /** Absent: spam counts only in the volume of a source. */
  spam?: Spam | 'without' | undefined
}

/** Spam on demand: beside the other mentions, or alone. */
export const spams = ['with', 'only'] as const
type Spam = (typeof spams)[number]

export interface CountedSeries {
  /** Value of the dimension; '' if the query has none. */
  key: string
  /** Value of the measure by start of the bucket (epoch ms), without empty buckets. */
  values: Map<number, number>
  /** Mentions by start of the bucket, without empty ones. */
  counts: Map<number, number>
  /** Value of the measure over all buckets together. */
  total: number
  /** Mentions in all buckets. */
  mentions: number
}

/** The answer would be too large. Nothing of it was made. */
export class TooManyPoints extends Error {
  constructor(size: string) {
    super(size)
    this.name = 'TooManyPoints'
  }
}
/** Keys that are read at most, when points are limited. */
const mostKeys = 50_000

/** Before the points are made: a dimension may have a hundred thousand values. @throws TooManyPoints */
export function refuseTooMany(
  series: number,
  { from, to, bucketMs, mostPoints = Infinity }: Pick<SeriesQuery, 'from' | 'to' | 'bucketMs' | 'mostPoints'>,
): void {
  const points = series * Math.ceil((to - bucketStart(from, bucketMs)) / bucketMs)
  if (points > mostPoints) throw new TooManyPoints(`${points} points in ${series} series`)
}

const weekMs = 7 * 24 * 3_600_000
const mondayMs = 4 * 24 * 3_600_000

/** Start of the bucket that contains `at`, epoch ms. Weeks begin on Monday, days at midnight UTC. */
export function bucketStart(at: number, bucketMs: number): number {
  const offset = bucketMs === weekMs ? mondayMs : 0
  return Math.floor((at - offset) / bucketMs) * bucketMs + offset
}

interface StoredSeries {
  kind: string
  dimension: string
}

/**
 * The kind of subject and the dimension in `series_counts` that answer the query; undefined if it needs more than one subject or one cut, or
 * if these counts hold mentions that are not visible.
 */
function storedSeriesFor(query: SeriesQuery): StoredSeries | undefined {
  const { measure, by, filters, bucketMs, visible } = query
  if (query.spam === 'only' || countsSpam(query) !== isBySourceOnly(query)) return undefined
  const used = [...new Set([...(Object.keys(filters) as Dimension[]), ...(by ? [by] : [])])]
  const subjects = used.filter(isSubjectDimension)
  const cuts = used.filter((dimension) => !isSubjectDimension(dimension))
  const additive = measure !== 'texts' && measure !== 'authors'
  if (!additive || bucketMs < baseBucketMs || subjects.length > 1 || cuts.length > 1) return undefined
  const stored = { kind: subjects[0] ?? 'all', dimension: cuts[0] ?? '' }
  const { department } = filters
  const isOwn = stored.kind === 'department' && (department === undefined || visible.departments.includes(department))
  return visible.all || (isOwn && seesWholeDepartments(visible)) ? stored : undefined
}

/** The series of a query, largest first, without spam except in the volume of a source: from stored counts if possible, otherwise counted from mentions. */
export async function countSeries(store: Store, query: SeriesQuery): Promise<CountedSeries[]> {
  const { bucketMs, filters, visible } = query
  const stored = storedSeriesFor(query)
  const rows = await store.select(
    Type.Object({
      key: Type.String(),
      starts: Type.Array(Type.Integer()),
      values: Type.Array(Type.Number()),
      counts: Type.Array(Type.Integer()),
      total: Type.Number(),
      mentions: Type.Integer(),
    }),
    (stored ? storedSql(query, stored) : countedSql(query)) +
      (query.mostPoints === undefined ? '' : `\nLIMIT ${mostKeys + 1}`),
    {
      ...Object.fromEntries(Object.entries(filters).map(([dimension, value]) => [`f_${dimension}`, value])),
      ...visibleMentionsSql(visible).params,
      ...(stored && { kind: stored.kind, dimension: stored.dimension }),
      fromAt: bucketStart(query.from, bucketMs),
      toAt: bucketStart(query.to - 1, bucketMs) + bucketMs,
      width: bucketMs / 1000,
      offset: bucketMs === weekMs ? mondayMs / 1000 : 0,
    },
  )
  if (query.mostPoints !== undefined && rows.length > mostKeys) throw new TooManyPoints(`more than ${mostKeys} series`)
  return rows.map(({ key, starts, values, counts, total, mentions }) => {
    const byStart = (figures: readonly number[]) => new Map(starts.map((seconds, i) => [seconds * 1000, figures[i]!]))
    return { key, mentions, total, values: byStart(values), counts: byStart(counts) }
  })
}

const startOf = (column: string) =>
  `intDiv(toUnixTimestamp(${column}) - {offset: UInt32}, {width: UInt32}) * {width: UInt32} + {offset: UInt32}`

/** Of a query that is grouped by `perBucket`: a row without `start` is the total of its key. */
const grouped = (inner: string) => `
SELECT key, groupArrayIf(start, start > 0) AS starts, groupArrayIf(measured, start > 0) AS values, groupArrayIf(n, start > 0) AS counts,
  anyIf(measured, start = 0) AS total, anyIf(n, start = 0) AS mentions
FROM (${inner}) GROUP BY key HAVING mentions > 0 ORDER BY mentions DESC, key`
const perBucket = 'GROUP BY GROUPING SETS ((key, start), (key)) ORDER BY key, start'

const storedMeasure: Record<string, string> = {
  mentions: 'toFloat64(n)',
  negativeShare: 'sum(negative) / n',
  sentiment: 'sum(sentiment_sum) / n',
}

function storedSql({ measure, by, filters, visible }: SeriesQuery, { dimension }: StoredSeries): string {
  const key = !by ? `''` : isSubjectDimension(by) ? 'toString(subject)' : 'value'
  const wanted = [
    !visible.all && ownDepartment('subject'),
    filters.topic !== undefined &&
      `(subject = {f_topic: String}${by === 'topic' ? ` OR startsWith(subject, concat({f_topic: String}, '.'))` : ''})`,
    filters.department !== undefined && 'subject = {f_department: String}',
    dimension !== '' && filters[dimension as Dimension] !== undefined && `value = {f_${dimension}: String}`,
  ].filter((condition) => condition !== false)
  return grouped(`
    SELECT ${key} AS key, ${startOf('bucket_at')} AS start, sum(mentions) AS n, ${storedMeasure[measure]} AS measured
    FROM series_counts FINAL
    WHERE ${['subject_kind = {kind: String}', 'dimension = {dimension: String}', ...wanted].join(' AND ')}
      AND bucket_at >= {fromAt: DateTime64(3)} AND bucket_at < {toAt: DateTime64(3)} AND mentions > 0
    ${perBucket}`)
}

const ownDepartment = (column: string) => `${column} IN {mentionDepartments: Array(String)}`

const countedMeasure: Record<Measure, string> = {
  mentions: 'toFloat64(n)',
  texts: 'toFloat64(uniqExact(text_cluster))',
  authors: `toFloat64(uniqExactIf(author_key, author_key != '') + countIf(author_key = ''))`,
  negativeShare: `countIf(sentiment = 'negative') / n`,
  sentiment: 'avg(sentiment_score)',
}

/** What a source sent, spam included: everything else leaves spam out. */
const isBySourceOnly = ({ by, filters }: Pick<SeriesQuery, 'by' | 'filters'>): boolean => {
  const used = [...Object.keys(filters), ...(by ? [by] : [])]
  return used.length > 0 && used.every((dimension) => dimension === 'source')
}

/** Whether spam is counted; stored counts hold it in the volume of a source and nowhere else. */
const countsSpam = (query: Pick<SeriesQuery, 'by' | 'filters' | 'spam'>): boolean =>
  query.spam === undefined ? isBySourceOnly(query) : query.spam !== 'without'

function countedSql(query: SeriesQuery): string {
  const { measure, by, filters, visible, spam } = query
  const wanted = [
    visibleMentionsSql(visible).where,
    ...(countsSpam(query) ? [] : ["intent != 'spam'"]),
    ...(spam === 'only' ? ["intent = 'spam'"] : []),
    ...(Object.keys(filters) as Dimension[]).map((dimension) => hasValueSql(dimension, `{f_${dimension}: String}`)),
  ]
  // A split by a filtered dimension has one series; by topic, also those of its children.
  const own = by && filters[by] !== undefined && !isColumnDimension(by)
  // A visible mention may also be of departments whose series are not.
  const hidesDepartments = by === 'department' && !visible.all && visible.wholeValues.length === 0
  const below = by === 'topic' ? ` OR startsWith(key, concat({f_topic: String}, '.'))` : ''
  return grouped(`
    SELECT key, ${startOf('created_at')} AS start, count() AS n, ${countedMeasure[measure]} AS measured
    FROM (
      SELECT created_at, ${clusterSql} AS text_cluster, author_key, sentiment, sentiment_score, ${by ? valuesSql(by) : `''`} AS key
      FROM mentions FINAL
      WHERE ${['created_at >= {fromAt: DateTime64(3)}', 'created_at < {toAt: DateTime64(3)}', ...wanted].join(' AND ')}
    )
    WHERE ${own ? `(key = {f_${by}: String}${below})` : '1'} AND ${hidesDepartments ? ownDepartment('key') : '1'}
    ${perBucket}`)
}

/** When counts last changed (the store's clock, epoch ms). */
export async function lastCounted(store: Store): Promise<number> {
  const [row] = await store.select(
    Type.Object({ countedAt: Type.Integer() }),
    `SELECT toDateTime64(max(counted_at), 3, 'UTC') AS counted_at FROM series_counts WHERE subject_kind = 'all' AND dimension = ''`,
  )
  return row!.countedAt
}
