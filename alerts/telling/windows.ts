import { configTimeMs } from '../config-time.ts'
import { subscriptionFaults, type Fault, type Known } from '../organisation/faults.ts'
import type { Window } from './mute.ts'
import { quietFaults } from './quiet-hours.ts'
import type { TellingOptions } from './settings.ts'

/** Maintenance as stretches of time; one that ends before it begins is left out, and `tellingFaults` says so. */
export const toWindows = (maintenance: TellingOptions['maintenance']): Window[] =>
  maintenance
    .map(({ name, from, to, ...matches }) => ({ name, from: configTimeMs(from), until: configTimeMs(to), matches }))
    .filter(({ from, until }) => until > from)

/** What cannot be meant of the way people are told. */
export function tellingFaults({ timeZone, maintenance, inhibit }: TellingOptions, known: Known): Fault[] {
  return [
    ...quietFaults({ timeZone }).map((sentence) => ({ key: 'telling.timeZone', sentence })),
    ...maintenance.flatMap(({ name, from, to, ...matches }, i) => {
      const key = `telling.maintenance[${i}]`
      const isBackwards = !(configTimeMs(to) > configTimeMs(from))
      const backwards = { key, sentence: `${name} ends before it begins` }
      return [...(isBackwards ? [backwards] : []), ...subscriptionFaults(key, matches, known)]
    }),
    ...inhibit.flatMap(({ source, target }, i) => [
      ...subscriptionFaults(`telling.inhibit[${i}].source`, source, known),
      ...subscriptionFaults(`telling.inhibit[${i}].target`, target, known),
    ]),
  ]
}
