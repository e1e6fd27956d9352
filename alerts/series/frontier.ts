import { Type } from 'typebox'
import type { Store } from '../../infra/store/store.ts'

/** States of a healthy source. Sources in other states do not hold the frontier back, and may make subjects blind. */
const healthy = ['live', 'quiet', 'idle']
const down = ['failing', 'blind', 'gone']
const blindShare = 0.2
/** A slow source holds the frontier back at most this long; later mentions are late arrivals and are recounted. */
const longestHoldMs = 15 * 60_000
const shareDays = 14

export interface Frontier {
  /** Event time up to which all mentions are stored, epoch ms; never after `now`. */
  until: number
  blindSources: string[]
  /** Sources that miss mentions of a recent period: one that has been over for less long than it lasted, and was not filled. */
  missingSources: string[]
  /** Every source is healthy, up to date and misses nothing recent, so no mentions means that there were none. */
  isCovered: boolean
}

/** Healthy feeds and streams hold the frontier back; without any it is `now`. */
export async function frontierAt(store: Store, now: number): Promise<Frontier> {
  const [rows, missing] = await Promise.all([
    store.select(
      Type.Object({ source: Type.String(), kind: Type.String(), state: Type.String(), frontierAt: Type.Integer() }),
      'SELECT source, kind, state, frontier_at FROM sources FINAL',
    ),
    store.select(
      Type.Object({ source: Type.String() }),
      `SELECT DISTINCT source FROM coverage_gaps FINAL
       WHERE filled_until_at < until_at AND addMilliseconds(until_at, dateDiff('ms', from_at, until_at)) > {nowAt: DateTime64(3)} ORDER BY source`,
      { nowAt: now },
    ),
  ])
  const holding = rows.filter(
    (row) => (row.kind === 'feed' || row.kind === 'stream') && healthy.includes(row.state) && row.frontierAt > 0,
  )
  return {
    until: Math.min(now, ...holding.map((row) => Math.max(row.frontierAt, now - longestHoldMs))),
    blindSources: rows.filter((row) => down.includes(row.state)).map((row) => row.source),
    missingSources: missing.map(({ source }) => source),
    isCovered:
      missing.length === 0 &&
      rows.every((row) => healthy.includes(row.state)) &&
      holding.every((row) => row.frontierAt >= now - longestHoldMs),
  }
}

/** Topics and departments (`kind:id`) that got at least a fifth of their mentions of the last two weeks from these sources. */
export async function blindSubjects(store: Store, blindSources: readonly string[], now: number): Promise<Set<string>> {
  if (blindSources.length === 0) return new Set()
  const rows = await store.select(
    Type.Object({ subject: Type.String() }),
    `SELECT concat(toString(subject_kind), ':', toString(subject)) AS subject FROM series_counts FINAL
     WHERE dimension IN ('', 'source') AND bucket_at >= {fromAt: DateTime64(3)}
     GROUP BY subject HAVING sumIf(mentions, dimension = 'source' AND has({blind: Array(String)}, value)) >= {share: Float64} * sumIf(mentions, dimension = '')`,
    { fromAt: now - shareDays * 86_400_000, blind: [...blindSources], share: blindShare },
  )
  return new Set(rows.map((row) => row.subject))
}
