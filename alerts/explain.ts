import { Type } from 'typebox'
import { clusterSql } from '../enrich/mention-table.ts'
import type { Store } from '../infra/store/store.ts'
import type { Driver, Evidence } from './alert.ts'
import { entityCuts, type Subject } from './series.ts'

const baselineMs = 14 * 24 * 3_600_000
const quoteCandidates = 300
const mostQuotes = 5
const mostDrivers = 4
/** A driver carries at least a fifth of the excess and is at least half as common again as usual. */
const leastShare = 0.2
const leastLift = 1.5
const leastMentions = 3
/** Half a mention each way, so that a value never heard before has a finite lift. */
const prior = 0.5

/** The mentions that count in a subject, as a condition on `mentions` with parameters of its own. */
function mentionsOf(subject: Subject): { where: string; params: Record<string, unknown> } {
  const { kind, id, dimension, value } = subject
  const about =
    kind === 'topic' ? 'has(topic_tree, {id: String})' : kind === 'department' ? 'has(departments, {id: String})' : '1'
  const columns: Record<string, string> = { source: 'source', sentiment: 'sentiment', stage: 'stage' }
  const cut =
    dimension === ''
      ? '1'
      : columns[dimension]
        ? `${columns[dimension]} = {value: String}`
        : 'arrayExists((k, v) -> k = {dimension: String} AND v = {value: String}, entity_kinds, entity_values)'
  return { where: `${about} AND ${cut}`, params: { id, dimension, value } }
}

export interface Voices {
  mentions: number
  authors: number
  texts: number
  /** Share of the mentions that each department got, by department. */
  departments: Map<string, number>
  /** Share of the mentions that count in one of the `known` topics too: evidence that somebody has already. */
  shared: number
  /** Share of the mentions that the largest of the topics found in them has: near 1 = it is really about that one. */
  ofOneTopic: number
}

/** A list column as a map of ones, which `sumMap` adds up. */
const countedOnce = (column: string) =>
  `CAST(mapFromArrays(arrayMap(x -> toString(x), ${column}), arrayMap(x -> toUInt64(1), ${column})), 'Map(String, UInt64)')`

/** Whose voices count: a live look hears live mentions only, a backtest what is history by now too. */
export interface Hearing {
  store: Store
  hearsHistory: boolean
}

/** Who speaks in a window: one person's hundred posts and one story passed on are one voice. */
export async function voicesIn(
  { store, hearsHistory }: Hearing,
  subject: Subject,
  span: { from: number; to: number; known: readonly string[] },
): Promise<Voices> {
  const { where, params } = mentionsOf(subject)
  const [row] = await store.select(
    Type.Object({
      mentions: Type.Integer(),
      authors: Type.Integer(),
      texts: Type.Integer(),
      departments: Type.Array(Type.String()),
      gots: Type.Array(Type.Integer()),
      shared: Type.Integer(),
      largest: Type.Integer(),
    }),
    `SELECT count() AS mentions, uniqExactIf(author_key, author_key != '') + countIf(author_key = '') AS authors, uniqExact(${clusterSql}) AS texts,
       mapKeys(sumMap(map_of) AS got) AS departments, mapValues(got) AS gots, countIf(hasAny(topic_tree, {known: Array(String)})) AS shared,
       arrayMax(arrayPushBack(mapValues(sumMap(topics_map)), 0)) AS largest
     FROM (SELECT *, ${countedOnce('departments')} AS map_of, ${countedOnce('topics')} AS topics_map
           FROM mentions FINAL
           WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${hearsHistory ? '' : 'NOT backfill AND '}NOT time_clamped AND ${where})`,
    { ...params, known: [...span.known], fromAt: span.from, toAt: span.to },
  )
  const { mentions, authors, texts } = row!
  return {
    mentions,
    authors,
    texts,
    departments: new Map(row!.departments.map((id, i) => [id, row!.gots[i]! / Math.max(1, mentions)])),
    shared: row!.shared / Math.max(1, mentions),
    ofOneTopic: row!.largest / Math.max(1, mentions),
  }
}

/**
 * What the excess has in common: for each value of each cut its share of the excess and its lift over the two weeks before,
 * the fewest that say most first. `mentions` is how many there are since the onset. Kullback–Leibler weight: share × ln(lift).
 */
export async function driversOf(
  store: Store,
  subject: Subject,
  span: { onset: number; to: number; expected: number },
): Promise<{ drivers: Driver[]; mentions: number }> {
  const { where, params } = mentionsOf(subject)
  const from = span.onset - baselineMs
  const rows = await store.select(
    Type.Object({ dimension: Type.String(), value: Type.String(), now: Type.Integer(), before: Type.Integer() }),
    `SELECT part.1 AS dimension, part.2 AS value, countIf(created_at >= {onsetAt: DateTime64(3)}) AS now, countIf(created_at < {onsetAt: DateTime64(3)}) AS before
     FROM (SELECT created_at, arrayDistinct(arrayConcat([('', '')], [('source', toString(source))],
             arrayFilter(c -> has({cuts: Array(String)}, c.1), arrayMap((k, v) -> (toString(k), v), entity_kinds, entity_values)))) AS parts
           FROM mentions FINAL WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${where})
     ARRAY JOIN parts AS part GROUP BY dimension, value`,
    { ...params, fromAt: from, onsetAt: span.onset, toAt: span.to, cuts: [...entityCuts] },
  )
  const total = rows.find((row) => row.dimension === '')
  if (!total || total.now === 0) return { drivers: [], mentions: 0 }
  const excess = Math.max(1, total.now - span.expected)
  const drivers = rows
    .filter((row) => row.dimension !== '' && row.dimension !== subject.dimension && row.now >= leastMentions)
    .map(({ dimension, value, now, before }) => {
      const usual = (before / Math.max(1, total.before)) * span.expected
      const lift = (now + prior) / (total.now + 2 * prior) / ((before + prior) / (total.before + 2 * prior))
      return {
        dimension,
        value,
        now,
        usual: rounded(usual),
        share: rounded(Math.min(1, (now - usual) / excess)),
        lift: rounded(lift),
      }
    })
    .filter((driver) => driver.share >= leastShare && driver.lift >= leastLift)
    .toSorted((a, b) => b.share * Math.log(b.lift) - a.share * Math.log(a.lift))
    .slice(0, mostDrivers)
  return { drivers, mentions: total.now }
}

/** At most five quotes: distinct texts by distinct people, those that name the first driver first, then the newest. */
export async function evidenceOf(
  store: Store,
  subject: Subject,
  span: { from: number; to: number; driver: Driver | undefined },
): Promise<Evidence[]> {
  const { where, params } = mentionsOf(subject)
  const rows = await store.select(
    Type.Object({
      mentionId: Type.String(),
      text: Type.String(),
      author: Type.String(),
      authorKey: Type.String(),
      source: Type.String(),
      sentiment: Type.String(),
      url: Type.String(),
      createdAt: Type.Integer(),
      textCluster: Type.String(),
      values: Type.Array(Type.String()),
    }),
    `SELECT id AS mention_id, text, author_handle AS author, author_key, source, sentiment, url, created_at, ${clusterSql} AS text_cluster, entity_values AS values
     FROM mentions FINAL WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND removed_at IS NULL AND ${where}
     ORDER BY created_at DESC LIMIT {most: UInt32}`,
    { ...params, fromAt: span.from, toAt: span.to, most: quoteCandidates },
  )
  const naming = (row: (typeof rows)[number]) =>
    span.driver && (row.values.includes(span.driver.value) || row.source === span.driver.value) ? 0 : 1
  const texts = new Set<string>()
  const authors = new Set<string>()
  return rows
    .toSorted((a, b) => naming(a) - naming(b))
    .filter(
      (row) =>
        !texts.has(row.textCluster) &&
        !(row.authorKey && authors.has(row.authorKey)) &&
        texts.add(row.textCluster) &&
        authors.add(row.authorKey),
    )
    .slice(0, mostQuotes)
    .map(({ mentionId, text, author, source, sentiment, url, createdAt }) => ({
      mentionId,
      text,
      author,
      source,
      sentiment,
      url,
      createdAt,
    }))
}

const rounded = (x: number) => Math.round(x * 1000) / 1000
