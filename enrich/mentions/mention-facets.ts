import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import { textSql } from './near-copies.ts'
import { currentSql } from './newest-current.ts'
import { wantedSql, type Wanted } from './wanted.ts'

const FacetRow = Type.Object({
  dimension: Type.String(),
  value: Type.String(),
  mentions: Type.Integer(),
  /** Also those that met the condition before they were replaced. */
  looked: Type.Integer(),
  authors: Type.Integer(),
  texts: Type.Integer(),
})

/** What the wanted mentions have in common. */
export interface MentionFacets {
  /** At most `mostCounted`; capped, they may be fewer by those that were replaced. */
  mentions: number
  /** Whether there are more; then everything is of the newest. */
  isCapped: boolean
  authors: number
  texts: number
  /** Most frequent first. */
  values: Pick<Static<typeof FacetRow>, 'dimension' | 'value' | 'mentions'>[]
}

const mostCounted = 10_000
const mostValues = 12
const dayMs = 24 * 3_600_000
const reachesMs = [2 * dayMs, 42 * dayMs, Infinity]

/** The entity kinds that are facets; the others have nearly a value of their own for each mention. */
const facetKinds = ['product', 'version', 'region', 'carrier', 'supplier', 'competitor']

const facetColumns =
  'id, author_key, cluster, content_hash, source, sentiment, language, stage, intent, author_role, severity, topics, departments, entity_kinds, entity_values'

/** Counts of the wanted mentions by what can narrow them: of all of them, or of the newest 10,000. */
export async function mentionFacets(store: Store, wanted: Wanted): Promise<MentionFacets> {
  for (const reach of reachesMs) {
    const from = Math.max(wanted.from, wanted.to - reach)
    const rows = await facetsBetween(store, { ...wanted, from })
    const whole = rows.find(({ dimension }) => dimension === '')
    const mentions = whole?.mentions ?? 0
    const isCapped = (whole?.looked ?? 0) > mostCounted
    if (!isCapped && from > wanted.from && reach !== Infinity) continue
    return {
      mentions: Math.min(mentions, mostCounted),
      isCapped,
      authors: whole?.authors ?? 0,
      texts: whole?.texts ?? 0,
      values: rows.flatMap(({ dimension, value, mentions: n }) => (dimension ? { dimension, value, mentions: n } : [])),
    }
  }
  throw new Error('the last reach is endless')
}

async function facetsBetween(store: Store, wanted: Wanted): Promise<Static<typeof FacetRow>[]> {
  const { where, params } = wantedSql(wanted)
  return store.select(
    FacetRow,
    `SELECT pair.1 AS dimension, pair.2 AS value, countIf(is_wanted) AS mentions, count() AS looked,
       uniqExactIf(author_key, is_wanted AND pair.1 = '' AND author_key != '') AS authors, uniqExactIf(copied, is_wanted AND pair.1 = '') AS texts
     FROM (
       SELECT is_wanted, author_key, copied, arrayJoin(arrayDistinct(arrayConcat(
         [('', ''), ('source', toString(source)), ('sentiment', toString(sentiment)), ('lang', toString(language)),
          ('stage', toString(stage)), ('intent', toString(intent)), ('role', toString(author_role)), ('severity', toString(severity))],
         arrayMap(x -> ('topic', toString(x)), topics), arrayMap(x -> ('department', toString(x)), departments),
         arrayFilter(p -> has({facetKinds: Array(String)}, p.1), arrayMap((k, v) -> (toString(k), v), entity_kinds, entity_values))))) AS pair
       FROM (SELECT *, ${textSql} AS copied FROM ${currentSql(facetColumns, where, 'ORDER BY created_at DESC, id DESC LIMIT 1 BY id LIMIT {most: UInt32}')}))
     WHERE pair.1 = '' OR pair.2 != ''
     GROUP BY dimension, value HAVING mentions > 0 OR dimension = '' ORDER BY mentions DESC, value LIMIT {values: UInt32} BY dimension`,
    { ...params, most: mostCounted + 1, values: mostValues, facetKinds },
  )
}
