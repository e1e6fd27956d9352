import { Type, type Static } from 'typebox'
import { visibleMentionsSql } from '../../enrich/mentions/visible-mentions.ts'
import type { Store } from '../../infra/store/store.ts'
import type { VisiblePeriod } from './volume-query.ts'

const TopicCount = Type.Object({
  topic: Type.String(),
  /** Negative mentions in the period, and in the one of the same length before it. */
  negative: Type.Integer(),
  negativeBefore: Type.Integer(),
})
export type TopicCount = Static<typeof TopicCount>

/** Negative visible mentions, without spam, of each topic itself (not of its parents). */
export function countNegative(store: Store, { from, to, visible }: VisiblePeriod): Promise<TopicCount[]> {
  const { where, params } = visibleMentionsSql(visible)
  return store.select(
    TopicCount,
    `SELECT topic, countIf(is_now) AS negative, countIf(NOT is_now) AS negative_before
     FROM (
       SELECT created_at >= {fromAt: DateTime64(3)} AS is_now, topics
       FROM mentions FINAL
       WHERE created_at >= {beforeAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND intent != 'spam'
         AND sentiment = 'negative' AND ${where})
     ARRAY JOIN arrayMap(topic -> toString(topic), topics) AS topic GROUP BY topic`,
    { fromAt: from, toAt: to, beforeAt: Math.max(0, from - (to - from)), ...params },
  )
}
