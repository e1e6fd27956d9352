import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import { seesAll, visibilitySql, type Visibility } from '../alert/visibility.ts'

/** `failed`: refused for good, or until the retries ended (a dead letter). `suppressed`: a gate kept it until it was pointless. */
export const deliveryStates = ['due', 'sent', 'failed', 'suppressed'] as const

/** How far any delivery is, of an alert or of a report. Times in epoch ms, 0 = not yet. */
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
  /** What the receiver calls the message. */
  reference: Type.String(),
}
/** One change for one receiver, identified by (alert, change number, receiver). */
const Delivery = Type.Object(fields)
export type Delivery = Static<typeof Delivery>

/** With the change as JSON; '' once it is sent, for the alert's history has it. */
const DeliveryRow = Type.Object({ ...fields, change: Type.String() })
export type DeliveryRow = Static<typeof DeliveryRow>

const columns = Object.keys(fields)
  .map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
  .join(', ')

export async function saveDeliveries(store: Store, rows: readonly DeliveryRow[]): Promise<void> {
  await store.insert('deliveries', rows)
}

/** All deliveries that are still due, the longest waiting first. */
export async function dueDeliveries(store: Store): Promise<DeliveryRow[]> {
  return store.select(
    DeliveryRow,
    `SELECT ${columns}, change FROM deliveries FINAL WHERE state = 'due' ORDER BY due_at, change_number`,
  )
}

/** Deliveries sent since then (epoch ms), and all that were sent of alerts that were not resolved then; the newest change of an alert last. */
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

/** The keys (`deliveryKey`) of all deliveries of these alerts: a change that comes again must not make them due again. */
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
  /** Only of alerts that are visible; absent = all. */
  visibility?: Visibility | undefined
}

/** Newest first. */
export async function findDeliveries(store: Store, query: DeliveryQuery): Promise<Delivery[]> {
  const { state = '', receiver = '', alertId = '', limit, visibility = seesAll } = query
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
