import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import { hazardKinds } from '../../enrich/labels/enriched-mention.ts'
import { Evidence } from '../alert/alert.ts'
import type { HazardReport } from './report.ts'

const Row = Type.Object({
  ...Evidence.properties,
  hazard: Type.Enum([...hazardKinds]),
  product: Type.String(),
  authorKey: Type.String(),
  departments: Type.Array(Type.String()),
})

const columnsSql = `id AS mention_id, if(title = '', text, concat(title, '. ', text)) AS text, author_handle AS author, source, sentiment, url, created_at,
  hazards[1] AS hazard, entity_values[indexOf(entity_kinds, 'product')] AS product, author_key, departments`
/** A copy of an earlier text is no report of its own, and impossible times say nothing. */
const reportsSql = `notEmpty(hazards) AND NOT time_clamped AND duplicate_of = '' AND removed_at IS NULL AND text != ''`

const toReport = ({ hazard, product, authorKey, departments, ...quote }: Static<typeof Row>): HazardReport => ({
  hazard,
  product,
  author: authorKey,
  departments,
  quote,
})

/**
 * The live mentions that report a hazard and were stored after `after` and no later than `until` (epoch ms, the store's clock), in that
 * order. A row that was replaced meanwhile may be among them: without FINAL only the newest rows are read. Of rows that a switch of labels rewrote (`rewritten`), only those that were also observed then.
 */
export async function reportsStored(
  store: Store,
  { after, until, rewritten }: { after: number; until: number; rewritten: readonly { from: number; to: number }[] },
): Promise<HazardReport[]> {
  const rows = await store.select(
    Row,
    `SELECT ${columnsSql} FROM mentions
     WHERE stored_at > {afterAt: DateTime64(3, 'UTC')} AND stored_at <= {untilAt: DateTime64(3, 'UTC')} AND ${reportsSql} AND NOT backfill
       AND NOT arrayExists((f, t) -> toUnixTimestamp64Milli(stored_at) BETWEEN f AND t AND toUnixTimestamp64Milli(observed_at) < f, {froms: Array(Int64)}, {tos: Array(Int64)})
     ORDER BY stored_at, id`,
    { afterAt: after, untilAt: until, froms: rewritten.map(({ from }) => from), tos: rewritten.map(({ to }) => to) },
  )
  return rows.map(toReport)
}

/** The reports of a span (epoch ms, `to` excluded) in order of time, for a replay. Backfill counts like live mentions. */
export async function reportsWithin(store: Store, { from, to }: { from: number; to: number }): Promise<HazardReport[]> {
  const rows = await store.select(
    Row,
    `SELECT ${columnsSql} FROM mentions FINAL
     WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${reportsSql}
     ORDER BY created_at, id`,
    { fromAt: from, toAt: to },
  )
  return rows.map(toReport)
}

/** Now by the store's clock, epoch ms. */
export async function storeNow(store: Store): Promise<number> {
  const [row] = await store.select(
    Type.Object({ at: Type.Integer() }),
    'SELECT toUnixTimestamp64Milli(now64(3)) AS at',
    {},
  )
  return row!.at
}
