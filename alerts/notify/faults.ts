import { subscriptionFaults, type Fault, type Known } from '../organisation/faults.ts'
import type { Subscription } from '../organisation/subscription.ts'
import { quietFaults, type QuietOptions } from '../organisation/quiet-hours.ts'
import type { NotificationOptions } from './settings.ts'
import { maintenanceWindows } from './maintenance.ts'

/** Faults in the notification settings. Only the faulty items are ignored. */
export function notificationFaults(
  { timeZone, maintenance, inhibit }: NotificationOptions,
  receivers: readonly (QuietOptions & Subscription)[],
  known: Known,
): Fault[] {
  const bad = new Set(maintenanceWindows(maintenance).bad)
  return [
    ...quietFaults({ timeZone }).map((sentence) => ({ key: 'notifications.timeZone', sentence })),
    ...maintenance.flatMap((each, i) => [
      ...(bad.has(i)
        ? [
            {
              key: `notifications.maintenance[${i}]`,
              sentence: `${each.name} ends before it begins and is ignored`,
            },
          ]
        : []),
      ...subscriptionFaults(`notifications.maintenance[${i}]`, each, known),
    ]),
    ...inhibit.flatMap(({ source, target }, i) => [
      ...subscriptionFaults(`notifications.inhibit[${i}].source`, source, known),
      ...subscriptionFaults(`notifications.inhibit[${i}].target`, target, known),
    ]),
    ...receivers.flatMap((receiver, i) => [
      ...quietFaults(receiver).map((sentence) => ({ key: `notifiers[${i}].quietHours`, sentence })),
      ...subscriptionFaults(`notifiers[${i}]`, receiver, known),
    ]),
  ]
}
