import { quietFaults } from '../telling/quiet-hours.ts'
import { hubWord, type Organisation, type OrganisationOptions } from './organisation.ts'

/** Something in the configuration that is not what was meant; the rest of it holds. */
export interface Fault {
  /** Path of the key: `organisation.people[2].channels`. */
  key: string
  sentence: string
}

export interface Known {
  departments: ReadonlySet<string>
  topics: ReadonlySet<string>
  receivers: ReadonlySet<string>
}

/** What does not fit together in the organisation; what a fault speaks of is left out, nothing else. */
export function organisationFaults(options: OrganisationOptions, organisation: Organisation, known: Known): Fault[] {
  const { people = [], units = [], departments = {}, rollout = [], hub } = options
  const unknownDepartment = unknownIn(known.departments, 'department')
  const unknownReceiver = unknownIn(known.receivers, 'receiver')
  return [
    ...unknownDepartment('organisation.rollout', rollout),
    ...unknownReceiver('organisation.hub.channels', hub?.channels),
    ...Object.entries(departments).flatMap(([id, { channels, teams = [], escalation = [] }]) => {
      const key = `organisation.departments.${id}`
      return [
        ...unknownDepartment(key, [id]),
        ...unknownReceiver(`${key}.channels`, channels),
        ...teams.flatMap((team, i) => [
          ...unknownReceiver(`${key}.teams[${i}].channels`, team.channels),
          ...unknownIn(known.topics, 'topic')(`${key}.teams[${i}].topics`, team.topics),
        ]),
        ...escalation.flatMap(({ to }, i) =>
          unknownIn(new Set([...known.receivers, ...organisation.people.keys(), hubWord]), 'person or receiver')(
            `${key}.escalation[${i}].to`,
            to,
          ),
        ),
      ]
    }),
    ...units.flatMap((unit, i) => {
      const key = `organisation.units[${i}]`
      const own = Object.entries(unit.departments ?? {})
      return [
        ...repeated(units, i, `${key}.id`, 'unit'),
        ...unknownReceiver(`${key}.channels`, unit.channels),
        ...unknownDepartment(
          `${key}.departments`,
          own.map(([id]) => id),
        ),
        ...own.flatMap(([id, { channels }]) => unknownReceiver(`${key}.departments.${id}.channels`, channels)),
      ]
    }),
    ...people.flatMap((person, i) => {
      const key = `organisation.people[${i}]`
      return [
        ...repeated(people, i, `${key}.id`, 'person'),
        ...unknownDepartment(`${key}.departments`, person.departments),
        ...unknownIn(new Set(units.map(({ id }) => id)), 'unit')(`${key}.units`, person.units),
        ...unknownReceiver(`${key}.channels`, person.channels),
        ...quietFaults(person).map((sentence) => ({ key: `${key}.quietHours`, sentence })),
        ...(person.channels?.length ? [] : [{ key, sentence: `${person.id} has no channel, so nothing reaches them` }]),
        ...(person.subscriptions ?? []).flatMap((subscription, n) =>
          subscriptionFaults(`${key}.subscriptions[${n}]`, subscription, known),
        ),
      ]
    }),
    ...withoutHub(organisation, rollout),
  ]
}

/** Departments and topics of a filter that the taxonomy has not: they match nothing. */
export function subscriptionFaults(
  key: string,
  { departments, topics }: { departments?: string[] | undefined; topics?: string[] | undefined },
  known: Known,
): Fault[] {
  return [
    ...unknownIn(known.departments, 'department')(`${key}.departments`, departments),
    ...unknownIn(known.topics, 'topic')(`${key}.topics`, topics),
  ]
}

const unknownIn =
  (known: ReadonlySet<string>, what: string) =>
  (key: string, names: readonly string[] = []): Fault[] =>
    names.filter((name) => !known.has(name)).map((name) => ({ key, sentence: `there is no ${what} "${name}"` }))

const repeated = (all: readonly { id: string }[], i: number, key: string, what: string): Fault[] =>
  all.slice(0, i).some(({ id }) => id === all[i]!.id)
    ? [{ key, sentence: `there is another ${what} "${all[i]!.id}" before it` }]
    : []

/** Alerts of departments that are off, and all of a centralized company, go to the hub: somebody must be there. */
function withoutHub({ model, hub, people }: Organisation, rollout: readonly string[]): Fault[] {
  const isNeeded = model === 'centralized' || rollout.length > 0
  const isThere =
    hub.channels.length > 0 || [...people.values()].some((person) => person.hub && person.channels.length > 0)
  if (!isNeeded || isThere) return []
  const whose = model === 'centralized' ? 'all alerts' : 'alerts of departments that are not switched on'
  return [{ key: 'organisation.hub', sentence: `${whose} go to the hub, which has no channel` }]
}
