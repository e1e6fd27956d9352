import { subscriptionFaults, type Fault, type Known } from '../organisation/faults.ts'
import type { Subscription } from '../organisation/subscription.ts'
import { quietFaults, type QuietOptions } from '../organisation/quiet-hours.ts'
import type { TellingOptions } from './settings.ts'
import { toWindows } from './maintenance.ts'

/** What does not fit together in how people are told; what a fault speaks of is left out, nothing else. */
export function tellingFaults(
  { timeZone, maintenance, inhibit }: TellingOptions,
  receivers: readonly (QuietOptions & Subscription)[],
  known: Known,
): Fault[] {
  const bad = new Set(toWindows(maintenance).bad)
  return [
    ...quietFaults({ timeZone }).map((sentence) => ({ key: 'telling.timeZone', sentence })),
    ...maintenance.flatMap((each, i) => [
      ...(bad.has(i)
        ? [{ key: `telling.maintenance[${i}]`, sentence: `${each.name} ends before it begins, so it is left out` }]
        : []),
      ...subscriptionFaults(`telling.maintenance[${i}]`, each, known),
    ]),
    ...inhibit.flatMap(({ source, target }, i) => [
      ...subscriptionFaults(`telling.inhibit[${i}].source`, source, known),
      ...subscriptionFaults(`telling.inhibit[${i}].target`, target, known),
    ]),
    ...receivers.flatMap((receiver, i) => [
      ...quietFaults(receiver).map((sentence) => ({ key: `notifiers[${i}].quietHours`, sentence })),
      ...subscriptionFaults(`notifiers[${i}]`, receiver, known),
    ]),
  ]
}
