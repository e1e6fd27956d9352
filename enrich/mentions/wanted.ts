import type { Enrichment } from '../labels/enriched-mention.ts'
import { hasValueSql, type Dimension } from './dimensions.ts'
import type { SqlCondition } from './sql-condition.ts'
import { visibleMentionsSql, type VisibleMentions } from './visible-mentions.ts'

export type Filters = Partial<Record<Dimension, string>>

/** Which mentions are wanted. */
export interface Wanted {
  /** What a person searches for, or another condition. */
  search?: SqlCondition | undefined
  /** Values of dimensions that the mention must have; a topic includes its children. */
  filters: Filters
  intent?: Enrichment['intent'] | undefined
  /** Epoch ms. */
  from: number
  /** Epoch ms, exclusive. */
  to: number
  visible: VisibleMentions
}

/** The latest time that the store can compare: the year 2200. */
const latest = Date.UTC(2200, 0, 1)

/** SQL condition on rows of `mentions`, with its parameters. */
export function wantedSql({ search, filters, intent, from, to, visible }: Wanted): SqlCondition {
  const given = (Object.entries(filters) as [Dimension, string | undefined][]).filter(
    ([, value]) => value !== undefined,
  )
  const sees = visibleMentionsSql(visible)
  const conditions = [
    sees.where,
    'created_at >= {fromAt: DateTime64(3)}',
    'created_at < {toAt: DateTime64(3)}',
    ...given.map(([dimension]) => hasValueSql(dimension, `{f_${dimension}: String}`)),
    ...(intent === undefined ? [] : ['intent = {intent: String}']),
    ...(search ? [search.where] : []),
  ]
  return {
    where: conditions.join(' AND '),
    params: {
      ...search?.params,
      ...(intent !== undefined && { intent }),
      ...Object.fromEntries(given.map(([dimension, value]) => [`f_${dimension}`, value])),
      fromAt: Math.max(0, from),
      toAt: Math.min(latest, to),
      ...sees.params,
    },
  }
}
