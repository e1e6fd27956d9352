import { Type, type Static } from 'typebox'
import { clusterSql } from '../../enrich/mentions/mention-table.ts'
import {
  seesWholeDepartments,
  visibleMentionsSql,
  type VisibleMentions,
} from '../../enrich/mentions/visible-mentions.ts'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import { EmergingTerm } from './emergence.ts'
import { readCharacters } from './read-terms.ts'
import type { Position } from './snapshot.ts'
import type { TermMention, TermScope } from './term-mention.ts'

const stateIds: Record<TermScope, string> = { department: 'terms', company: 'company-terms' }
const columns =
  'id, department, term, status, first_seen_at, onset_at, emerged_at, last_seen_at, observed, expected, p, authors, texts, example_ids, revision'

export async function saveEmergingTerms(store: Store, terms: readonly EmergingTerm[]): Promise<void> {
  await store.insert('emerging_terms', terms)
}

export interface TermQuery {
  /** By id; absent: all. */
  department?: string | undefined
  /** Epoch ms: only terms with a mention since then. */
  since: number
  limit: number
  visible: VisibleMentions
}

/** Those of departments, newest first; of the person's own ones. They are counted over all units: who sees only some units gets none. */
export async function findEmergingTerms(store: Store, query: TermQuery): Promise<EmergingTerm[]> {
  const { department = '', since, limit, visible } = query
  const own = seesWholeDepartments(visible) ? visible.departments : []
  return store.select(
    EmergingTerm,
    `SELECT ${columns} FROM emerging_terms FINAL
     WHERE department != '' AND ({seesAll: Bool} OR department IN {own: Array(String)}) AND ({department: String} = '' OR department = {department: String}) AND last_seen_at >= {sinceAt: DateTime64(3, 'UTC')}
     ORDER BY emerged_at DESC, id LIMIT {limit: UInt32}`,
    { department, sinceAt: since, limit, seesAll: visible.all, own },
  )
}

/** A term of a department by id; undefined where there is none. */
export async function findEmergingTerm(store: Store, id: string): Promise<EmergingTerm | undefined> {
  const sql = `SELECT ${columns} FROM emerging_terms FINAL WHERE id = {id: String} AND department != ''`
  return (await store.select(EmergingTerm, sql, { id }))[0]
}

const Example = Type.Object({
  id: Type.String(),
  text: Type.String(),
  topicGuess: Type.String(),
  topics: Type.Array(Type.String()),
})
export type Example = Static<typeof Example>

/** The visible mentions that have not been removed, by id. */
export async function examplesOf(
  store: Store,
  ids: readonly string[],
  visible: VisibleMentions,
): Promise<Map<string, Example>> {
  const { where, params } = visibleMentionsSql(visible)
  const sql = `SELECT id, text, topic_guess, topics FROM mentions FINAL
     WHERE id IN {ids: Array(String)} AND removed_at IS NULL AND ${where}`
  const rows = await selectIn(store, Example, sql, { name: 'ids', list: ids, ...params })
  return new Map(rows.map((row) => [row.id, row]))
}

export async function loadTermState(store: Store, scope: TermScope): Promise<string | undefined> {
  const rows = await store.select(
    Type.Object({ body: Type.String() }),
    'SELECT body FROM term_states FINAL WHERE id = {id: String}',
    { id: stateIds[scope] },
  )
  return rows[0]?.body
}

export async function saveTermState(store: Store, scope: TermScope, body: string): Promise<void> {
  // Wall-clock time, not the demo's clock: the later of two snapshots counts.
  await store.insert('term_states', [{ id: stateIds[scope], body, savedAt: Date.now() }])
}

const Row = Type.Object({
  id: Type.String(),
  createdAt: Type.Integer(),
  storedAt: Type.Integer(),
  words: Type.String(),
  authorKey: Type.String(),
  textCluster: Type.String(),
  owners: Type.Array(Type.String()),
  live: Type.Boolean(),
})

/** SQL: what `toTermMention` reads. */
const columnsSql = `id, created_at, stored_at, leftUTF8(if(title = '', text, concat(title, '. ', text)), ${readCharacters}) AS words, author_key,
  ${clusterSql} AS text_cluster, NOT backfill AND NOT time_clamped AS live,
  arrayFilter(d -> d != '', if(empty(departments), [toString(department_guess)], arrayMap(d -> toString(d), departments))) AS owners`

const toTermMention = (
  { id, createdAt, words, authorKey, textCluster, owners, live }: Static<typeof Row>,
  scope: TermScope,
): TermMention => ({
  id,
  at: createdAt,
  text: words,
  author: authorKey,
  cluster: textCluster,
  departments: scope === 'company' ? [''] : owners,
  live,
})

/**
 * The mentions of a scope, without spam, in the order in which they were stored, and the position after the last of them. Leaves out rows that a switch
 * of labels rewrote (`rewritten`, epoch ms on the server's clock) and rows younger than `settleMs`, as rows become visible a moment after
 * their stored time.
 */
export async function mentionsAfter(
  store: Store,
  after: Position,
  want: { scope: TermScope; limit: number; settleMs: number; rewritten: readonly { from: number; to: number }[] },
): Promise<{ mentions: TermMention[]; position: Position }> {
  const { scope, limit, settleMs, rewritten } = want
  const rows = await store.select(
    Row,
    `SELECT ${columnsSql} FROM mentions
     WHERE stored_at >= {storedAt: DateTime64(3, 'UTC')} AND (stored_at, id) > ({storedAt: DateTime64(3, 'UTC')}, {id: String})
       AND stored_at <= now64(3, 'UTC') - toIntervalMillisecond({settleMs: UInt32})
       ${scope === 'department' ? 'AND empty(topics) ' : ''}AND removed_at IS NULL AND text != '' AND intent != 'spam'
       AND NOT arrayExists((f, t) -> toUnixTimestamp64Milli(stored_at) BETWEEN f AND t, {froms: Array(Int64)}, {tos: Array(Int64)})
     ORDER BY stored_at, id LIMIT {limit: UInt32}`,
    {
      ...after,
      limit,
      settleMs,
      froms: rewritten.map(({ from }) => from),
      tos: rewritten.map(({ to }) => to),
    },
  )
  const last = rows.at(-1)
  return {
    mentions: rows.map((row) => toTermMention(row, scope)),
    position: last ? { storedAt: last.storedAt, id: last.id } : after,
  }
}

/** All mentions of a span (epoch ms, `to` excluded) but spam, in order of time, as those of the company. Backfill counts like live mentions. */
export async function mentionsWithin(store: Store, { from, to }: { from: number; to: number }): Promise<TermMention[]> {
  const rows = await store.select(
    Row,
    `SELECT ${columnsSql} FROM mentions FINAL
     WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND NOT time_clamped AND removed_at IS NULL AND text != '' AND intent != 'spam'
     ORDER BY created_at, id`,
    { fromAt: from, toAt: to },
  )
  return rows.map((row) => ({ ...toTermMention(row, 'company'), live: true }))
}
