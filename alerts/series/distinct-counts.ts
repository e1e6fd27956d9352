import { Type } from 'typebox'
import { clusterSql } from '../../enrich/mentions/mention-table.ts'
import type { Store } from '../../infra/store/store.ts'
import { mentionsOf } from './mentions-of.ts'
import { subjectKey, type Subject } from './subject.ts'

/** Mentions, distinct authors and distinct texts of a subject in a window. */
export interface DistinctCounts {
  mentions: number
  authors: number
  texts: number
  /** Share of the mentions of each department; a mention counts half in those that only watch. */
  departments: Map<string, number>
  /** For each of the `known` subjects, by `subjectKey`: the share of the mentions that also count in it. */
  sharedWith: Map<string, number>
  /** The most frequent topic of the mentions ('' without any) and its share; near 1, the subject is mainly that topic. */
  largestTopic: { id: string; share: number }
}

/** SQL: a list column as a map from each value to 1, which `sumMap` adds up. @param first weight of the first value */
const counted = (column: string, { first }: { first: number }) =>
  `CAST(mapFromArrays(arrayMap(x -> toString(x), ${column}), arrayMap(i -> toUInt64(if(i = 1, ${first}, 1)), arrayEnumerate(${column}))), 'Map(String, UInt64)')`

/** The store, and whether backfill counts: live evaluations count only live mentions, a backtest also backfill. */
export interface MentionScope {
  store: Store
  includesHistory: boolean
}

/**
 * Distinct authors and texts in a window (epoch ms, `to` excluded). A hundred posts by one author count as one author, copies of a text
 * as one text.
 */
export async function distinctCounts(
  { store, includesHistory }: MentionScope,
  subject: Subject,
  span: { from: number; to: number; known: readonly Subject[] },
): Promise<DistinctCounts> {
  const { where, params } = mentionsOf(subject)
  const known = span.known.map((each, i) => mentionsOf(each, `_${i}`))
  const [row] = await store.select(
    Type.Object({
      mentions: Type.Integer(),
      authors: Type.Integer(),
      texts: Type.Integer(),
      departments: Type.Array(Type.String()),
      departmentCounts: Type.Array(Type.Integer()),
      shared: Type.Array(Type.Integer()),
      topics: Type.Array(Type.String()),
      topicCounts: Type.Array(Type.Integer()),
    }),
    `SELECT count() AS mentions, uniqExactIf(author_key, author_key != '') + countIf(author_key = '') AS authors, uniqExact(${clusterSql}) AS texts,
       mapKeys(sumMap(map_of) AS department_sum) AS departments, mapValues(department_sum) AS department_counts, sumForEach(shared_of) AS shared,
       mapKeys(sumMap(topics_map) AS topic_sum) AS topics, mapValues(topic_sum) AS topic_counts
     FROM (SELECT *, CAST([${known.map((each) => each.where).join(', ')}], 'Array(UInt64)') AS shared_of, ${counted('departments', { first: 2 })} AS map_of, ${counted('topics', { first: 1 })} AS topics_map
           FROM mentions FINAL
           WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${includesHistory ? '' : 'NOT backfill AND '}NOT time_clamped AND ${where})`,
    { ...params, ...Object.assign({}, ...known.map((each) => each.params)), fromAt: span.from, toAt: span.to },
  )
  const { mentions, authors, texts } = row!
  return {
    mentions,
    authors,
    texts,
    departments: new Map(row!.departments.map((id, i) => [id, row!.departmentCounts[i]! / Math.max(1, 2 * mentions)])),
    sharedWith: new Map(span.known.map((each, i) => [subjectKey(each), (row!.shared[i] ?? 0) / Math.max(1, mentions)])),
    largestTopic: largestOf(row!.topics, row!.topicCounts, mentions),
  }
}

function largestOf(topics: readonly string[], counts: readonly number[], mentions: number) {
  const most = Math.max(0, ...counts)
  return { id: topics[counts.indexOf(most)] ?? '', share: most / Math.max(1, mentions) }
}
