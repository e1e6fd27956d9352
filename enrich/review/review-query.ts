import type { Store } from '../../infra/store/store.ts'
import { clusterSql, mentionColumns, MentionRow } from '../mentions/mention-table.ts'

/** What counts only just. */
export const nearlyUnsure = 0.6
/** Below it a guess is no guess, and nobody is asked. */
const hardlyAGuess = 0.25

export interface ReviewQuery {
  /** It was found, or is the best guess. */
  department?: string | undefined
  from: number
  /** Exclusive. */
  to: number
  /** Older than this mention (time and id of the last one seen). */
  after?: { createdAt: number; id: string } | undefined
  limit: number
}

/** What a person should look at: each condition stands beside the sentence that it is told by. */
const doubts: { sql: string; sentence: (row: MentionRow) => string | undefined }[] = [
  {
    sql: `empty(topics) AND topic_guess != '' AND topic_guess_confidence >= ${hardlyAGuess}`,
    sentence: ({ topics, topicGuess: id, topicGuessConfidence: p }) =>
      topics.length === 0 && id !== '' && p >= hardlyAGuess
        ? `best topic is ${id} with confidence ${told(p)}, too unsure to count`
        : undefined,
  },
  {
    sql: `empty(topics) AND intent = 'complaint'`,
    sentence: ({ topics, intent }) =>
      topics.length === 0 && intent === 'complaint' ? 'no topic, but it is a complaint' : undefined,
  },
  {
    sql: `notEmpty(topics) AND topic_confidences[1] < ${nearlyUnsure}`,
    sentence: ({ topics, topicConfidences: [p = 1] }) =>
      p < nearlyUnsure ? `topic ${topics[0]} with confidence ${told(p)} only` : undefined,
  },
  {
    sql: `empty(departments) AND notEmpty(topics)`,
    sentence: ({ departments, topics, departmentGuess: id, departmentGuessConfidence: p }) =>
      departments.length === 0 && topics.length > 0
        ? `no department${id === '' ? '' : `; the best is ${id} with confidence ${told(p)}, too unsure to count`}`
        : undefined,
  },
  {
    sql: `notEmpty(departments) AND department_confidences[1] < ${nearlyUnsure}`,
    sentence: ({ departments, departmentConfidences: [p = 1] }) =>
      p < nearlyUnsure ? `department ${departments[0]} with confidence ${told(p)} only` : undefined,
  },
]

/** .41 and not 0.41, never rounded up. */
const told = (p: number): string => (Math.floor(p * 100 + 1e-4) / 100).toFixed(2).replace(/^0/, '').replace(/0$/, '')

/** Why a person is asked about the mention; empty where everything is sure. */
export const doubtsAbout = (row: MentionRow): string[] =>
  doubts.flatMap(({ sentence }) => {
    const said = sentence(row)
    return said === undefined ? [] : [said]
  })

/** Mentions too unsure to count, or nearly so, newest first; of copies the newest, and none of which one was corrected or taken back. */
export async function findUnsure(store: Store, query: ReviewQuery): Promise<MentionRow[]> {
  const { department, after, from, to, limit } = query
  const wanted = [
    `created_at >= {fromAt: DateTime64(3, 'UTC')}`,
    `created_at < {toAt: DateTime64(3, 'UTC')}`,
    'removed_at IS NULL',
    `(${doubts.map(({ sql }) => `(${sql})`).join(' OR ')})`,
    ...(department === undefined
      ? []
      : ['(has(departments, {department: String}) OR department_guess = {department: String})']),
    `${clusterSql} NOT IN (SELECT cluster FROM corrections FINAL)`,
  ]
  // Which they are is found in the narrow columns; the texts are read of one page only.
  return store.select(
    MentionRow,
    `WITH unsure AS (
       SELECT created_at, id FROM (
         SELECT created_at, id, ${clusterSql} AS one FROM mentions FINAL WHERE ${wanted.join(' AND ')}
         ORDER BY created_at DESC, id DESC LIMIT 1 BY one)
       ${after ? `WHERE (created_at, id) < ({afterAt: DateTime64(3, 'UTC')}, {afterId: String})` : ''}
       ORDER BY created_at DESC, id DESC LIMIT {limit: UInt32})
     SELECT ${mentionColumns} FROM mentions FINAL
     WHERE (toStartOfHour(created_at), id) IN (SELECT toStartOfHour(created_at), id FROM unsure)
     ORDER BY created_at DESC, id DESC`,
    {
      ...(department !== undefined && { department }),
      ...(after && { afterAt: after.createdAt, afterId: after.id }),
      fromAt: Math.max(0, from),
      toAt: to,
      limit,
    },
  )
}
