import { Type, type Static } from 'typebox'
import { visibleMentionsSql, type VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import type { Store } from '../../infra/store/store.ts'
import type { VisiblePeriod } from '../report/volume-query.ts'

const conditionOf = ({ from, to, visible }: VisiblePeriod) => {
  const { where, params } = visibleMentionsSql(visible)
  return {
    where: `created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND intent != 'spam' AND ${where}`,
    params: { fromAt: from, toAt: to, ...params },
  }
}

/** From the first to the newest visible mention of the last `days` before the newest one up to `now`; epoch ms. Undefined without any. */
export async function mentionSpan(
  store: Store,
  { now, days, visible }: { now: number; days: number; visible: VisibleMentions },
): Promise<{ first: number; newest: number } | undefined> {
  const { where, params } = conditionOf({ from: 0, to: now + 1, visible })
  const [row] = await store.select(
    Type.Object({ firstAt: Type.Integer(), newestAt: Type.Integer() }),
    `WITH (SELECT max(created_at) FROM mentions FINAL WHERE ${where}) AS newest
     SELECT min(created_at) AS first_at, max(created_at) AS newest_at FROM mentions FINAL
     WHERE ${where} AND created_at > newest - toIntervalDay({days: UInt32})`,
    { ...params, days },
  )
  return row && row.newestAt > 0 ? { first: row.firstAt, newest: row.newestAt } : undefined
}

const Totals = Type.Object({
  mentions: Type.Integer(),
  negative: Type.Integer(),
  authors: Type.Integer(),
  days: Type.Integer(),
  inSeveralDepartments: Type.Integer(),
})

export async function countTotals(store: Store, period: VisiblePeriod): Promise<Static<typeof Totals>> {
  const { where, params } = conditionOf(period)
  const [row] = await store.select(
    Totals,
    `SELECT count() AS mentions, countIf(sentiment = 'negative') AS negative, uniqExactIf((source, author_key), author_key != '') AS authors,
       uniqExact(toDate(created_at)) AS days, countIf(length(departments) > 1) AS in_several_departments
     FROM mentions FINAL WHERE ${where}`,
    params,
  )
  return row!
}

export function countLanguages(store: Store, period: VisiblePeriod) {
  const { where, params } = conditionOf(period)
  return store.select(
    Type.Object({ language: Type.String(), mentions: Type.Integer() }),
    `SELECT toString(language) AS language, count() AS mentions FROM mentions FINAL WHERE ${where}
     GROUP BY language ORDER BY mentions DESC, language LIMIT 8`,
    params,
  )
}

export function countSources(store: Store, period: VisiblePeriod) {
  const { where, params } = conditionOf(period)
  return store.select(
    Type.Object({
      source: Type.String(),
      mentions: Type.Integer(),
      negative: Type.Integer(),
      authors: Type.Integer(),
    }),
    `SELECT toString(source) AS source, count() AS mentions, countIf(sentiment = 'negative') AS negative, uniqExactIf(author_key, author_key != '') AS authors
     FROM mentions FINAL WHERE ${where} GROUP BY source ORDER BY mentions DESC, source LIMIT 50`,
    params,
  )
}

const SourceTopic = Type.Object({
  source: Type.String(),
  topic: Type.String(),
  mentions: Type.Integer(),
  negative: Type.Integer(),
})
export type SourceTopic = Static<typeof SourceTopic>

/** Of each topic itself (not of its parents). */
export function countTopics(store: Store, period: VisiblePeriod): Promise<SourceTopic[]> {
  const { where, params } = conditionOf(period)
  return store.select(
    SourceTopic,
    `SELECT toString(source) AS source, topic, count() AS mentions, countIf(sentiment = 'negative') AS negative
     FROM (SELECT source, sentiment, arrayJoin(arrayMap(each -> toString(each), topics)) AS topic FROM mentions FINAL WHERE ${where})
     GROUP BY source, topic ORDER BY mentions DESC, topic`,
    params,
  )
}

const DepartmentDay = Type.Object({
  department: Type.String(),
  /** Days since 1970. */
  day: Type.Integer(),
  mentions: Type.Integer(),
  negative: Type.Integer(),
})
export type DepartmentDay = Static<typeof DepartmentDay>

export function countDepartmentDays(store: Store, period: VisiblePeriod): Promise<DepartmentDay[]> {
  const { where, params } = conditionOf(period)
  return store.select(
    DepartmentDay,
    `SELECT department, day, count() AS mentions, countIf(sentiment = 'negative') AS negative
     FROM (SELECT toRelativeDayNum(created_at, 'UTC') AS day, sentiment, arrayJoin(arrayMap(each -> toString(each), departments)) AS department FROM mentions FINAL WHERE ${where})
     GROUP BY department, day ORDER BY department, day`,
    params,
  )
}
