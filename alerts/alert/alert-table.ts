import { Type } from 'typebox'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import { aboutSql, type About } from './about-sql.ts'
import type { Alert, AlertChange } from './alert.ts'
import { involvedPeople } from './named-people.ts'
import { parseAlert, parseChange } from './stored-alert.ts'
import { visibilitySql, type Visibility } from './visibility.ts'
import { toJson } from '../../infra/store/row.ts'

const Body = Type.Object({ body: Type.String() })

/** Writes rows of `alerts`. The row with the higher revision is the current one. */
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
      body: toJson(alert),
      revision: alert.facts.revision,
    })),
  )
}

export async function saveChange(store: Store, ...changes: readonly AlertChange[]): Promise<void> {
  await store.insert(
    'alert_changes',
    changes.map((made) => {
      const { alertId, changeNumber, change, at: madeAt, by, reason, commandId } = made
      return { alertId, changeNumber, change, madeAt, by, reason, commandId, body: toJson(made) }
    }),
  )
}

/** Unresolved alerts, and those resolved since `since` (epoch ms), which may reopen. */
export async function activeAlerts(store: Store, since: number, visibility: Visibility): Promise<Alert[]> {
  const visible = visibilitySql(visibility)
  const rows = await store.select(
    Body,
    `SELECT body FROM alerts FINAL WHERE (status != 'resolved' OR updated_at >= {sinceAt: DateTime64(3)}) AND ${visible.where} ORDER BY opened_at`,
    { sinceAt: since, ...visible.params },
  )
  return rows.map(toAlert)
}

/** The newest change of each alert that is unresolved or changed since then (epoch ms). */
export async function newestChanges(store: Store, since: number): Promise<AlertChange[]> {
  const rows = await store.select(
    Body,
    `SELECT argMax(body, change_number) AS body FROM alert_changes
     WHERE alert_id IN (SELECT id FROM alerts FINAL WHERE status != 'resolved' OR updated_at >= {sinceAt: DateTime64(3)}) GROUP BY alert_id`,
    { sinceAt: since },
  )
  return rows.map(toChange)
}

/** The last change of each alert whose row does not have it yet: it was written just before a crash. */
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
  /** With the topics below it. */
  topic?: string | undefined
  /** One of these topics exactly; empty or absent: any. */
  topics?: readonly string[] | undefined
  verdict?: string | undefined
  /** Names that the alert is about, all of them. */
  about?: About | undefined
  /** Compares `updatedAt`, epoch ms. */
  since?: number | undefined
  /** Opened in [from, to), epoch ms. */
  from?: number | undefined
  to?: number | undefined
  /** Only alerts after this one in the list: opening time and id of the last one of the previous page. */
  after?: { openedAt: number; id: string } | undefined
  limit: number
  visibility: Visibility
}

/** Newest first. */
export async function findAlerts(store: Store, query: AlertQuery): Promise<Alert[]> {
  const { status = '', department = '', topic = '', topics = [], verdict = '' } = query
  const { since = 0, from = 0, to, after, limit } = query
  const visible = visibilitySql(query.visibility)
  const named = aboutSql(query.about ?? {})
  const rows = await store.select(
    Body,
    `SELECT body FROM alerts FINAL
     WHERE ({status: String} = '' OR status = {status: String}) AND ({department: String} = '' OR has(departments, {department: String}))
       AND ({topic: String} = '' OR topic = {topic: String} OR startsWith(topic, concat({topic: String}, '.'))) AND updated_at >= {sinceAt: DateTime64(3)}
       AND (empty({topics: Array(String)}) OR has({topics: Array(String)}, toString(topic)))
       AND opened_at >= {fromAt: DateTime64(3)} AND ({toAt: Nullable(DateTime64(3))} IS NULL OR opened_at < {toAt: Nullable(DateTime64(3))})
       AND ({verdict: String} = '' OR JSONExtractString(body, 'verdict', 'verdict') = {verdict: String})
       AND ({afterId: String} = '' OR (opened_at, id) < ({openedAt: DateTime64(3)}, {afterId: String})) AND ${named.where} AND ${visible.where}
     ORDER BY opened_at DESC, id DESC LIMIT {limit: UInt32}`,
    {
      status,
      department,
      topic,
      topics: [...topics],
      verdict,
      sinceAt: since,
      fromAt: from,
      toAt: to ?? null,
      afterId: after?.id ?? '',
      openedAt: after?.openedAt ?? 0,
      limit,
      ...named.params,
      ...visible.params,
    },
  )
  return rows.map(toAlert)
}

/** Resolved alerts that opened before this one: of its topic first, then of sibling topics, newest first. */
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
 * Alerts whose impact has this status, last changed first. Without a status: open impacts, which are confirmed, or potential while the
 * alert is unresolved.
 */
export async function alertsWithImpact(
  store: Store,
  { status = '', visibility, limit }: { status?: string | undefined; visibility: Visibility; limit: number },
): Promise<Alert[]> {
  const visible = visibilitySql(visibility)
  const rows = await store.select(
    Body,
    `WITH JSONExtractString(body, 'impact', 'status') AS impact SELECT body FROM alerts FINAL
     WHERE if({status: String} = '', impact = 'confirmed' OR (impact = 'potential' AND status != 'resolved'), impact = {status: String}) AND ${visible.where}
     ORDER BY updated_at DESC, id LIMIT {limit: UInt32}`,
    { status, limit, ...visible.params },
  )
  return rows.map(toAlert)
}

/** Values that alerts since then (epoch ms) named and that no row of the planning data has, with the number of alerts. */
export async function unmappedSince(
  store: Store,
  since: number,
  visibility: Visibility,
): Promise<{ dimension: string; value: string; alerts: number }[]> {
  const visible = visibilitySql(visibility)
  return store.select(
    Type.Object({ dimension: Type.String(), value: Type.String(), alerts: Type.Integer() }),
    `SELECT JSONExtractString(item, 'dimension') AS dimension, JSONExtractString(item, 'value') AS value, count() AS alerts
     FROM (SELECT arrayJoin(JSONExtractArrayRaw(body, 'card', 'unmapped')) AS item FROM alerts FINAL WHERE updated_at >= {sinceAt: DateTime64(3)} AND ${visible.where})
     GROUP BY dimension, value ORDER BY alerts DESC, dimension, value LIMIT 200`,
    { sinceAt: since, ...visible.params },
  )
}

/** Undefined where there is none, or it is not visible. */
export async function findAlert(store: Store, id: string, visibility: Visibility): Promise<Alert | undefined> {
  const { where, params } = visibilitySql(visibility)
  const rows = await store.select(Body, `SELECT body FROM alerts FINAL WHERE id = {id: String} AND ${where}`, {
    id,
    ...params,
  })
  return rows.map(toAlert)[0]
}

/** The alerts that are part of this one: merged into it by people. */
export async function alertsMergedInto(store: Store, id: string): Promise<Alert[]> {
  const rows = await store.select(
    Body,
    "SELECT body FROM alerts FINAL WHERE status = 'resolved' AND JSONExtractString(body, 'mergedInto') = {id: String}",
    { id },
  )
  return rows.map(toAlert)
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

/** The change that a command made to an alert; undefined while the writer of alerts has not applied it, or when it changed nothing. */
export async function changeOfCommand(
  store: Store,
  { commandId, alertId }: { commandId: string; alertId: string },
): Promise<AlertChange | undefined> {
  const rows = await store.select(
    Body,
    'SELECT body FROM alert_changes WHERE command_id = {commandId: String} AND alert_id = {alertId: String} LIMIT 1',
    { commandId, alertId },
  )
  return rows.map(toChange)[0]
}

/** The commands among these that have made their change. */
export async function commandsDone(store: Store, commandIds: readonly string[]): Promise<Set<string>> {
  const rows = await selectIn(
    store,
    Type.Object({ commandId: Type.String() }),
    'SELECT DISTINCT command_id FROM alert_changes WHERE command_id IN {commandIds: Array(String)}',
    { name: 'commandIds', list: commandIds },
  )
  return new Set(rows.map(({ commandId }) => commandId))
}

const toAlert = (row: { body: string }): Alert => parseAlert(row.body)
const toChange = (row: { body: string }): AlertChange => parseChange(row.body)
