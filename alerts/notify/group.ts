import { createHash } from 'node:crypto'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import type { AlertChange } from '../alert/alert.ts'
import type { AlertNotification, AlertUpdate } from './notifier.ts'
import type { NotificationLog } from './notification-log.ts'
import { deliveryKey, type Delivery } from './delivery-table.ts'
import { groupKeyOf, updateKey, type Pending } from './pending.ts'

/** What goes out as one message, and the deliveries that it settles. */
export interface Outgoing {
  notification: AlertNotification
  deliveries: Pending[]
}

/** Where a person says how an alert's impact stands. */
export type ConfirmUrl = (alertId: string, person: string) => string

interface Means {
  notificationLog: Pick<NotificationLog, 'pending' | 'told' | 'active'>
  now: number
  confirmUrl: ConfirmUrl
}

/**
 * One message for each group of a receiver, one for all of a digest: pure. What is older and still waits, and what was refused so far, goes with a change of the
 * same alert, so nobody is told of an older state after a newer one; and nothing goes twice.
 */
export function notificationsOf(due: readonly Pending[], { notificationLog, now, confirmUrl }: Means): Outgoing[] {
  const groups = Map.groupBy(due, (each) => (each.mode === 'now' ? groupKeyOf(each) : each.mode))
  const gone = new Set<string>()
  return [...groups.values()].flatMap((members) => {
    const own = members.filter((each) => !gone.has(deliveryKey(each)))
    if (own.length === 0) return []
    const deliveries = withEarlier(own, notificationLog).filter((each) => !gone.has(deliveryKey(each)))
    for (const each of deliveries) gone.add(deliveryKey(each))
    const { groupKey, mode } = own[0]!
    const alerts = [...Map.groupBy(deliveries, ({ alertId }) => alertId).values()]
    const notification: AlertNotification = {
      kind: mode === 'now' ? 'changes' : 'digest',
      id: idOf(deliveries.map(deliveryKey)),
      group: mode === 'now' ? groupKey : mode,
      alerts: gravestFirst(alerts.map((ofOne) => toUpdate(ofOne, notificationLog, confirmUrl))),
      at: now,
    }
    return [{ notification, deliveries }]
  })
}

/** Alerts of one group that nobody has taken, once more; `told` is when their receiver was last told of them. */
export function repeatOf(
  told: readonly Delivery[],
  { active }: Pick<NotificationLog, 'active'>,
  now: number,
): AlertNotification {
  const alerts = told.map(({ alertId, reference }) => {
    const newest = active.get(alertId)!
    return { newest, changes: [newest], reference: reference || undefined, confirmUrl: undefined }
  })
  const id = idOf(told.map((each) => `${updateKey(each)} reminded after ${each.sentAt}`))
  return { kind: 'reminder', id, group: told[0]!.groupKey, alerts: gravestFirst(alerts), at: now }
}

function withEarlier(own: readonly Pending[], { pending }: Pick<NotificationLog, 'pending'>): Pending[] {
  const keys = new Set(own.map(deliveryKey))
  const earlier = [...Map.groupBy(own, updateKey)].flatMap(([key, some]) => {
    const newest = Math.max(...some.map(({ changeNumber, mode }) => (mode === 'now' ? changeNumber : 0)))
    return pending
      .about(key)
      .filter(
        ({ mode, attempt, changeNumber }) => mode === 'now' && newest > 0 && (attempt > 0 || changeNumber < newest),
      )
  })
  return [...own, ...earlier.filter((each) => !keys.has(deliveryKey(each)))].toSorted(
    (a, b) => a.changeNumber - b.changeNumber,
  )
}

/** With the alert as it stands now, which may be a step ahead of the changes that this receiver is told. */
function toUpdate(
  deliveries: readonly Pending[],
  { told, active }: Means['notificationLog'],
  confirmUrl: ConfirmUrl,
): AlertUpdate {
  const changes = deliveries.map(({ change }) => change)
  const newest = changes.at(-1)!
  const now = active.get(newest.alertId)
  const asked = deliveries.findLast(({ asksImpact, person }) => asksImpact && person !== '')
  return {
    newest: now && now.changeNumber > newest.changeNumber ? { ...newest, alert: now.alert } : newest,
    changes,
    reference: told.get(updateKey(deliveries[0]!))?.reference || undefined,
    confirmUrl: asked && confirmUrl(asked.alertId, asked.person),
  }
}

const gravestFirst = (alerts: readonly AlertUpdate[]) =>
  alerts.toSorted((a, b) => gravity(b.newest) - gravity(a.newest))

const gravity = ({ alert: { severity, status } }: AlertChange) =>
  severities.indexOf(severity) + (status === 'resolved' ? 0 : severities.length)

const idOf = (keys: readonly string[]) =>
  createHash('sha256').update(keys.toSorted().join('\n')).digest('hex').slice(0, 32)
