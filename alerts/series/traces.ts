import { Type } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import { mostLinks, newTrace, traceparentNow, tracesAreOn, type Traceparent } from '../../infra/traces.ts'
import { mentionsOf } from './mentions-of.ts'
import type { Subject } from './subject.ts'

interface Condition {
  where: string
  params: Record<string, unknown>
}

/**
 * Recounts inside a span, which links to the mentions stored since then (epoch ms, the store's clock). Without buckets there is none.
 * @returns the span, for what follows from it; '' = not traced
 */
export async function traceRecount(
  store: Store,
  { since, buckets }: { since: number; buckets: number },
  recount: () => Promise<void>,
): Promise<Traceparent> {
  if (buckets === 0) return recount().then(() => '')
  const traceparents = await tracesStoredSince(store, since)
  return newTrace('recount', { traceparents, attributes: { 'groundswell.buckets': buckets } }, async () => {
    await recount()
    return traceparentNow()
  })
}

/** The spans that published mentions stored after `since` (epoch ms, the store's clock), at most 64. */
export const tracesStoredSince = (store: Store, since: number): Promise<Traceparent[]> =>
  tracesWhere(store, { where: 'stored_at > {sinceAt: DateTime64(3)}', params: { sinceAt: since } })

/** The spans that published the mentions of a subject in [from, to), epoch ms, at most 64. */
export function tracesOfSubject(
  store: Store,
  subject: Subject,
  { from, to }: { from: number; to: number },
): Promise<Traceparent[]> {
  const { where, params } = mentionsOf(subject)
  const inSpan = 'created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)}'
  return tracesWhere(store, { where: `${inSpan} AND ${where}`, params: { ...params, fromAt: from, toAt: to } })
}

/** The spans that published these mentions, at most 64. */
export const tracesOfMentions = (store: Store, ids: readonly string[]): Promise<Traceparent[]> =>
  tracesWhere(store, { where: 'id IN {ids: Array(String)}', params: { ids: ids.slice(0, mostLinks) } })

/** None while traces are off, and where the store does not answer: no alert may fail because of its trace. */
async function tracesWhere(store: Store, { where, params }: Condition): Promise<Traceparent[]> {
  if (!tracesAreOn()) return []
  const rows = await store
    .select(
      Type.Object({ traceparent: Type.String() }),
      `SELECT DISTINCT traceparent FROM mentions WHERE traceparent != '' AND ${where} LIMIT ${mostLinks}`,
      params,
    )
    .catch(() => [])
  return rows.map(({ traceparent }) => traceparent)
}
