import type { AlertChange } from '../alert/alert.ts'
import type { Recipient } from '../organisation/routing.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { NotificationLog } from './notification-log.ts'
import type { Delivery } from './delivery-table.ts'
import { groupKeyOf, type Pending } from './pending.ts'
import { isDirect } from './direct.ts'
import { quietUntil, nextTime, type QuietOptions } from '../organisation/quiet-hours.ts'
import { groupOf, type Timing, type NotificationOptions } from './settings.ts'

/** What says when somebody may be told. */
export interface Times {
  options: NotificationOptions
  organisation: Organisation
  /** Undefined for a receiver that is no longer in the configuration. */
  timing(receiver: string): Timing | undefined
}

export interface ScheduleContext extends Times {
  notificationLog: Pick<NotificationLog, 'flushes' | 'groups'>
  now: number
}

type Whose = Pick<Delivery, 'receiver' | 'person'>

/** The quiet hours of a receiver, and of the person whose it is. */
export function quietsOf({ options, organisation, timing }: Times, { receiver, person }: Whose): QuietOptions[] {
  const timeZone = timing(receiver)?.timeZone ?? options.timeZone
  return [timing(receiver) ?? {}, { timeZone, ...organisation.people.get(person)?.quiet }]
}

/** When the next digest goes out there, after `now`: by the clock of the person, or else of the receiver. */
export function nextDigest(times: Times, delivery: Whose & Pick<Delivery, 'mode'>, now: number): number {
  const { digestAt: at, digestDay, timeZone: everybodys } = times.options
  const timeZone = quietsOf(times, delivery)[1]?.timeZone ?? everybodys
  return nextTime({ timeZone, at, ...(delivery.mode === 'weekly' && { day: digestDay }) }, now)
}

/** What a change makes due at whom and when: pure. */
export function rowsFor(change: AlertChange, recipients: readonly Recipient[], filing: ScheduleContext): Pending[] {
  return recipients.flatMap(({ receiver, person, mode, asksImpact }) => {
    const timing = filing.timing(receiver)
    if (!timing?.notifyOn.includes(change.change)) return []
    const to = { receiver, person, mode, groupKey: groupOf(timing, change.alert) }
    return {
      alertId: change.alertId,
      changeNumber: change.changeNumber,
      changeName: change.change,
      ...to,
      state: 'due',
      dueAt: dueAt(change, to, filing),
      attempt: 0,
      reason: '',
      asksImpact,
      createdAt: filing.now,
      firstAttemptAt: 0,
      sentAt: 0,
      reference: '',
      version: 0,
      change,
    }
  })
}

/**
 * The first of a group waits `groupWait`, later ones until `groupInterval` after the group's last message, and all that waits goes together
 * (Alertmanager's terms). Unlike there a group that has been calm does not wait for the next beat of its interval. Then come quiet hours.
 */
function dueAt(
  { change, alert: { severity } }: AlertChange,
  to: Whose & Pick<Delivery, 'mode' | 'groupKey'>,
  { notificationLog, now, ...times }: ScheduleContext,
): number {
  if (to.mode !== 'now') return nextDigest(times, to, now)
  const afterQuiet = (at: number) => quietUntil(quietsOf(times, to), at, severity)
  if (isDirect(change)) return afterQuiet(now)
  const { groupWaitMs = 0, groupIntervalMs = 0 } = times.timing(to.receiver) ?? {}
  const planned = notificationLog.flushes.get(groupKeyOf(to)) ?? -Infinity
  const alone = Math.max(now + groupWaitMs, (notificationLog.groups.get(groupKeyOf(to)) ?? -Infinity) + groupIntervalMs)
  return afterQuiet(planned > now ? Math.min(planned, alone) : alone)
}
