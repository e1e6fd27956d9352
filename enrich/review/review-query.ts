import type { Store } from '../../infra/store/store.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import { findMentions } from '../mentions/mention-query.ts'
import type { VisibleMentions } from '../mentions/visible-mentions.ts'
import { clusterSql, type MentionRow } from '../mentions/mention-table.ts'

/** Labels below this confidence are reviewed although they count. */
export const nearlyUnsure = 0.6
/** Guesses below this confidence are not reviewed. */
const leastGuess = 0.25

export interface ReviewQuery {
  /** It is a label of the mention, or its best guess. */
  department?: string | undefined
  /** Epoch ms. */
  from: number
  /** Epoch ms, exclusive. */
  to: number
  /** Older than this mention (time and id of the last one seen). */
  after?: { createdAt: number; id: string } | undefined
  limit: number
  visible: VisibleMentions
}

/** The name of a topic or department by its id. */
type NameOf = (id: string) => string

/** Reasons to review a mention: each as a condition in SQL and as a sentence for people. Both must agree. */
const doubts: { sql: string; sentence: (row: MentionRow, nameOf: NameOf) => string | undefined }[] = [
  {
    sql: `empty(topics) AND topic_guess != '' AND topic_guess_confidence >= ${leastGuess}`,
    sentence: ({ topics, topicGuess: id, topicGuessConfidence: p }, nameOf) =>
      topics.length === 0 && id !== '' && p >= leastGuess
        ? `No topic: the best guess, “${nameOf(id)}”, is only ${sure(p)}`
        : undefined,
  },
  {
    sql: `empty(topics) AND intent = 'complaint'`,
    sentence: ({ topics, intent }) =>
      topics.length === 0 && intent === 'complaint' ? 'A complaint without a topic' : undefined,
  },
  {
    sql: `notEmpty(topics) AND topic_confidences[1] < ${nearlyUnsure}`,
    sentence: ({ topics: [id = ''], topicConfidences: [p = 1] }, nameOf) =>
      p < nearlyUnsure ? `Topic “${nameOf(id)}”: only ${sure(p)}` : undefined,
  },
  {
    sql: `empty(departments) AND notEmpty(topics)`,
    sentence: ({ departments, topics, departmentGuess: id, departmentGuessConfidence: p }, nameOf) =>
      departments.length === 0 && topics.length > 0
        ? `No department${id === '' ? '' : `: the best guess, “${nameOf(id)}”, is only ${sure(p)}`}`
        : undefined,
  },
  {
    sql: `notEmpty(departments) AND department_confidences[1] < ${nearlyUnsure}`,
    sentence: ({ departments: [id = ''], departmentConfidences: [p = 1] }, nameOf) =>
      p < nearlyUnsure ? `Department “${nameOf(id)}”: only ${sure(p)}` : undefined,
  },
]

/** A confidence as `41 % sure`, rounded down. */
const sure = (p: number): string => `${Math.floor(p * 100 + 1e-4)} % sure`

/** The reasons to review the mention; empty if there are none. */
export const doubtsAbout = (row: MentionRow, { topics, departments }: Taxonomy): string[] => {
  const nameOf = (id: string) => [...topics, ...departments].find((each) => each.id === id)?.name ?? id
  return doubts.flatMap(({ sentence }) => sentence(row, nameOf) ?? [])
}

/** Mentions with unsure labels, newest first. Of near copies only the newest; none whose cluster was corrected, and none that was deleted. */
export const findUnsure = (store: Store, query: ReviewQuery): Promise<MentionRow[]> =>
  findUncorrected(store, query, `(${doubts.map(({ sql }) => `(${sql})`).join(' OR ')})`)

/** Mentions without a topic, sure or not, but no spam; otherwise as `findUnsure`. */
export const findUntopical = (store: Store, query: ReviewQuery): Promise<MentionRow[]> =>
  findUncorrected(store, query, `empty(topics) AND intent != 'spam'`)

/** Mentions with a topic; otherwise as `findUnsure`. */
export const findTopical = (store: Store, query: ReviewQuery): Promise<MentionRow[]> =>
  findUncorrected(store, query, 'notEmpty(topics)')

function findUncorrected(
  store: Store,
  { department, ...query }: ReviewQuery,
  condition: string,
): Promise<MentionRow[]> {
  const conditions = [
    'removed_at IS NULL',
    condition,
    ...(department === undefined
      ? []
      : ['(has(departments, {department: String}) OR department_guess = {department: String})']),
    `${clusterSql} NOT IN (SELECT cluster FROM corrections FINAL)`,
  ]
  const where = conditions.join(' AND ')
  return findMentions(store, {
    ...query,
    filters: {},
    search: { where, params: department === undefined ? {} : { department } },
    folded: true,
  })
}
