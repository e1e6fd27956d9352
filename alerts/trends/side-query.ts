import { Type, type Static } from 'typebox'
import { hasValueSql, type Dimension } from '../../enrich/mentions/dimensions.ts'
import { visibleMentionsSql, type VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import type { Store } from '../../infra/store/store.ts'

const Tally = Type.Object({
  mentions: Type.Integer(),
  complaints: Type.Integer(),
  /** Distinct authors of complaints. */
  complainants: Type.Integer(),
  negative: Type.Integer(),
  sentimentSum: Type.Number(),
})
export type Tally = Static<typeof Tally>

const Row = Type.Object({ ...Tally.properties, bucket: Type.Integer(), topic: Type.String() })

/** The mentions that a launch is judged by: those with every value of `has`, in a period after it. */
export interface SideScope {
  /** Values by dimension; a mention must have one of each. */
  has: Partial<Record<Dimension, readonly string[]>>
  /** Epoch ms. */
  from: number
  to: number
}

export interface SideCounts {
  total: Tally
  /** One for each bucket of the period, in order. */
  buckets: Tally[]
  /** Over the whole period, by topic as it was labelled (ancestors are not counted again). */
  topics: Map<string, Tally>
}

const noTally: Tally = { mentions: 0, complaints: 0, complainants: 0, negative: 0, sentimentSum: 0 }

/** Counts the visible mentions of a side without spam, in buckets that begin at its `from`. */
export async function countSide(
  store: Store,
  { has, from, to }: SideScope,
  { bucketMs, visible }: { bucketMs: number; visible: VisibleMentions },
): Promise<SideCounts> {
  const { where, params } = visibleMentionsSql(visible)
  const wanted = Object.entries(has).filter(([, values]) => values.length > 0) as [Dimension, readonly string[]][]
  const conditions = wanted.map(([dimension, values]) => {
    const either = values.map((_, i) => hasValueSql(dimension, `{v_${dimension}_${i}: String}`))
    return `(${either.join(' OR ')})`
  })
  const rows = await store.select(
    Row,
    `SELECT topic, if(grouping(slot) = 1, -1, slot) AS bucket, count() AS mentions, countIf(intent = 'complaint') AS complaints,
       uniqExactIf(if(author_key = '', id, author_key), intent = 'complaint') AS complainants,
       countIf(sentiment = 'negative') AS negative, sum(sentiment_score) AS sentiment_sum
     FROM (
       SELECT id, author_key, intent, sentiment, toFloat64(sentiment_score) AS sentiment_score,
         intDiv(toUnixTimestamp64Milli(created_at) - {startMs: Int64}, {width: Int64}) AS slot,
         arrayJoin(arrayConcat([''], arrayMap(t -> toString(t), topics))) AS topic
       FROM mentions FINAL
       WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND intent != 'spam'
         AND ${[where, ...conditions].join(' AND ')}
     ) GROUP BY GROUPING SETS ((topic, slot), (topic))`,
    {
      ...params,
      ...Object.fromEntries(wanted.flatMap(([name, values]) => values.map((value, i) => [`v_${name}_${i}`, value]))),
      fromAt: from,
      toAt: to,
      startMs: from,
      width: bucketMs,
    },
  )
  const ofTopic = (topic: string, bucket: number) => rows.find((row) => row.topic === topic && row.bucket === bucket)
  return {
    total: ofTopic('', -1) ?? noTally,
    buckets: Array.from({ length: Math.ceil((to - from) / bucketMs) }, (_, i) => ofTopic('', i) ?? noTally),
    topics: new Map(rows.filter(({ topic, bucket }) => topic !== '' && bucket === -1).map((row) => [row.topic, row])),
  }
}
