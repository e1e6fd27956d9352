import { audienceOf } from '../organisation/routing.ts'
import { attempt, type Outcome } from './retry.ts'
import type { Desk } from './notification-log.ts'
import type { Delivery } from './delivery-table.ts'
import type { Times } from './schedule.ts'
import { reminderOf } from './group.ts'
import { toldKey } from './pending.ts'
import type { Rules } from './gate.ts'
import type { Receiver } from './receiver.ts'

const triedAgainMs = 15 * 60_000

interface ReminderParts extends Times {
  desk: Desk
  receivers: readonly Receiver[]
}

/** Reminders of alerts that nobody has taken. One that is refused is tried again a quarter of an hour later, and nothing is kept of it. */
export function openReminders({ desk, receivers, organisation, pace }: ReminderParts) {
  const byName = new Map(receivers.map((receiver) => [receiver.name, receiver]))
  const listeners = receivers.map(({ name, options: wants }) => ({ name, wants }))
  const notBefore = new Map<string, number>()
  const repeatMs = (receiver: string) => pace(receiver)?.repeatMs ?? Infinity

  /** Whether the receiver is still one whom the alert concerns: not after a hand-over. Whom an escalation called it does. */
  function isConcerned({ alertId, receiver }: Delivery): boolean {
    const newest = desk.standing.get(alertId)!
    const addresses = audienceOf(organisation, listeners, { ...newest, change: 'escalated', by: '' })
    return addresses.some((address) => address.receiver === receiver && address.mode === 'now')
  }

  return {
    /** Open alerts of which a receiver was last told so long ago; what is pending comes anyway. */
    overdue: (now: number): Delivery[] =>
      [...desk.told.values()].filter(
        (delivery) =>
          delivery.mode === 'now' &&
          now - delivery.toldAt >= repeatMs(delivery.receiver) &&
          desk.standing.get(delivery.alertId)?.alert.status === 'open' &&
          now >= (notBefore.get(toldKey(delivery)) ?? 0) &&
          desk.pending.about(toldKey(delivery)).length === 0,
      ),

    isWanted(delivery: Delivery, { now, muted, quietUntil }: Rules): boolean {
      const { alert } = desk.standing.get(delivery.alertId)!
      return quietUntil(delivery, alert.severity) <= now && muted(alert) === undefined && isConcerned(delivery)
    },

    /** Those of one group in one message. */
    async remind(
      told: readonly Delivery[],
      { receiver, clock }: { receiver: string; clock: () => number },
    ): Promise<Outcome> {
      const outcome = await attempt(byName.get(receiver)?.notifier, reminderOf(told, desk, clock()))
      const now = clock()
      if (outcome.taken) await desk.repeat(told.map((delivery) => reminded(delivery, outcome.references, now)))
      else
        for (const delivery of told)
          notBefore.set(toldKey(delivery), now + (outcome.error.forGood ? repeatMs(receiver) : triedAgainMs))
      return outcome
    },
  }
}

const reminded = (delivery: Delivery, references: ReadonlyMap<string, string>, now: number): Delivery => ({
  ...delivery,
  toldAt: now,
  reference: references.get(delivery.alertId) ?? delivery.reference,
  version: delivery.version + 1,
})
