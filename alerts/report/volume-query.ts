import { Type } from 'typebox'
import { visibleMentionsSql, type VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Volumes } from './report.ts'

export interface Period {
  /** Epoch ms; `to` is exclusive. */
  from: number
  to: number
}

/** What of the period somebody sees. */
export interface VisiblePeriod extends Period {
  visible: VisibleMentions
}

const none: Volumes = { volume: 0, before: 0, negativeShare: null, sentiment: null }

/** Volume and sentiment, without spam, of all visible mentions (`all`, ''), of each `department` and of each `stage`; zeros for an unknown id. */
export async function countVolumes(
  store: Store,
  { from, to, visible }: VisiblePeriod,
): Promise<(kind: 'all' | 'department' | 'stage', id: string) => Volumes> {
  const { where, params } = visibleMentionsSql(visible)
  const rows = await store.select(
    Type.Object({
      kind: Type.String(),
      id: Type.String(),
      volume: Type.Integer(),
      before: Type.Integer(),
      negative: Type.Integer(),
      sentimentSum: Type.Number(),
    }),
    `SELECT about.1 AS kind, about.2 AS id, countIf(is_now) AS volume, countIf(NOT is_now) AS before,
       countIf(is_now AND sentiment = 'negative') AS negative, sumIf(toFloat64(sentiment_score), is_now) AS sentiment_sum
     FROM (
       SELECT created_at >= {fromAt: DateTime64(3)} AS is_now, sentiment, sentiment_score,
         arrayConcat([('all', ''), ('stage', toString(stage))], arrayMap(id -> ('department', toString(id)), departments)) AS parts
       FROM mentions FINAL WHERE created_at >= {beforeAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND intent != 'spam' AND ${where})
     ARRAY JOIN parts AS about GROUP BY kind, id`,
    { fromAt: from, toAt: to, beforeAt: Math.max(0, from - (to - from)), ...params },
  )
  const found = new Map(
    rows.map(({ kind, id, volume, before, negative, sentimentSum }) => [
      `${kind} ${id}`,
      {
        volume,
        before,
        negativeShare: volume === 0 ? null : negative / volume,
        sentiment: volume === 0 ? null : sentimentSum / volume,
      },
    ]),
  )
  return (kind, id) => found.get(`${kind} ${id}`) ?? none
}
