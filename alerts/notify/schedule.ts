import type { AlertChange } from '../alert/alert.ts'
import type { Address } from '../organisation/routing.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { Desk } from './notification-log.ts'
import type { Delivery } from './delivery-table.ts'
import { groupKeyOf, type Pending } from './pending.ts'
import { isPersonal } from './direct.ts'
import { quietUntil, nextTime, type QuietOptions } from '../organisation/quiet-hours.ts'
import { groupOf, type Pace, type TellingOptions } from './settings.ts'

/** What says when somebody may be told. */
export interface Times {
  options: TellingOptions
  organisation: Organisation
  /** Undefined for a receiver that is no longer in the configuration. */
  pace(receiver: string): Pace | undefined
}

export interface Filing extends Times {
  desk: Pick<Desk, 'flushes' | 'groups'>
  now: number
}

type Whose = Pick<Delivery, 'receiver' | 'person'>

/** The quiet hours of a receiver, and of the person whose it is. */
export function quietsOf({ options, organisation, pace }: Times, { receiver, person }: Whose): QuietOptions[] {
  const timeZone = pace(receiver)?.timeZone ?? options.timeZone
  return [pace(receiver) ?? {}, { timeZone, ...organisation.people.get(person)?.quiet }]
}

/** When the next digest goes out there, after `now`: by the clock of the person, or else of the receiver. */
export function nextDigest(times: Times, delivery: Whose & Pick<Delivery, 'mode'>, now: number): number {
  const { digestAt: at, digestDay, timeZone: everybodys } = times.options
  const timeZone = quietsOf(times, delivery)[1]?.timeZone ?? everybodys
  return nextTime({ timeZone, at, ...(delivery.mode === 'weekly' && { day: digestDay }) }, now)
}

/** What a change makes due at whom and when: pure. */
export function rowsFor(change: AlertChange, addresses: readonly Address[], filing: Filing): Pending[] {
  return addresses.flatMap(({ receiver, person, mode, asksImpact }) => {
    const pace = filing.pace(receiver)
    if (!pace?.tells.includes(change.change)) return []
    const to = { receiver, person, mode, groupKey: groupOf(pace, change.alert) }
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
      filedAt: filing.now,
      triedAt: 0,
      toldAt: 0,
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
  { desk, now, ...times }: Filing,
): number {
  if (to.mode !== 'now') return nextDigest(times, to, now)
  const afterQuiet = (at: number) => quietUntil(quietsOf(times, to), at, severity)
  if (isPersonal(change)) return afterQuiet(now)
  const { groupWaitMs = 0, groupIntervalMs = 0 } = times.pace(to.receiver) ?? {}
  const planned = desk.flushes.get(groupKeyOf(to)) ?? -Infinity
  const alone = Math.max(now + groupWaitMs, (desk.groups.get(groupKeyOf(to)) ?? -Infinity) + groupIntervalMs)
  return afterQuiet(planned > now ? Math.min(planned, alone) : alone)
}
