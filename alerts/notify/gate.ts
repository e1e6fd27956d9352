import type { Alert, ChangeName } from '../alert/alert.ts'
import type { NotificationLog } from './notification-log.ts'
import type { Muted } from './mute.ts'
import { updateKey, type Pending } from './pending.ts'
import { isAsked } from './direct.ts'

/** What says whether something may be told now. */
export interface Rules {
  muted: Muted
  /** When it is not quiet there any more, epoch ms; the past = it is not. */
  quietUntil(delivery: Pick<Pending, 'receiver' | 'person'>, severity: Alert['severity']): number
  /** When to look again at what is muted. */
  lookAgainAt(delivery: Pending): number
  /** The changes that a receiver is told of. */
  notifyOn(receiver: string): readonly ChangeName[]
  now: number
}

/** What is due and may be told, what has to wait until its new `dueAt`, and what will never be told, the last two with the reason. */
export interface Admitted {
  open: Pending[]
  waiting: Pending[]
  never: Pending[]
}

/**
 * Pure. What is muted is looked at again later, until the alert is over: then it was never worth a word, unless the receiver has heard of the alert
 * already. The end of an alert is told only to who was told that it began.
 */
export function admit(
  due: readonly Pending[],
  notificationLog: Pick<NotificationLog, 'pending' | 'active' | 'told'>,
  rules: Rules,
) {
  const admitted: Admitted = { open: [], waiting: [], never: [] }
  for (const delivery of due) {
    const { alert } = notificationLog.active.get(delivery.alertId) ?? delivery.change
    const isOver = alert.status === 'resolved'
    const reason = isAsked(delivery) ? undefined : rules.muted(alert)
    const useless = isOver ? uselessness(delivery, notificationLog, rules) : undefined
    const until = delivery.mode === 'now' ? rules.quietUntil(delivery, alert.severity) : 0
    if (reason !== undefined && isOver && !hasHeard(delivery, notificationLog)) never(admitted, delivery, reason)
    else if (reason !== undefined) wait(admitted, delivery, { reason, dueAt: rules.lookAgainAt(delivery) })
    else if (useless !== undefined) never(admitted, delivery, useless)
    else if (until > rules.now) wait(admitted, delivery, { reason: 'quiet hours', dueAt: until })
    else admitted.open.push(delivery)
  }
  return admitted
}

const wait = ({ waiting }: Admitted, delivery: Pending, over: Pick<Pending, 'reason' | 'dueAt'>) =>
  void waiting.push({ ...delivery, ...over })
const never = (admitted: Admitted, delivery: Pending, reason: string) =>
  void admitted.never.push({ ...delivery, state: 'suppressed', reason, version: delivery.version + 1 })

const beginnings: readonly ChangeName[] = ['opened', 'reopened', 'worsened']

/** Why a change of an alert that is over says nothing to a receiver any more. */
function uselessness(
  delivery: Pending,
  { pending, told }: Pick<NotificationLog, 'pending' | 'told'>,
  { notifyOn }: Pick<Rules, 'notifyOn'>,
): string | undefined {
  const wanted = notifyOn(delivery.receiver)
  if (delivery.mode !== 'now' || isAsked(delivery)) return undefined
  if (beginnings.includes(delivery.change.change) && wanted.length > 0 && !wanted.includes('resolved'))
    return 'it was over before it could be told'
  const onlyEnds = pending.about(updateKey(delivery)).every(({ change }) => change.change === 'resolved')
  const isUnheard = onlyEnds && wanted.includes('opened') && !hasHeard(delivery, { told })
  return isUnheard ? 'it was not told that it began' : undefined
}

/** Whether the receiver was told that the alert goes on. */
function hasHeard(delivery: Pending, { told }: Pick<NotificationLog, 'told'>): boolean {
  const last = told.get(updateKey(delivery))
  return last !== undefined && last.changeName !== 'resolved'
}
