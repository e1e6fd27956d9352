import { Type, type Static } from 'typebox'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import { visibilitySql, type Visibility } from '../alert/visibility.ts'

/** `failed`: refused permanently, or all retries used up (dead letter). `suppressed`: dropped by a gate, never sent. */
export const deliveryStates = ['due', 'sent', 'failed', 'suppressed'] as const

/** Progress of a delivery, of an alert or of a report. Times in epoch ms, 0 = not yet. */
export const attemptFields = {
  state: Type.Enum([...deliveryStates]),
  dueAt: Type.Integer(),
  /** Attempts made. */
  attempt: Type.Integer(),
  /** Why it was not sent, or not yet. */
  reason: Type.String(),
  createdAt: Type.Integer(),
  firstAttemptAt: Type.Integer(),
  sentAt: Type.Integer(),
  /** The row with the higher version is the current one. */
  version: Type.Integer(),
}

const fields = {
  alertId: Type.String(),
  changeNumber: Type.Integer(),
  /** '' = created by an older version. */
  changeName: Type.String(),
  receiver: Type.String(),
  ...attemptFields,
  groupKey: Type.String(),
  mode: Type.Enum(['now', 'daily', 'weekly']),
  /** The person whom the receiver belongs to, by id; '' = a department, the hub, nobody. */
  person: Type.String(),
  /** The person is asked to assess the impact. */
  asksImpact: Type.Boolean(),
  /** The receiver's id of the message, needed to update it. */
  reference: Type.String(),
  /** The span that published the change (W3C); '' or absent = not traced. */
  traceparent: Type.Optional(Type.String()),
}
/** One change for one receiver, identified by (alert, change number, receiver). */
const Delivery = Type.Object(fields)
export type Delivery = Static<typeof Delivery>

/** With the change as JSON; '' after sending, because the alert's history contains it. */
const DeliveryRow = Type.Object({ ...fields, change: Type.String() })
export type DeliveryRow = Static<typeof DeliveryRow>

const columns = Object.keys(fields)
  .map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  .join(', ')

export async function saveDeliveries(store: Store, rows: readonly DeliveryRow[]): Promise<void> {
  await store.insert('deliveries', rows)
}

/** All unsent deliveries, earliest due time first. */
export async function dueDeliveries(store: Store): Promise<DeliveryRow[]> {
  return store.select(
    DeliveryRow,
    `SELECT ${columns}, change FROM deliveries FINAL WHERE state = 'due' ORDER BY due_at, change_number`,
  )
}

/** Deliveries sent since `since` (epoch ms), and all sent ones of alerts that are unresolved or updated since; oldest first. */
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

/** The keys (`deliveryKey`) of all deliveries of these alerts, so that a redelivered change creates no second delivery. */
export async function existingDeliveries(store: Store, alertIds: readonly string[]): Promise<Set<string>> {
  const rows = await selectIn(
    store,
    Type.Object({ alertId: Type.String(), changeNumber: Type.Integer(), receiver: Type.String() }),
    'SELECT DISTINCT alert_id, change_number, receiver FROM deliveries WHERE alert_id IN {alertIds: Array(String)}',
    { name: 'alertIds', list: alertIds },
  )
  return new Set(rows.map(deliveryKey))
}

export interface DeliveryQuery {
  state?: string | undefined
  receiver?: string | undefined
  alertId?: string | undefined
  limit: number
  /** Only deliveries of visible alerts. */
  visibility: Visibility
}

/** Newest first. */
export async function findDeliveries(store: Store, query: DeliveryQuery): Promise<Delivery[]> {
  const { state = '', receiver = '', alertId = '', limit, visibility } = query
  const visible = visibilitySql(visibility)
  return store.select(
    Delivery,
    `SELECT ${columns} FROM deliveries FINAL
     WHERE ({state: String} = '' OR state = {state: String}) AND ({receiver: String} = '' OR receiver = {receiver: String}) AND ({alertId: String} = '' OR alert_id = {alertId: String})
       AND ({seesAll: Bool} OR alert_id IN (SELECT id FROM alerts FINAL WHERE ${visible.where}))
     ORDER BY created_at DESC, alert_id, change_number DESC, receiver LIMIT {limit: UInt32}`,
    { state, receiver, alertId, limit, seesAll: visibility.all, ...visible.params },
  )
}

export const deliveryKey = ({
  alertId,
  changeNumber,
  receiver,
}: Pick<Delivery, 'alertId' | 'changeNumber' | 'receiver'>) => `${alertId} ${changeNumber} ${receiver}`
