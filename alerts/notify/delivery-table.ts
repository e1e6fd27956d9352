import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import { seesAll, visibilitySql, type Visibility } from '../alert/visibility.ts'

/** `muted`: it was not told and will not be, because of an inhibition or a silence that lasted longer than the alert. */
export const deliveryStates = ['due', 'sent', 'failed', 'suppressed'] as const

const own = {
  alertId: Type.String(),
  changeNumber: Type.Integer(),
  /** '' = filed by an older version. */
  changeName: Type.String(),
  receiver: Type.String(),
  state: Type.Enum([...deliveryStates]),
  dueAt: Type.Integer(),
  attempt: Type.Integer(),
  /** Why it was not told, or not yet. */
  reason: Type.String(),
  groupKey: Type.String(),
  mode: Type.Enum(['now', 'daily', 'weekly']),
  /** Whom the receiver belongs to, by id; '' = a department, the hub, nobody. */
  person: Type.String(),
  asksImpact: Type.Boolean(),
  createdAt: Type.Integer(),
  /** 0 = not yet. */
  firstAttemptAt: Type.Integer(),
  /** 0 = not yet. */
  sentAt: Type.Integer(),
  /** What the receiver calls the message. */
  reference: Type.String(),
  version: Type.Integer(),
}
/** One change for one receiver. (alert, change number, receiver) is its identity. */
const Delivery = Type.Object(own)
export type Delivery = Static<typeof Delivery>

/** With the change as JSON; '' once it was told: it stands in the alert's history. */
const DeliveryRow = Type.Object({ ...own, change: Type.String() })
export type DeliveryRow = Static<typeof DeliveryRow>

const columns = Object.keys(own)
  .map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  .join(', ')

export async function saveDeliveries(store: Store, rows: readonly DeliveryRow[]): Promise<void> {
  await store.insert('deliveries', rows)
}

/** All that has still to be told of alerts, the longest waiting first. */
export async function dueDeliveries(store: Store): Promise<DeliveryRow[]> {
  return store.select(
    DeliveryRow,
    `SELECT ${columns}, change FROM deliveries FINAL WHERE state = 'due' AND NOT startsWith(alert_id, {reports: String}) ORDER BY due_at, change_number`,
    { reports: reportPrefix },
  )
}

/** What stands in place of an alert's id where a report is told: `change` is its notice then. */
export const reportPrefix = 'report:'

/** Reports that are due by then. */
export async function dueReports(store: Store, now: number): Promise<DeliveryRow[]> {
  return store.select(
    DeliveryRow,
    `SELECT ${columns}, change FROM deliveries FINAL WHERE state = 'due' AND startsWith(alert_id, {reports: String}) AND due_at <= {nowAt: DateTime64(3)} ORDER BY due_at, receiver`,
    { reports: reportPrefix, nowAt: now },
  )
}

/** What was told since then, and all that was told of alerts that were not over then; the newest change of an alert last. */
export async function sentDeliveries(store: Store, since: number): Promise<Delivery[]> {
  return store.select(
    Delivery,
    `SELECT ${columns} FROM deliveries FINAL
     WHERE state = 'sent' AND (sent_at >= {sinceAt: DateTime64(3)}
       OR alert_id IN (SELECT id FROM alerts FINAL WHERE status != 'resolved' OR updated_at >= {sinceAt: DateTime64(3)}))
     ORDER BY sent_at, change_number`,
    { sinceAt: since },
  )
}

/** What of these alerts has been filed: filing it again must not make it due again. Keys as `deliveryKey` makes them. */
export async function existingDeliveries(store: Store, alertIds: readonly string[]): Promise<Set<string>> {
  const rows = await store.select(
    Type.Object({ alertId: Type.String(), changeNumber: Type.Integer(), receiver: Type.String() }),
    'SELECT DISTINCT alert_id, change_number, receiver FROM deliveries WHERE alert_id IN {alertIds: Array(String)}',
    { alertIds: [...alertIds] },
  )
  return new Set(rows.map(deliveryKey))
}

export interface DeliveryQuery {
  state?: string | undefined
  receiver?: string | undefined
  alertId?: string | undefined
  limit: number
  /** Of alerts that are in sight; nothing = of all. */
  visibility?: Visibility | undefined
}

/** The newest filed first. */
export async function findDeliveries(store: Store, query: DeliveryQuery): Promise<Delivery[]> {
  const { state = '', receiver = '', alertId = '', limit, visibility = seesAll } = query
  const seen = visibilitySql(visibility)
  return store.select(
    Delivery,
    `SELECT ${columns} FROM deliveries FINAL
     WHERE ({state: String} = '' OR state = {state: String}) AND ({receiver: String} = '' OR receiver = {receiver: String}) AND ({alertId: String} = '' OR alert_id = {alertId: String})
       AND ({seesAll: Bool} OR alert_id IN (SELECT id FROM alerts FINAL WHERE ${seen.where}))
     ORDER BY created_at DESC, alert_id, change_number DESC, receiver LIMIT {limit: UInt32}`,
    { state, receiver, alertId, limit, seesAll: visibility.all, ...seen.params },
  )
}

export const deliveryKey = ({
  alertId,
  changeNumber,
  receiver,
}: Pick<Delivery, 'alertId' | 'changeNumber' | 'receiver'>) => `${alertId} ${changeNumber} ${receiver}`
