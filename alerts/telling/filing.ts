import type { AlertChange, ChangeName } from '../alert.ts'
import type { Address } from '../organisation/audience.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { groupKeyOf, type Desk } from './desk.ts'
import type { DeliveryRow } from './delivery-table.ts'
import { nextTime, quietUntil } from './quiet-hours.ts'
import { groupOf, type Pace, type TellingOptions } from './settings.ts'

/** What somebody is called for by name: it waits for nobody else's alert. */
const personal: readonly ChangeName[] = ['assigned', 'escalated', 'assessed', 'handedOver']
export const isPersonal = ({ change }: Pick<AlertChange, 'change'>): boolean => personal.includes(change)

export interface Filing {
  options: TellingOptions
  organisation: Organisation
  pace(receiver: string): Pace
  desk: Pick<Desk, 'flushes' | 'groups'>
  now: number
}

/** What a change makes due at whom and when: pure. */
export function rowsFor(change: AlertChange, addresses: readonly Address[], filing: Filing): DeliveryRow[] {
  return addresses
    .filter(({ receiver }) => filing.pace(receiver).tells.includes(change.change))
    .map(({ receiver, person, mode, asksImpact }) => {
      const groupKey = groupOf(filing.pace(receiver), change.alert)
      return {
        alertId: change.alertId,
        changeNumber: change.changeNumber,
        receiver,
        state: 'due',
        dueAt: dueAt(change, { receiver, person, mode, groupKey }, filing),
        attempt: 0,
        reason: '',
        groupKey,
        mode,
        person,
        asksImpact,
        filedAt: filing.now,
        toldAt: 0,
        reference: '',
        version: 0,
        change: JSON.stringify(change),
      }
    })
}

/**
 * The first of a group waits `groupWait`, later ones until `groupInterval` after the group's last message, and all that waits goes together
 * (Alertmanager's terms). Unlike there a group that has been calm does not wait for the next beat of its interval. Then come quiet hours.
 */
function dueAt(
  change: AlertChange,
  { receiver, person, mode, groupKey }: Pick<DeliveryRow, 'receiver' | 'person' | 'mode' | 'groupKey'>,
  { options, organisation, pace, desk, now }: Filing,
): number {
  const quiets = [pace(receiver), { timeZone: options.timeZone, ...organisation.people.get(person)?.quiet }]
  if (mode !== 'now') {
    const timeZone = quiets[1]!.timeZone!
    return nextTime({ timeZone, at: options.digestAt, ...(mode === 'weekly' && { day: options.digestDay }) }, now)
  }
  const afterQuiet = (at: number) => quiets.reduce((time, quiet) => quietUntil(quiet, time, change.alert.severity), at)
  if (isPersonal(change)) return afterQuiet(now)
  const { groupWaitMs, groupIntervalMs } = pace(receiver)
  const key = groupKeyOf({ receiver, groupKey })
  const planned = desk.flushes.get(key) ?? -Infinity
  const alone = Math.max(now + groupWaitMs, (desk.groups.get(key) ?? -Infinity) + groupIntervalMs)
  return afterQuiet(planned > now ? Math.min(planned, alone) : alone)
}
