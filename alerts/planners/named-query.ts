import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import type { Subject } from '../series/subject.ts'
import { planningKeys } from '../alert/planner-card.ts'
import { mentionsOf } from '../series/mentions-of.ts'

const Named = Type.Object({
  dimension: Type.String(),
  value: Type.String(),
  mentions: Type.Integer(),
  /** Distinct authors. */
  authors: Type.Integer(),
})
export type Named = Static<typeof Named>

/** The planning keys that a subject's mentions in [from, to) name, most named first; `all` = the number of mentions. */
export async function namedIn(
  store: Store,
  subject: Subject,
  span: { from: number; to: number },
): Promise<{ all: number; named: Named[] }> {
  const { where, params } = mentionsOf(subject)
  const of = `FROM mentions FINAL WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${where}`
  const spanParams = { ...params, fromAt: span.from, toAt: span.to }
  const named = await store.select(
    Named,
    `SELECT toString(part.1) AS dimension, part.2 AS value, count() AS mentions, uniqExact(if(author_key = '', id, author_key)) AS authors
     FROM (SELECT id, author_key, arrayDistinct(arrayZip(entity_kinds, entity_values)) AS parts ${of}) ARRAY JOIN parts AS part
     WHERE part.1 IN {planningKeys: Array(String)} GROUP BY dimension, value ORDER BY mentions DESC, value LIMIT 200`,
    { ...spanParams, planningKeys: [...planningKeys] },
  )
  const [row] = await store.select(Type.Object({ all: Type.Integer() }), `SELECT count() AS all ${of}`, spanParams)
  return { all: row?.all ?? 0, named }
}

/**
 * Distinct authors and sources that name one of the values in [from, to), over the whole topic or department, because a cut by source
 * would miss reports in other sources.
 */
export async function countReporters(
  store: Store,
  subject: Subject,
  query: { from: number; to: number; values: readonly Pick<Named, 'dimension' | 'value'>[] },
): Promise<{ authors: number; sources: number }> {
  const { where, params } = mentionsOf({ ...subject, dimension: '', value: '' })
  const [row] = await store.select(
    Type.Object({ authors: Type.Integer(), sources: Type.Integer() }),
    `SELECT uniqExact(if(author_key = '', id, author_key)) AS authors, uniqExact(source) AS sources FROM mentions FINAL
     WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${where} AND duplicate_of = ''
       AND arrayExists((k, v) -> arrayExists((d, w) -> k = d AND v = w, {dimensions: Array(String)}, {values: Array(String)}), entity_kinds, entity_values)`,
    {
      ...params,
      fromAt: query.from,
      toAt: query.to,
      dimensions: query.values.map(({ dimension }) => dimension),
      values: query.values.map(({ value }) => value),
    },
  )
  return row ?? { authors: 0, sources: 0 }
}
