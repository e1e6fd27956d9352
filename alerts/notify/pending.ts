import type { AlertChange } from '../alert/alert.ts'
import { deliveryKey, type Delivery, type DeliveryRow } from './delivery-table.ts'
import { toJson } from '../../infra/store/row.ts'

/** A delivery that is still due, with its change, which the deliveries to other receivers share. */
export type Pending = Delivery & { change: AlertChange }

/** The row of a delivery. Only a due or failed one keeps its change: the alert's history has those that were sent. */
export function toRow({ change, ...delivery }: Pending): DeliveryRow {
  const isKept = delivery.state === 'due' || delivery.state === 'failed'
  return { ...delivery, change: isKept ? toJson(change) : '' }
}

/** Key of one receiver's deliveries of one alert. */
export const updateKey = ({ alertId, receiver }: Pick<Delivery, 'alertId' | 'receiver'>) => `${alertId} ${receiver}`
export const groupKeyOf = ({ receiver, groupKey }: Pick<Delivery, 'receiver' | 'groupKey'>) => `${receiver} ${groupKey}`

/** Due deliveries by `deliveryKey`, and those of one receiver about one alert. */
export interface PendingIndex {
  readonly all: ReadonlyMap<string, Pending>
  /** By `updateKey`. */
  about(key: string): Pending[]
}

export function openPending(): PendingIndex & { put(pending: Pending): void; remove(delivery: Delivery): void } {
  const all = new Map<string, Pending>()
  const byAlert = new Map<string, Map<string, Pending>>()
  return {
    all,
    about: (key) => [...(byAlert.get(key)?.values() ?? [])],
    put(pending) {
      const [key, about] = [deliveryKey(pending), byAlert.get(updateKey(pending)) ?? new Map<string, Pending>()]
      all.set(key, pending)
      byAlert.set(updateKey(pending), about.set(key, pending))
    },
    remove(delivery) {
      const [key, about] = [deliveryKey(delivery), byAlert.get(updateKey(delivery))]
      all.delete(key)
      about?.delete(key)
      if (about?.size === 0) byAlert.delete(updateKey(delivery))
    },
  }
}
