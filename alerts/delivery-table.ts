import { Type, type Static } from 'typebox'
import type { Store } from '../infra/store/store.ts'
import type { AlertChange } from './alert.ts'
import { parseChange } from './stored-alert.ts'

const DeliveryRow = Type.Object({
  alertId: Type.String(),
  changeNumber: Type.Integer(),
  receiver: Type.String(),
  state: Type.Enum(['due', 'told', 'given up']),
  dueAt: Type.Integer(),
  attempt: Type.Integer(),
  reason: Type.String(),
  change: Type.String(),
  version: Type.Integer(),
})
export type DeliveryRow = Static<typeof DeliveryRow>

const columns = 'alert_id, change_number, receiver, state, due_at, attempt, reason, change, version'

export async function saveDeliveries(store: Store, rows: readonly DeliveryRow[]): Promise<void> {
  await store.insert('deliveries', rows)
}

/** What is due by then, the longest waiting first. */
export async function dueDeliveries(store: Store, now: number): Promise<DeliveryRow[]> {
  return store.select(
    DeliveryRow,
    `SELECT ${columns} FROM deliveries FINAL WHERE state = 'due' AND due_at <= {nowAt: DateTime64(3)} ORDER BY due_at LIMIT 200`,
    { nowAt: now },
  )
}

/** Which receivers have been filed for a change: filing it again must not make it due again. */
export async function filedReceivers(store: Store, { alertId, changeNumber }: AlertChange): Promise<Set<string>> {
  const rows = await store.select(
    Type.Object({ receiver: Type.String() }),
    'SELECT DISTINCT receiver FROM deliveries WHERE alert_id = {alertId: String} AND change_number = {changeNumber: UInt32}',
    { alertId, changeNumber },
  )
  return new Set(rows.map((row) => row.receiver))
}

export const changeOf = (row: DeliveryRow): AlertChange => parseChange(row.change)
