import type { Traceparent } from '../../infra/traces.ts'
import type { AlertChange } from '../alert/alert.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { nextTime, quietUntil, type QuietOptions } from '../organisation/quiet-hours.ts'
import type { Recipient } from '../organisation/routing.ts'
import type { Delivery } from './delivery-table.ts'
import { isDirect } from './direct.ts'
import type { NotificationState } from './notification-log.ts'
import { groupKeyOf, type Pending } from './pending.ts'
import { groupOf, type NotificationOptions, type Timing } from './settings.ts'

/** The configuration of when a receiver may be notified. */
export interface TimingContext {
  options: NotificationOptions
  organisation: Organisation
  /** Undefined for a receiver that is no longer in the configuration. */
  timing(receiver: string): Timing | undefined
}

export interface ScheduleContext extends TimingContext {
  state: Pick<NotificationState, 'flushes' | 'lastSent'>
  /** Epoch ms. */
  now: number
  /** The span that published the change; absent: not traced. */
  traceparent?: Traceparent
}

type Target = Pick<Delivery, 'receiver' | 'person'>

/** The quiet hours of a receiver, and of the person whom it belongs to. */
export function quietHoursOf({ options, organisation, timing }: TimingContext, target: Target): QuietOptions[] {
  const own = timing(target.receiver)
  const timeZone = own?.timeZone ?? options.timeZone
  return [own ?? {}, { timeZone, ...organisation.people.get(target.person)?.quiet }]
}

/** When the next digest is sent after `now` (epoch ms), in the time zone of the person, else of the receiver. */
export function nextDigest(context: TimingContext, delivery: Target & Pick<Delivery, 'mode'>, now: number): number {
  const { digestAt: at, digestDay, timeZone: common } = context.options
  const timeZone = quietHoursOf(context, delivery)[1]?.timeZone ?? common
  return nextTime({ timeZone, at, ...(delivery.mode === 'weekly' && { day: digestDay }) }, now)
}

/** Delivery rows for a change, with due times. Pure. */
export function rowsFor(change: AlertChange, recipients: readonly Recipient[], context: ScheduleContext): Pending[] {
  return recipients.flatMap(({ receiver, person, mode, asksImpact }) => {
    const timing = context.timing(receiver)
    if (!timing?.notifyOn.includes(change.change)) return []
    const to = { receiver, person, mode, groupKey: groupOf(timing, change.alert) }
    return {
      alertId: change.alertId,
      changeNumber: change.changeNumber,
      changeName: change.change,
      ...to,
      state: 'due',
      dueAt: dueAt(change, to, context),
      attempt: 0,
      reason: '',
      asksImpact,
      createdAt: context.now,
      firstAttemptAt: 0,
      sentAt: 0,
      reference: '',
      ...(context.traceparent ? { traceparent: context.traceparent } : {}),
      version: 0,
      change,
    }
  })
}

/**
 * The first change of a group waits `groupWait`, later ones until `groupInterval` after the group's last message, and all that wait go
 * together (Alertmanager's terms). Unlike in Alertmanager, a group without a recent message does not wait for the next interval. Quiet
 * hours are applied last.
 */
function dueAt(
  { change, alert: { severity } }: AlertChange,
  to: Target & Pick<Delivery, 'mode' | 'groupKey'>,
  { state, now, ...context }: ScheduleContext,
): number {
  if (to.mode !== 'now') return nextDigest(context, to, now)
  const afterQuietHours = (at: number) => quietUntil(quietHoursOf(context, to), at, severity)
  if (isDirect(change)) return afterQuietHours(now)
  const { groupWaitMs = 0, groupIntervalMs = 0 } = context.timing(to.receiver) ?? {}
  const planned = state.flushes.get(groupKeyOf(to)) ?? -Infinity
  const ownDueAt = Math.max(now + groupWaitMs, (state.lastSent.get(groupKeyOf(to)) ?? -Infinity) + groupIntervalMs)
  return afterQuietHours(planned > now ? Math.min(planned, ownDueAt) : ownDueAt)
}
