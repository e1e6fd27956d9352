import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import { visibilitySql, type Visibility } from '../alert/visibility.ts'
import type { Period } from './volume-query.ts'

const ReportedAlert = Type.Object({
  id: Type.String(),
  openedAt: Type.Integer(),
  departments: Type.Array(Type.String()),
  /** Epoch ms. */
  onset: Type.Integer(),
  detected: Type.Integer(),
  /** '' = not rated. */
  verdict: Type.String(),
  /** Mentions above the expected count (below it, for a drop) in an hour, in the longest window that the detection tested; 0 without one (hazards). */
  excessPerHour: Type.Number(),
  /** When a person first did anything with it: rated, commented, acknowledged …; 0 = nobody did. */
  reacted: Type.Integer(),
  /** Its changes and their times (epoch ms), in order. */
  changes: Type.Array(Type.String()),
  times: Type.Array(Type.Integer()),
})
export type ReportedAlert = Static<typeof ReportedAlert>

/** Excess in an hour in the longest window that the detection tested. */
const excessSql = `arrayMap(w -> abs(w.observed - w.expected) * 3600000 / w.lengthMs, arrayReverseSort(w -> w.lengthMs,
  JSONExtract(body, 'facts', 'finding', 'tested', 'windows', 'Array(Tuple(lengthMs UInt64, observed Float64, expected Float64))')))[1]`

/** The visible alerts opened in the period, in their current state, with their changes up to `now` (epoch ms). */
export async function alertsOpened(
  store: Store,
  { from, to }: Period,
  { now, visibility }: { now: number; visibility: Visibility },
): Promise<ReportedAlert[]> {
  const { where, params } = visibilitySql(visibility)
  const opened = `SELECT id FROM alerts FINAL WHERE opened_at >= {fromAt: DateTime64(3)} AND opened_at < {toAt: DateTime64(3)} AND ${where}`
  return store.select(
    ReportedAlert,
    `SELECT id, opened_at, departments, JSONExtractInt(body, 'onsetAt') AS onset, JSONExtractInt(body, 'detectedAt') AS detected,
       JSONExtractString(body, 'verdict', 'verdict') AS verdict, ${excessSql} AS excess_per_hour, steps.reacted AS reacted, steps.changes AS changes, steps.times AS times
     FROM (SELECT id, opened_at, departments, body FROM alerts FINAL WHERE id IN (${opened})) AS alert
     LEFT JOIN (
       SELECT alert_id, arrayMap(step -> step.2, ordered) AS changes, arrayMap(step -> step.3, ordered) AS times,
         tupleElement(arrayFirst(step -> step.4 NOT IN ('', 'groundswell'), ordered), 3) AS reacted
       FROM (
         SELECT alert_id, arraySort(groupArray((change_number, toString(change), toUnixTimestamp64Milli(made_at), by))) AS ordered
         FROM alert_changes FINAL WHERE alert_id IN (${opened}) AND made_at <= {nowAt: DateTime64(3)} GROUP BY alert_id)
     ) AS steps ON steps.alert_id = alert.id
     ORDER BY opened_at, id`,
    { fromAt: from, toAt: to, nowAt: now, ...params },
  )
}
