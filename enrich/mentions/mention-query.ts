import { Type } from 'typebox'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import { currentSql, newestCurrent } from './newest-current.ts'
import { spreadMs, textOf, textSql } from './near-copies.ts'
import { wantedSql, type Wanted } from './wanted.ts'
import { mentionColumns, MentionRow } from './mention-table.ts'
import { visibleMentionsSql, type VisibleMentions } from './visible-mentions.ts'

export interface MentionQuery extends Wanted {
  /** Older than this mention (time and id of the last one seen). */
  after?: Position | undefined
  limit: number
  /** Whether near copies are left out: only the newest of each text is found. */
  folded?: boolean
}

interface Position {
  /** Epoch ms. */
  createdAt: number
  id: string
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Periods that are searched one after the other until enough mentions are found. People mostly want the newest, and a day of a large store is more than a query may hold. */
const reachesMs = [hourMs, dayMs, 7 * dayMs, 42 * dayMs, 365 * dayMs, Infinity]
/** With words the index finds the few mentions of a long time as fast as many of a short one. */
const searchReachesMs = [dayMs, 42 * dayMs, Infinity]

/** Newest first. */
export async function findMentions(store: Store, query: MentionQuery): Promise<MentionRow[]> {
  const found: MentionRow[] = []
  const newest = Math.min(query.to, query.after ? query.after.createdAt + 1 : Infinity)
  let to = newest
  for (const reach of query.search ? searchReachesMs : reachesMs) {
    const from = Math.max(query.from, newest - reach)
    found.push(...(await findBetween(store, query, { from, to, found })))
    if (found.length >= query.limit || from <= query.from) break
    to = from
  }
  return found
}

async function findBetween(
  store: Store,
  query: MentionQuery,
  { from, to, found }: { from: number; to: number; found: readonly MentionRow[] },
): Promise<MentionRow[]> {
  const { after, folded = false } = query
  const wanted = wantedSql({ ...query, from, to })
  const conditions = [wanted.where]
  const params: Record<string, unknown> = { ...wanted.params }
  if (after) {
    conditions.push('(created_at, id) < ({afterAt: DateTime64(3)}, {afterId: String})')
    Object.assign(params, { afterAt: after.createdAt, afterId: after.id })
  }
  if (folded && after) {
    const before = wantedSql({ ...query, from: after.createdAt, to: Math.min(query.to, after.createdAt + spreadMs) })
    const shown = `${before.where.replaceAll('{fromAt:', '{shownFromAt:').replaceAll('{toAt:', '{shownToAt:')} AND (created_at, id) >= ({afterAt: DateTime64(3)}, {afterId: String})`
    conditions.push(
      `${textSql} NOT IN (SELECT ${textSql} FROM ${currentSql('id, cluster, content_hash', shown)} WHERE is_wanted)`,
    )
    Object.assign(params, { shownFromAt: before.params.fromAt, shownToAt: before.params.toAt })
  }
  if (folded && found.length > 0) {
    conditions.push(`${textSql} NOT IN {texts: Array(String)}`)
    params.texts = found.map(textOf)
  }
  const where = conditions.join(' AND ')
  return newestCurrent(store, { where, params }, { limit: query.limit - found.length, oneOf: folded ? textSql : 'id' })
}

/** Those of the ids that belong to visible mentions. */
export async function visibleIds(
  store: Store,
  ids: readonly string[],
  visible: VisibleMentions,
): Promise<ReadonlySet<string>> {
  if (visible.all) return new Set(ids)
  const { where, params } = visibleMentionsSql(visible)
  const sql = `SELECT id FROM mentions FINAL WHERE id IN {ids: Array(String)} AND ${where}`
  const rows = await selectIn(store, Type.Object({ id: Type.String() }), sql, { name: 'ids', list: ids, ...params })
  return new Set(rows.map(({ id }) => id))
}

/** Undefined where there is none, or it is not visible. */
export async function findMention(store: Store, id: string, visible: VisibleMentions): Promise<MentionRow | undefined> {
  const { where, params } = visibleMentionsSql(visible)
  const rows = await store.select(
    MentionRow,
    `SELECT ${mentionColumns} FROM mentions FINAL WHERE id = {id: String} AND ${where} LIMIT 1`,
    { id, ...params },
  )
  return rows[0]
}
