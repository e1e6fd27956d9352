import type { AlertChange } from '../alert/alert.ts'
import { deliveryKey, type Delivery, type DeliveryRow } from './delivery-table.ts'

/** What has still to be told, with the change, which the receivers' deliveries share. */
export type Pending = Delivery & { change: AlertChange }

/** As it is stored: what was told stands in the alert's history and need not be kept a second time. */
export function toRow({ change, ...delivery }: Pending): DeliveryRow {
  const isKept = delivery.state === 'due' || delivery.state === 'failed'
  return { ...delivery, change: isKept ? JSON.stringify(change) : '' }
}

export const updateKey = ({ alertId, receiver }: Pick<Delivery, 'alertId' | 'receiver'>) => `${alertId} ${receiver}`
export const groupKeyOf = ({ receiver, groupKey }: Pick<Delivery, 'receiver' | 'groupKey'>) => `${receiver} ${groupKey}`

/** What is pending, found by its own key (`deliveryKey`) and by whom it tells of what (`toldKey`). */
export function openPending() {
  const all = new Map<string, Pending>()
  const byAlert = new Map<string, Map<string, Pending>>()
  return {
    all: all as ReadonlyMap<string, Pending>,
    /** For a receiver about an alert. */
    about: (key: string): Pending[] => [...(byAlert.get(key)?.values() ?? [])],
    put(pending: Pending): void {
      const [key, about] = [deliveryKey(pending), byAlert.get(updateKey(pending)) ?? new Map<string, Pending>()]
      all.set(key, pending)
      byAlert.set(updateKey(pending), about.set(key, pending))
    },
    drop(delivery: Delivery): void {
      const [key, about] = [deliveryKey(delivery), byAlert.get(updateKey(delivery))]
      all.delete(key)
      about?.delete(key)
      if (about?.size === 0) byAlert.delete(updateKey(delivery))
    },
  }
}
