import { Type } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import type { Alert, AlertChange } from './alert.ts'
import { involvedPeople } from './named-people.ts'
import { parseAlert, parseChange } from './stored-alert.ts'
import { seesAll, visibilitySql, type Visibility } from './visibility.ts'

const Body = Type.Object({ body: Type.String() })

/** Row of `alerts`; the higher revision wins. */
export async function saveAlerts(store: Store, alerts: readonly Alert[]): Promise<void> {
  await store.insert(
    'alerts',
    alerts.map((alert) => ({
      id: alert.id,
      openedAt: alert.openedAt,
      updatedAt: alert.updatedAt,
      status: alert.status,
      topic: alert.topic,
      departments: alert.departments,
      unit: alert.unit,
      involved: involvedPeople(alert),
      body: JSON.stringify(alert),
      revision: alert.facts.revision,
    })),
  )
}

export async function saveChange(store: Store, ...changes: readonly AlertChange[]): Promise<void> {
  await store.insert(
    'alert_changes',
    changes.map((made) => {
      const { alertId, changeNumber, change, at: madeAt, by, reason, commandId } = made
      return { alertId, changeNumber, change, madeAt, by, reason, commandId, body: JSON.stringify(made) }
    }),
  )
}

/** Alerts that are not over, and those that ended since `since` and may reopen. */
export async function activeAlerts(store: Store, since: number, visibility: Visibility = seesAll): Promise<Alert[]> {
  const seen = visibilitySql(visibility)
  const rows = await store.select(
    Body,
    `SELECT body FROM alerts FINAL WHERE (status != 'resolved' OR updated_at >= {sinceAt: DateTime64(3)}) AND ${seen.where} ORDER BY opened_at`,
    { sinceAt: since, ...seen.params },
  )
  return rows.map(toAlert)
}

/** The newest change of each alert that is not over, or changed since then. */
export async function newestChanges(store: Store, since: number): Promise<AlertChange[]> {
  const rows = await store.select(
    Body,
    `SELECT argMax(body, change_number) AS body FROM alert_changes
     WHERE alert_id IN (SELECT id FROM alerts FINAL WHERE status != 'resolved' OR updated_at >= {sinceAt: DateTime64(3)}) GROUP BY alert_id`,
    { sinceAt: since },
  )
  return rows.map(toChange)
}

/** The last change of each alert whose own row does not show it yet: written just before a crash. */
export async function unwrittenChanges(store: Store): Promise<AlertChange[]> {
  const rows = await store.select(
    Body,
    `SELECT last.body AS body FROM (
       SELECT alert_id, argMax(body, change_number) AS body, max(change_number) AS number FROM alert_changes GROUP BY alert_id
     ) AS last
     LEFT JOIN (SELECT id, JSONExtractUInt(body, 'changeNumber') AS number FROM alerts FINAL) AS written ON written.id = last.alert_id
     WHERE last.number > written.number`,
  )
  return rows.map(toChange)
}

export interface AlertQuery {
  status?: string | undefined
  department?: string | undefined
  topic?: string | undefined
  verdict?: string | undefined
  /** Compares `updatedAt`, epoch ms. */
  since?: number | undefined
  /** Alerts opened before this alert (opening time and id of the last one seen). */
  after?: { openedAt: number; id: string } | undefined
  limit: number
  /** Nothing = all of them. */
  visibility?: Visibility | undefined
}

/** Newest first. */
export async function findAlerts(store: Store, query: AlertQuery): Promise<Alert[]> {
  const { status = '', department = '', topic = '', verdict = '', since = 0, after, limit } = query
  const seen = visibilitySql(query.visibility ?? seesAll)
  const rows = await store.select(
    Body,
    `SELECT body FROM alerts FINAL
     WHERE ({status: String} = '' OR status = {status: String}) AND ({department: String} = '' OR has(departments, {department: String}))
       AND ({topic: String} = '' OR topic = {topic: String} OR startsWith(topic, concat({topic: String}, '.'))) AND updated_at >= {sinceAt: DateTime64(3)}
       AND ({verdict: String} = '' OR JSONExtractString(body, 'verdict', 'verdict') = {verdict: String})
       AND ({afterId: String} = '' OR (opened_at, id) < ({openedAt: DateTime64(3)}, {afterId: String})) AND ${seen.where}
     ORDER BY opened_at DESC, id DESC LIMIT {limit: UInt32}`,
    {
      status,
      department,
      topic,
      verdict,
      sinceAt: since,
      afterId: after?.id ?? '',
      openedAt: after?.openedAt ?? 0,
      limit,
      ...seen.params,
    },
  )
  return rows.map(toAlert)
}

/** Alerts that are over and opened before this one: those of its topic first, then of topics beside it, the newest first. */
export async function pastAlerts(
  store: Store,
  { id, topic, openedAt }: Pick<Alert, 'id' | 'topic' | 'openedAt'>,
  limit: number,
): Promise<Alert[]> {
  const rows = await store.select(
    Body,
    `SELECT body FROM alerts FINAL
     WHERE status = 'resolved' AND opened_at < {openedAt: DateTime64(3)} AND id != {id: String}
     ORDER BY topic = {topic: String} DESC, splitByChar('.', topic)[1] = splitByChar('.', {topic: String})[1] DESC, opened_at DESC LIMIT {limit: UInt32}`,
    { id, topic, openedAt, limit },
  )
  return rows.map(toAlert)
}

/**
 * Alerts with a planner card whose impact stands so, the latest changed first; without a status those that are open: confirmed, or potential while
 * the alert is not over.
 */
export async function alertsWithImpact(
  store: Store,
  { status = '', visibility = seesAll, limit }: { status?: string | undefined; visibility?: Visibility; limit: number },
): Promise<Alert[]> {
  const seen = visibilitySql(visibility)
  const rows = await store.select(
    Body,
    `WITH JSONExtractString(body, 'impact', 'status') AS impact SELECT body FROM alerts FINAL
     WHERE if({status: String} = '', impact = 'confirmed' OR (impact = 'potential' AND status != 'resolved'), impact = {status: String}) AND ${seen.where}
     ORDER BY updated_at DESC, id LIMIT {limit: UInt32}`,
    { status, limit, ...seen.params },
  )
  return rows.map(toAlert)
}

/** What alerts since then named and no row of the join table knows: the value and in how many alerts. */
export async function unmappedSince(
  store: Store,
  since: number,
  visibility: Visibility = seesAll,
): Promise<{ dimension: string; value: string; alerts: number }[]> {
  const seen = visibilitySql(visibility)
  return store.select(
    Type.Object({ dimension: Type.String(), value: Type.String(), alerts: Type.Integer() }),
    `SELECT JSONExtractString(item, 'dimension') AS dimension, JSONExtractString(item, 'value') AS value, count() AS alerts
     FROM (SELECT arrayJoin(JSONExtractArrayRaw(body, 'card', 'unmapped')) AS item FROM alerts FINAL WHERE updated_at >= {sinceAt: DateTime64(3)} AND ${seen.where})
     GROUP BY dimension, value ORDER BY alerts DESC, dimension, value LIMIT 200`,
    { sinceAt: since, ...seen.params },
  )
}

/** Undefined also where it is out of sight. */
export async function findAlert(
  store: Store,
  id: string,
  visibility: Visibility = seesAll,
): Promise<Alert | undefined> {
  const { where, params } = visibilitySql(visibility)
  const rows = await store.select(Body, `SELECT body FROM alerts FINAL WHERE id = {id: String} AND ${where}`, {
    id,
    ...params,
  })
  return rows.map(toAlert)[0]
}

/** Oldest first. */
export async function historyOf(store: Store, id: string): Promise<AlertChange[]> {
  const rows = await store.select(
    Body,
    'SELECT body FROM alert_changes FINAL WHERE alert_id = {id: String} ORDER BY change_number',
    { id },
  )
  return rows.map(toChange)
}

/** The change a command made, once the writer of alerts has handled it. */
export async function changeOfCommand(store: Store, commandId: string): Promise<AlertChange | undefined> {
  const rows = await store.select(
    Body,
    'SELECT body FROM alert_changes WHERE command_id = {commandId: String} LIMIT 1',
    { commandId },
  )
  return rows.map(toChange)[0]
}

/** Which of the commands have made their change. */
export async function commandsDone(store: Store, commandIds: readonly string[]): Promise<Set<string>> {
  const rows = await store.select(
    Type.Object({ commandId: Type.String() }),
    'SELECT DISTINCT command_id FROM alert_changes WHERE command_id IN {commandIds: Array(String)}',
    { commandIds: [...commandIds] },
  )
  return new Set(rows.map(({ commandId }) => commandId))
}

const toAlert = (row: { body: string }): Alert => parseAlert(row.body)
const toChange = (row: { body: string }): AlertChange => parseChange(row.body)
