import { createHash } from 'node:crypto'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import type { AlertChange } from '../alert/alert.ts'
import { deliveryKey, type Delivery } from './delivery-table.ts'
import type { NotificationState } from './notification-log.ts'
import type { AlertNotification, AlertUpdate } from './notifier.ts'
import { groupKeyOf, updateKey, type Pending } from './pending.ts'

/** One message, and the deliveries that it covers. */
export interface Outgoing {
  notification: AlertNotification
  deliveries: Pending[]
}

/** The link by which a person assesses the impact of an alert. */
export type ConfirmUrl = (alertId: string, person: string) => string

interface GroupContext {
  state: Pick<NotificationState, 'pending' | 'sent' | 'active'>
  /** Epoch ms. */
  now: number
  confirmUrl: ConfirmUrl
}

/**
 * One message per group of a receiver, and one per digest. A message also contains older changes of its alerts that are still pending or
 * waiting for a retry, so that no receiver gets an older state after a newer one. Each delivery is in one message only. Pure.
 */
export function notificationsOf(due: readonly Pending[], { state, now, confirmUrl }: GroupContext): Outgoing[] {
  const groups = Map.groupBy(due, (each) => (each.mode === 'now' ? groupKeyOf(each) : each.mode))
  const used = new Set<string>()
  return [...groups.values()].flatMap((members) => {
    const own = members.filter((each) => !used.has(deliveryKey(each)))
    if (own.length === 0) return []
    const deliveries = withEarlier(own, state).filter((each) => !used.has(deliveryKey(each)))
    for (const each of deliveries) used.add(deliveryKey(each))
    const { groupKey, mode } = own[0]!
    const alerts = [...Map.groupBy(deliveries, ({ alertId }) => alertId).values()]
    const notification: AlertNotification = {
      kind: mode === 'now' ? 'changes' : 'digest',
      id: idOf(deliveries.map(deliveryKey)),
      group: mode === 'now' ? groupKey : mode,
      alerts: mostSevereFirst(alerts.map((ofOne) => toUpdate(ofOne, state, confirmUrl))),
      at: now,
    }
    return [{ notification, deliveries }]
  })
}

/** A reminder of unacknowledged alerts of one group. `sent`: their last deliveries to the receiver. Pure. */
export function reminderOf(
  sent: readonly Delivery[],
  { active }: Pick<NotificationState, 'active'>,
  now: number,
): AlertNotification {
  const alerts = sent.map(({ alertId, reference }) => {
    const newest = active.get(alertId)!
    return { newest, changes: [newest], reference: reference || undefined, confirmUrl: undefined }
  })
  const id = idOf(sent.map((each) => `${updateKey(each)} reminded after ${each.sentAt}`))
  return { kind: 'reminder', id, group: sent[0]!.groupKey, alerts: mostSevereFirst(alerts), at: now }
}

function withEarlier(own: readonly Pending[], { pending }: Pick<NotificationState, 'pending'>): Pending[] {
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

/** The update of one alert, with its current state, which may be newer than the changes that this receiver is notified of. */
function toUpdate(
  deliveries: readonly Pending[],
  { sent, active }: GroupContext['state'],
  confirmUrl: ConfirmUrl,
): AlertUpdate {
  const changes = deliveries.map(({ change }) => change)
  const newest = changes.at(-1)!
  const now = active.get(newest.alertId)
  const requested = deliveries.findLast(({ asksImpact, person }) => asksImpact && person !== '')
  return {
    newest: now && now.changeNumber > newest.changeNumber ? { ...newest, alert: now.alert } : newest,
    changes,
    reference: sent.get(updateKey(deliveries[0]!))?.reference || undefined,
    confirmUrl: requested && confirmUrl(requested.alertId, requested.person),
  }
}

const mostSevereFirst = (alerts: readonly AlertUpdate[]) => alerts.toSorted((a, b) => rank(b.newest) - rank(a.newest))

const rank = ({ alert: { severity, status } }: AlertChange) =>
  severities.indexOf(severity) + (status === 'resolved' ? 0 : severities.length)

const idOf = (keys: readonly string[]) =>
  createHash('sha256').update(keys.toSorted().join('\n')).digest('hex').slice(0, 32)
