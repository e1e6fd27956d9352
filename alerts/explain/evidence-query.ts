import { Type } from 'typebox'
import { clusterSql } from '../../enrich/mentions/mention-table.ts'
import type { Store } from '../../infra/store/store.ts'
import { Evidence } from '../alert/alert.ts'
import type { Driver } from '../alert/driver.ts'
import { chooseQuotes } from './quotes.ts'
import type { Subject } from '../series/subject.ts'
import { mentionsOf } from '../series/mentions-of.ts'

const quoteCandidates = 300

/** The quotes of a subject in a span (epoch ms), chosen from the newest mentions that were not removed. */
export async function evidenceOf(
  store: Store,
  subject: Subject,
  span: { from: number; to: number; driver: Driver | undefined },
): Promise<Evidence[]> {
  const { where, params } = mentionsOf(subject)
  const rows = await store.select(
    Type.Object({
      ...Evidence.properties,
      authorKey: Type.String(),
      textCluster: Type.String(),
      values: Type.Array(Type.String()),
    }),
    `SELECT id AS mention_id, text, author_handle AS author, author_key, source, sentiment, url, created_at, ${clusterSql} AS text_cluster, entity_values AS values
     FROM mentions FINAL WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND removed_at IS NULL AND ${where}
     ORDER BY created_at DESC LIMIT {most: UInt32}`,
    { ...params, fromAt: span.from, toAt: span.to, most: quoteCandidates },
  )
  const candidates = rows.map(({ values, ...row }) => ({ ...row, names: names({ ...row, values }, span.driver) }))
  return chooseQuotes(candidates, span).map(
    ({ authorKey: _key, textCluster: _cluster, names: _names, ...quote }) => quote,
  )
}

function names(mention: { text: string; source: string; values: readonly string[] }, driver: Driver | undefined) {
  if (!driver) return false
  if (driver.dimension === 'term') return mention.text.toLowerCase().includes(driver.value)
  return driver.dimension === 'source' ? mention.source === driver.value : mention.values.includes(driver.value)
}
