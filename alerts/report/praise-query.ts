import { Type, type Static } from 'typebox'
import { clusterSql } from '../../enrich/mentions/mention-table.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Account } from '../accounts/account.ts'
import { accountParams, writtenBySql } from '../accounts/account-sql.ts'
import type { Period } from './volume-query.ts'

/** Whose praise is asked for: everybody's but the company's own. */
export interface PraiseQuestion extends Period {
  ownAccounts: readonly Account[]
}

const mostNamed = 3
const quoteCandidates = 60
const mostAdvocates = 5
/** A quote in a report is no essay. */
const mostCharacters = 400
const severalPraises = 2
/** “Thanks for nothing” is found to be praise now and then, but never in so good a mood. */
const gladScore = 0.5

/** Somebody who complains, asks or compares is not thanked for a friendly tone, and praise in an angry one is not meant. */
const isPraise = `(intent = 'praise' AND sentiment != 'negative' OR intent = 'unknown' AND sentiment = 'positive')`
/** What is said of a topic by itself may be the opposite of the whole. */
const praisedTopics = `arrayFilter((topic, mood) -> mood != 'negative', topics, arrayResize(topic_sentiments, length(topics)))`
const within = `created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${writtenBySql} = 0`

function paramsOf({ from, to, ownAccounts }: PraiseQuestion) {
  const { keys, places } = accountParams(ownAccounts)
  // An empty list is no table to look up in.
  return { fromAt: from, toAt: to, keys: ['', ...keys], places: [0, ...places] }
}

export const PraisedRow = Type.Object({
  department: Type.String(),
  /** `all` (with an empty value), `topic` or `product`. */
  kind: Type.String(),
  value: Type.String(),
  mentions: Type.Integer(),
})
export type PraisedRow = Static<typeof PraisedRow>

/** What is praised to each department, the most praised first, at most three of a kind. */
export const countPraised = (store: Store, question: PraiseQuestion): Promise<PraisedRow[]> =>
  store.select(
    PraisedRow,
    `SELECT department, part.1 AS kind, part.2 AS value, count() AS mentions
     FROM (
       SELECT toString(arrayJoin(departments)) AS department, arrayConcat([('all', '')], arrayMap(topic -> ('topic', toString(topic)), ${praisedTopics}),
         arrayDistinct(arrayFilter(each -> each.1 = 'product', arrayMap((k, v) -> (toString(k), v), entity_kinds, entity_values)))) AS parts
       FROM mentions FINAL WHERE ${within} AND ${isPraise})
     ARRAY JOIN parts AS part GROUP BY department, kind, value
     ORDER BY mentions DESC, value LIMIT ${mostNamed} BY department, kind`,
    paramsOf(question),
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
  /** Speaks as an advocate: a topic of praise was found in it. */
  isAdvocate: Type.Boolean(),
  products: Type.Array(Type.String()),
})
export type PraiseRow = Static<typeof PraiseRow>

/** The newest clear praises to each department that nobody took back, advocates' first. Which ones is asked first, without their texts. */
export const newestPraises = (store: Store, question: PraiseQuestion): Promise<PraiseRow[]> =>
  store.select(
    PraiseRow,
    `WITH newest AS (
       SELECT id, toString(arrayJoin(departments)) AS department FROM mentions FINAL
       WHERE ${within} AND ${isPraise} AND sentiment_score >= ${gladScore} AND removed_at IS NULL
       ORDER BY author_role = 'advocate' DESC, created_at DESC, id LIMIT ${quoteCandidates} BY department)
     SELECT newest.department AS department, said.* FROM newest JOIN (
       SELECT id AS mention_id, leftUTF8(text, ${mostCharacters}) AS text, author_handle AS author, author_key, toString(source) AS source, toString(sentiment) AS sentiment, url, created_at,
         ${clusterSql} AS text_cluster, toBool(author_role = 'advocate') AS is_advocate,
         arrayMap(each -> each.2, arrayFilter(each -> each.1 = 'product', arrayMap((k, v) -> (toString(k), v), entity_kinds, entity_values))) AS products
       FROM mentions FINAL WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND id IN (SELECT id FROM newest)) AS said ON said.mention_id = newest.id
     ORDER BY created_at DESC, mention_id`,
    paramsOf(question),
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

/** Who speaks as an advocate, or praised several times, the most praises first. What was taken back does not count, and who is gone is not named. */
export const findAdvocates = (store: Store, question: PraiseQuestion): Promise<AdvocateRow[]> =>
  store.select(
    AdvocateRow,
    `SELECT department, argMax(said_by, created_at) AS handle, toString(source) AS source, count() AS praises, argMaxIf(url, created_at, match(url, '^https?://')) AS link, max(created_at) AS newest_at
     FROM (
       SELECT toString(arrayJoin(departments)) AS department, author_handle AS said_by, author_key, source, url, created_at, author_role = 'advocate' AS is_advocate
       FROM mentions FINAL
       WHERE ${within} AND removed_at IS NULL AND author_key != '' AND author_handle != '' AND (${isPraise} OR author_role = 'advocate'))
     GROUP BY department, source, author_key HAVING countIf(is_advocate) > 0 OR praises >= ${severalPraises}
     ORDER BY praises DESC, newest_at DESC, handle LIMIT ${mostAdvocates} BY department`,
    paramsOf(question),
  )
