import { Type } from 'typebox'
import { clusterSql } from '../../enrich/mentions/mention-table.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Subject } from './subject.ts'
import { mentionsOf } from './mentions-of.ts'

/** Mentions, distinct authors and distinct texts of a subject in a window. */
export interface DistinctCounts {
  mentions: number
  authors: number
  texts: number
  /** Share of the mentions of each department. */
  departments: Map<string, number>
  /** For each of the `known` topics, the share of the mentions that also belong to it. */
  sharedWith: Map<string, number>
  /** Share of the mentions in the most frequent topic; near 1, the subject is mainly that topic. */
  largestTopicShare: number
}

/** SQL: a list column as a map from value to 1, which `sumMap` adds up. */
const countedOnce = (column: string) =>
  `CAST(mapFromArrays(arrayMap(x -> toString(x), ${column}), arrayMap(x -> toUInt64(1), ${column})), 'Map(String, UInt64)')`

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
  span: { from: number; to: number; known: readonly string[] },
): Promise<DistinctCounts> {
  const { where, params } = mentionsOf(subject)
  const [row] = await store.select(
    Type.Object({
      mentions: Type.Integer(),
      authors: Type.Integer(),
      texts: Type.Integer(),
      departments: Type.Array(Type.String()),
      departmentCounts: Type.Array(Type.Integer()),
      shared: Type.Array(Type.Integer()),
      largest: Type.Integer(),
    }),
    `SELECT count() AS mentions, uniqExactIf(author_key, author_key != '') + countIf(author_key = '') AS authors, uniqExact(${clusterSql}) AS texts,
       mapKeys(sumMap(map_of) AS department_sum) AS departments, mapValues(department_sum) AS department_counts, sumForEach(arrayMap(k -> toUInt64(has(topic_tree, k)), {known: Array(String)})) AS shared,
       arrayMax(arrayPushBack(mapValues(sumMap(topics_map)), 0)) AS largest
     FROM (SELECT *, ${countedOnce('departments')} AS map_of, ${countedOnce('topics')} AS topics_map
           FROM mentions FINAL
           WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${includesHistory ? '' : 'NOT backfill AND '}NOT time_clamped AND ${where})`,
    { ...params, known: [...span.known], fromAt: span.from, toAt: span.to },
  )
  const { mentions, authors, texts } = row!
  return {
    mentions,
    authors,
    texts,
    departments: new Map(row!.departments.map((id, i) => [id, row!.departmentCounts[i]! / Math.max(1, mentions)])),
    sharedWith: new Map(span.known.map((topic, i) => [topic, (row!.shared[i] ?? 0) / Math.max(1, mentions)])),
    largestTopicShare: row!.largest / Math.max(1, mentions),
  }
}
