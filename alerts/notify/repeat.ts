import type { Clock } from '../../infra/clock.ts'
import type { Store } from '../../infra/store/store.ts'
import { recipientsOf } from '../organisation/routing.ts'
import type { Delivery } from './delivery-table.ts'
import type { Rules } from './gate.ts'
import { reminderOf } from './group.ts'
import type { NotificationLog } from './notification-log.ts'
import { updateKey } from './pending.ts'
import { withPresentQuotes } from './present-quotes.ts'
import type { Receiver } from './receiver.ts'
import { attempt, type Outcome } from './retry.ts'
import type { TimingContext } from './schedule.ts'

const retryMs = 15 * 60_000

interface RepeatDeps extends TimingContext {
  store: Store
  log: NotificationLog
  receivers: readonly Receiver[]
  clock: Clock
}

/** Reminders of unacknowledged alerts. A failed one is sent again after 15 minutes. Reminders have no delivery rows. */
export function openRepeats({ store, log, receivers, organisation, timing, clock }: RepeatDeps) {
  const { state } = log
  const byName = new Map(receivers.map((receiver) => [receiver.name, receiver]))
  const subscribers = receivers.map(({ name, options: wants }) => ({ name, wants }))
  /** Epoch ms by `updateKey`. */
  const retryAt = new Map<string, number>()
  const repeatMs = (receiver: string) => timing(receiver)?.repeatMs ?? Infinity

  /** Whether the alert would still go to this receiver, including by escalation; false after a handover to others. */
  function isRecipient({ alertId, receiver }: Delivery): boolean {
    const newest = state.active.get(alertId)!
    const recipients = recipientsOf(organisation, subscribers, { ...newest, change: 'escalated', by: '' })
    return recipients.some((recipient) => recipient.receiver === receiver && recipient.mode === 'now')
  }

  return {
    /**
     * The last deliveries of open alerts that are older than the receiver's repeat interval; a pending delivery makes a reminder
     * unnecessary.
     */
    overdue: (now: number): Delivery[] =>
      [...state.sent.values()].filter(
        (delivery) =>
          delivery.mode === 'now' &&
          now - delivery.sentAt >= repeatMs(delivery.receiver) &&
          state.active.get(delivery.alertId)?.alert.status === 'open' &&
          now >= (retryAt.get(updateKey(delivery)) ?? 0) &&
          state.pending.about(updateKey(delivery)).length === 0,
      ),

    /** Whether the reminder may be sent: no quiet hours, not muted, still a recipient. */
    isWanted(delivery: Delivery, { now, mute, quietUntil }: Rules): boolean {
      const { alert } = state.active.get(delivery.alertId)!
      return quietUntil(delivery, alert.severity) <= now && mute(alert) === undefined && isRecipient(delivery)
    },

    /** Sends one reminder for alerts of one group. */
    async remind(sent: readonly Delivery[], receiver: string): Promise<Outcome> {
      const reminder = await withPresentQuotes(store, reminderOf(sent, state, clock()))
      const outcome = await attempt(byName.get(receiver)?.notifier, reminder)
      const now = clock()
      if (outcome.sent) await log.repeated(sent.map((delivery) => reminded(delivery, outcome.references, now)))
      else
        for (const delivery of sent)
          retryAt.set(updateKey(delivery), now + (outcome.error.permanent ? repeatMs(receiver) : retryMs))
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
