import { Type, type Static } from 'typebox'
import { clusterSql } from '../../enrich/mentions/mention-table.ts'
import { visibleMentionsSql } from '../../enrich/mentions/visible-mentions.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Account } from '../accounts/account.ts'
import { accountParams, writtenBySql } from '../accounts/account-sql.ts'
import type { VisiblePeriod } from './volume-query.ts'

/** A period, and the company's own accounts, whose praise does not count. */
export interface PraiseQuery extends VisiblePeriod {
  ownAccounts: readonly Account[]
}

const mostNamed = 3
const quoteCandidates = 60
const mostAdvocates = 5
/** Longer quotes are cut. */
const mostCharacters = 400
const severalPraises = 2
/** Least sentiment score of a quote: sarcastic praise (“thanks for nothing”) scores lower. */
const leastQuoteScore = 0.5

/** SQL: a topic of the shipped taxonomies' branch `praise`. */
const isPraiseTopic = (topic: string) => `(${topic} = 'praise' OR startsWith(${topic}, 'praise.'))`
/** Positive, and praise by its intent or by a topic. A complaint and spam never are. */
const isPraise = `(sentiment = 'positive' AND intent NOT IN ('complaint', 'spam') AND (intent = 'praise' OR arrayExists(topic -> ${isPraiseTopic('topic')}, topics)))`
const within = (query: PraiseQuery) =>
  `created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${writtenBySql} = 0 AND ${visibleMentionsSql(query.visible).where}`
/** SQL: the topics of complaints, most of whose mentions in the period are negative. Nobody praises a parcel for being late. */
const complaintTopics = (query: PraiseQuery) =>
  `(SELECT groupArray(topic) FROM (SELECT arrayJoin(topics) AS topic FROM mentions FINAL WHERE ${within(query)} GROUP BY topic HAVING countIf(sentiment = 'negative') * 2 > count()))`
/** The topics that are praised: those of praise, those whose own sentiment is positive, and the only one. */
const praisedTopics = `arrayFilter((topic, own) -> NOT has(complaints, toString(topic)) AND (own = 'positive' OR (own != 'negative' AND (length(topics) = 1 OR ${isPraiseTopic('topic')}))), topics, arrayResize(topic_sentiments, length(topics)))`

function paramsOf({ from, to, ownAccounts, visible }: PraiseQuery) {
  const { keys, places } = accountParams(ownAccounts)
  // ClickHouse's `transform` rejects empty arrays.
  return { fromAt: from, toAt: to, keys: ['', ...keys], places: [0, ...places], ...visibleMentionsSql(visible).params }
}

export const PraisedRow = Type.Object({
  department: Type.String(),
  /** `all` (with an empty value), `topic` or `product`. */
  kind: Type.String(),
  value: Type.String(),
  mentions: Type.Integer(),
})
export type PraisedRow = Static<typeof PraisedRow>

/** Praised topics and products by department: the three with the most mentions of each kind. */
export const countPraised = (store: Store, query: PraiseQuery): Promise<PraisedRow[]> =>
  store.select(
    PraisedRow,
    `WITH ${complaintTopics(query)} AS complaints
     SELECT department, part.1 AS kind, part.2 AS value, count() AS mentions
     FROM (
       SELECT toString(arrayJoin(departments)) AS department, arrayConcat([('all', '')], arrayMap(topic -> ('topic', toString(topic)), ${praisedTopics}),
         arrayDistinct(arrayFilter(each -> each.1 = 'product', arrayMap((k, v) -> (toString(k), v), entity_kinds, entity_values)))) AS parts
       FROM mentions FINAL WHERE ${within(query)} AND ${isPraise})
     ARRAY JOIN parts AS part GROUP BY department, kind, value
     ORDER BY mentions DESC, value LIMIT ${mostNamed} BY department, kind`,
    paramsOf(query),
  )

export const PraiseRow = Type.Object({
  department: Type.String(),
  mentionId: Type.String(),
  text: Type.String(),
  author: Type.String(),
  authorKey: Type.String(),
  source: Type.String(),
  sentiment: Type.String(),
  url: Type.String(),
  createdAt: Type.Integer(),
  textCluster: Type.String(),
  /** Its author has the role advocate. */
  isAdvocate: Type.Boolean(),
  products: Type.Array(Type.String()),
})
export type PraiseRow = Static<typeof PraiseRow>

/**
 * The newest clear praise for each department that was not removed, advocates first. The rows are selected first and their texts joined
 * afterwards.
 */
export const newestPraises = (store: Store, query: PraiseQuery): Promise<PraiseRow[]> =>
  store.select(
    PraiseRow,
    `WITH newest AS (
       SELECT id, toString(arrayJoin(departments)) AS department FROM mentions FINAL
       WHERE ${within(query)} AND ${isPraise} AND sentiment_score >= ${leastQuoteScore} AND removed_at IS NULL
       ORDER BY author_role = 'advocate' DESC, created_at DESC, id LIMIT ${quoteCandidates} BY department)
     SELECT newest.department AS department, quote.* FROM newest JOIN (
       SELECT id AS mention_id, leftUTF8(text, ${mostCharacters}) AS text, author_handle AS author, author_key, toString(source) AS source, toString(sentiment) AS sentiment, url, created_at,
         ${clusterSql} AS text_cluster, toBool(author_role = 'advocate') AS is_advocate,
         arrayMap(each -> each.2, arrayFilter(each -> each.1 = 'product', arrayMap((k, v) -> (toString(k), v), entity_kinds, entity_values))) AS products
       FROM mentions FINAL WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND id IN (SELECT id FROM newest)) AS quote ON quote.mention_id = newest.id
     ORDER BY created_at DESC, mention_id`,
    paramsOf(query),
  )

export const AdvocateRow = Type.Object({
  department: Type.String(),
  handle: Type.String(),
  source: Type.String(),
  praises: Type.Integer(),
  link: Type.String(),
  newestAt: Type.Integer(),
})
export type AdvocateRow = Static<typeof AdvocateRow>

/** Authors of praise with the role advocate or at least two praises, most praises first. Removed mentions and deleted authors are left out. */
export const findAdvocates = (store: Store, query: PraiseQuery): Promise<AdvocateRow[]> =>
  store.select(
    AdvocateRow,
    `SELECT department, argMax(written_by, created_at) AS handle, toString(source) AS source, count() AS praises, argMaxIf(url, created_at, match(url, '^https?://')) AS link, max(created_at) AS newest_at
     FROM (
       SELECT toString(arrayJoin(departments)) AS department, author_handle AS written_by, author_key, source, url, created_at, author_role = 'advocate' AS is_advocate
       FROM mentions FINAL
       WHERE ${within(query)} AND removed_at IS NULL AND author_key != '' AND author_handle != '' AND ${isPraise})
     GROUP BY department, source, author_key HAVING countIf(is_advocate) > 0 OR praises >= ${severalPraises}
     ORDER BY praises DESC, newest_at DESC, handle LIMIT ${mostAdvocates} BY department`,
    paramsOf(query),
  )
