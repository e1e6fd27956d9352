import { Type } from 'typebox'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import { hasValueSql, type Dimension } from './dimensions.ts'
import { mentionColumns, MentionRow } from './mention-table.ts'
import { visibleMentionsSql, type VisibleMentions } from './visible-mentions.ts'

export type Filters = Partial<Record<Dimension, string>>

export interface MentionQuery {
  /** Occurs in the text or the title, ignoring case. */
  q?: string | undefined
  /** Values of dimensions that the mention must have; a topic includes its children. */
  filters: Filters
  intent?: Enrichment['intent'] | undefined
  /** Epoch ms. */
  from: number
  /** Epoch ms, exclusive. */
  to: number
  /** Older than this mention (time and id of the last one seen). */
  after?: { createdAt: number; id: string } | undefined
  limit: number
  visible: VisibleMentions
}

const dayMs = 24 * 3_600_000
/** Periods that are searched one after the other until enough mentions are found. People mostly want the newest. */
const reachesMs = [dayMs, 7 * dayMs, 42 * dayMs, 365 * dayMs, Infinity]

/** Newest first. */
export async function findMentions(store: Store, query: MentionQuery): Promise<MentionRow[]> {
  const found: MentionRow[] = []
  const newest = Math.min(query.to, query.after ? query.after.createdAt + 1 : Infinity)
  let to = newest
  for (const reach of reachesMs) {
    const from = Math.max(query.from, newest - reach)
    found.push(...(await findBetween(store, query, { from, to, limit: query.limit - found.length })))
    if (found.length >= query.limit || from <= query.from) break
    to = from
  }
  return found
}

async function findBetween(
  store: Store,
  query: MentionQuery,
  span: { from: number; to: number; limit: number },
): Promise<MentionRow[]> {
  const { q, after } = query
  const filters = (Object.entries(query.filters) as [Dimension, string | undefined][]).filter(
    ([, value]) => value !== undefined,
  )
  const visible = visibleMentionsSql(query.visible)
  const wanted = [
    visible.where,
    'created_at >= {fromAt: DateTime64(3)}',
    'created_at < {toAt: DateTime64(3)}',
    q !== undefined &&
      '(positionCaseInsensitiveUTF8(text, {q: String}) > 0 OR positionCaseInsensitiveUTF8(title, {q: String}) > 0)',
    ...filters.map(([dimension]) => hasValueSql(dimension, `{f_${dimension}: String}`)),
    query.intent !== undefined && 'intent = {intent: String}',
    after && '(created_at, id) < ({afterAt: DateTime64(3)}, {afterId: String})',
  ].filter((condition) => typeof condition === 'string')
  return store.select(
    MentionRow,
    `SELECT ${mentionColumns} FROM mentions FINAL WHERE ${wanted.join(' AND ')} ORDER BY created_at DESC, id DESC LIMIT {limit: UInt32}`,
    {
      ...(q !== undefined && { q }),
      ...(query.intent !== undefined && { intent: query.intent }),
      ...Object.fromEntries(filters.map(([dimension, value]) => [`f_${dimension}`, value])),
      ...(after && { afterAt: after.createdAt, afterId: after.id }),
      fromAt: Math.max(0, span.from),
      toAt: span.to,
      limit: span.limit,
      ...visible.params,
    },
  )
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
