import { Type } from 'typebox'
import { clusterSql } from '../../enrich/mentions/mention-table.ts'
import type { Store } from '../../infra/store/store.ts'
import type { DriverTable, Round } from '../alert/driver.ts'
import { cutParams } from '../../enrich/mentions/dimensions.ts'
import type { Subject } from '../series/subject.ts'
import { termParams, termsSql, tokenKindsSql, tokensSql } from './term-sql.ts'
import { mentionsOf } from '../series/mentions-of.ts'

const baselineMs = 14 * 24 * 3_600_000
/** The newest mentions that are read per span; takes about half a second. */
const mostMentions = 6_000
const mostValues = 50
/** A term must be used by at least this many distinct authors in this many distinct texts. */
const leastAuthors = 3
const leastMentions = 3

/** Number of mentions, since the onset (`now`) and before, with exactly these values (indexes of `values`). */
export interface Pattern {
  places: readonly number[]
  now: number
  before: number
}

export interface DriverCounts {
  /** All mentions since the onset. */
  mentions: number
  candidates: Omit<DriverTable, 'rounds'>
  patterns: Pattern[]
}

const Counts = Type.Object({
  mentions: Type.Integer(),
  dimensions: Type.Array(Type.String()),
  names: Type.Array(Type.String()),
  tried: Type.Array(Type.Integer()),
  places: Type.Array(Type.Array(Type.Integer())),
  nows: Type.Array(Type.Integer()),
  befores: Type.Array(Type.Integer()),
})

/** SQL: the newest mentions of a span. */
const newestSql = (where: string, { from, to }: { from: string; to: string }) => `
SELECT created_at >= {onsetAt: DateTime64(3)} AS is_now, if(author_key = '', id, author_key) AS person, ${clusterSql} AS story, source, entity_kinds, entity_values, title, text
FROM mentions FINAL
WHERE created_at >= {${from}: DateTime64(3)} AND created_at < {${to}: DateTime64(3)} AND ${where}
ORDER BY created_at DESC LIMIT ${mostMentions}`

/** SQL: the values (`parts`) that each mention names; `is_now` = since the onset. */
const partsSql = (where: string) => `
SELECT is_now, person, story, arrayDistinct(arrayConcat([('', ''), ('source', toString(source))],
    arrayFilter(c -> has({cuts: Array(String)}, c.1), arrayMap((k, v) -> (toString(k), v), entity_kinds, entity_values)),
    arrayMap(term -> ('term', term), ${termsSql('tokens', 'kinds')}))) AS parts
FROM (
  SELECT *, ${tokensSql} AS tokens, ${tokenKindsSql('tokens')} AS kinds
  FROM (SELECT * FROM (${newestSql(where, { from: 'fromAt', to: 'onsetAt' })}) UNION ALL SELECT * FROM (${newestSql(where, { from: 'onsetAt', to: 'toAt' })})))`

/** SQL: the candidates, strongest first: by their share of the excess and how unusual it is, as `chooseDrivers` weighs them. */
const strongestSql = (where: string) => `
SELECT dimension, value, tried FROM (
  SELECT dimension, value, now, before, independent, count() OVER (PARTITION BY dimension) AS tried,
    sumIf(now, dimension = '') OVER () AS all_now, sumIf(before, dimension = '') OVER () AS all_before
  FROM (
    SELECT part.1 AS dimension, part.2 AS value, countIf(is_now) AS now, countIf(NOT is_now) AS before,
      least(uniqExactIf(person, is_now), uniqExactIf(story, is_now)) AS independent
    FROM (${partsSql(where)}) ARRAY JOIN parts AS part WHERE part.1 != {dimension: String} OR part.1 = ''
    GROUP BY dimension, value HAVING now > 0))
WHERE dimension != '' AND now >= ${leastMentions} AND (dimension != 'term' OR independent >= ${leastAuthors})
ORDER BY (now - before * {expected: Float64} / greatest(1, all_before)) * (1 - (before + 0.5) / (all_before + 1) * (all_now + 1) / (now + 0.5)) DESC, value
LIMIT ${mostValues}`

/**
 * Counts, in one query, the values that the subject's mentions name since the onset and in the two weeks before. `expected`: mentions
 * expected since the onset.
 */
export async function countDrivers(
  store: Store,
  subject: Subject,
  span: { onset: number; to: number; expected: number },
): Promise<DriverCounts> {
  const { where, params } = mentionsOf(subject)
  const [row] = await store.select(
    Counts,
    `WITH (SELECT count() FROM mentions FINAL WHERE created_at >= {onsetAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${where}) AS all_mentions,
       (SELECT groupArray((dimension, value, tried)) FROM (${strongestSql(where)})) AS strongest,
       arrayMap(each -> (each.1, each.2), strongest) AS wanted
     SELECT all_mentions AS mentions, arrayMap(each -> each.1, strongest) AS dimensions, arrayMap(each -> each.2, strongest) AS names, arrayMap(each -> each.3, strongest) AS tried,
       groupArray(named) AS places, groupArray(now) AS nows, groupArray(before) AS befores
     FROM (
       SELECT arraySort(arrayFilter(place -> place >= 0, arrayMap(part -> toInt32(indexOf(wanted, part)) - 1, parts))) AS named,
         countIf(is_now) AS now, countIf(NOT is_now) AS before
       FROM (${partsSql(where)}) GROUP BY named)`,
    {
      ...params,
      ...termParams,
      fromAt: span.onset - baselineMs,
      onsetAt: span.onset,
      toAt: span.to,
      expected: span.expected,
      ...cutParams,
    },
  )
  const { mentions, dimensions, names, tried, places, nows, befores } = row!
  const read = nows.reduce((sum, now) => sum + now, 0)
  return {
    mentions,
    candidates: {
      expected: (span.expected * read) / Math.max(1, mentions),
      values: names.map((value, i) => ({ dimension: dimensions[i]!, value })),
      tried: Object.fromEntries(dimensions.map((dimension, i) => [dimension, tried[i]!])),
    },
    patterns: places.map((own, i) => ({ places: own, now: nows[i]!, before: befores[i]! })),
  }
}

/** Counts the mentions without any of the chosen values; the `uncovered` parameter of `chooseDrivers`. */
export function uncoveredIn({
  candidates: { values },
  patterns,
}: Pick<DriverCounts, 'candidates' | 'patterns'>): (chosen: readonly number[]) => Round {
  return (chosen) => {
    const round = { now: 0, before: 0, nows: values.map(() => 0), befores: values.map(() => 0) }
    for (const { places, now, before } of patterns) {
      if (places.some((place) => chosen.includes(place))) continue
      round.now += now
      round.before += before
      for (const place of places) {
        round.nows[place]! += now
        round.befores[place]! += before
      }
    }
    return round
  }
}
