import { recipientsOf } from '../organisation/routing.ts'
import { attempt, type Outcome } from './retry.ts'
import type { NotificationLog } from './notification-log.ts'
import type { Delivery } from './delivery-table.ts'
import type { Times } from './schedule.ts'
import { repeatOf } from './group.ts'
import { updateKey } from './pending.ts'
import type { Rules } from './gate.ts'
import type { Receiver } from './receiver.ts'

const triedAgainMs = 15 * 60_000

interface RepeatDeps extends Times {
  notificationLog: NotificationLog
  receivers: readonly Receiver[]
}

/** Reminders of alerts that nobody has taken. One that is refused is tried again a quarter of an hour later, and nothing is kept of it. */
export function openRepeats({ notificationLog, receivers, organisation, timing }: RepeatDeps) {
  const byName = new Map(receivers.map((receiver) => [receiver.name, receiver]))
  const subscribers = receivers.map(({ name, options: wants }) => ({ name, wants }))
  const retryAt = new Map<string, number>()
  const repeatMs = (receiver: string) => timing(receiver)?.repeatMs ?? Infinity

  /** Whether the receiver is still one whom the alert concerns: not after a hand-over. Whom an escalation called it does. */
  function isConcerned({ alertId, receiver }: Delivery): boolean {
    const newest = notificationLog.active.get(alertId)!
    const recipients = recipientsOf(organisation, subscribers, { ...newest, change: 'escalated', by: '' })
    return recipients.some((address) => address.receiver === receiver && address.mode === 'now')
  }

  return {
    /** Open alerts of which a receiver was last told so long ago; what is pending comes anyway. */
    overdue: (now: number): Delivery[] =>
      [...notificationLog.told.values()].filter(
        (delivery) =>
          delivery.mode === 'now' &&
          now - delivery.sentAt >= repeatMs(delivery.receiver) &&
          notificationLog.active.get(delivery.alertId)?.alert.status === 'open' &&
          now >= (retryAt.get(updateKey(delivery)) ?? 0) &&
          notificationLog.pending.about(updateKey(delivery)).length === 0,
      ),

    isWanted(delivery: Delivery, { now, muted, quietUntil }: Rules): boolean {
      const { alert } = notificationLog.active.get(delivery.alertId)!
      return quietUntil(delivery, alert.severity) <= now && muted(alert) === undefined && isConcerned(delivery)
    },

    /** Those of one group in one message. */
    async remind(
      told: readonly Delivery[],
      { receiver, clock }: { receiver: string; clock: () => number },
    ): Promise<Outcome> {
      const outcome = await attempt(byName.get(receiver)?.notifier, repeatOf(told, notificationLog, clock()))
      const now = clock()
      if (outcome.taken)
        await notificationLog.repeat(told.map((delivery) => reminded(delivery, outcome.references, now)))
      else
        for (const delivery of told)
          retryAt.set(updateKey(delivery), now + (outcome.error.permanent ? repeatMs(receiver) : triedAgainMs))
      return outcome
    },
  }
}

const reminded = (delivery: Delivery, references: ReadonlyMap<string, string>, now: number): Delivery => ({
  ...delivery,
  sentAt: now,
  reference: references.get(delivery.alertId) ?? delivery.reference,
  version: delivery.version + 1,
})
