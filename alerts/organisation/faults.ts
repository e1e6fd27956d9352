import { IANAZone } from 'luxon'
import { holidayFault } from '../../infra/holidays.ts'
import { quietFaults } from './quiet-hours.ts'
import type { OrganisationOptions } from './options.ts'
import { hubWord, type Organisation } from './organisation.ts'

/** A mistake in the configuration. The rest of the configuration is used. */
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

interface Checked {
  options: OrganisationOptions
  organisation: Organisation
  known: Known
}

/** The mistakes in an organisation. Only the entries named by a fault are ignored. */
export function organisationFaults(options: OrganisationOptions, organisation: Organisation, known: Known): Fault[] {
  const checked = { options, organisation, known }
  const { rollout = [], hub } = options
  return [
    ...unknownIn(known.departments, 'department')('organisation.rollout', rollout),
    ...unknownIn(known.receivers, 'receiver')('organisation.hub.channels', hub?.channels),
    ...escalationFaults('organisation.hub', hub?.escalation, checked),
    ...Object.keys(options.departments ?? {}).flatMap((id) => departmentFaults(id, checked)),
    ...(options.units ?? []).flatMap((_, i) => unitFaults(i, checked)),
    ...(options.people ?? []).flatMap((_, i) => personFaults(i, checked)),
    ...missingHubChannel(organisation, rollout),
  ]
}

function departmentFaults(id: string, checked: Checked): Fault[] {
  const { options, known } = checked
  const { channels, teams = [], escalation, timeZone, holidays = [] } = options.departments![id]!
  const key = `organisation.departments.${id}`
  const unknownReceiver = unknownIn(known.receivers, 'receiver')
  return [
    ...unknownIn(known.departments, 'department')(key, [id]),
    ...unknownReceiver(`${key}.channels`, channels),
    ...teams.flatMap((team, i) => [
      ...unknownReceiver(`${key}.teams[${i}].channels`, team.channels),
      ...unknownIn(known.topics, 'topic')(`${key}.teams[${i}].topics`, team.topics),
    ]),
    ...escalationFaults(key, escalation, checked),
    ...(timeZone === undefined || IANAZone.isValidZone(timeZone)
      ? []
      : [{ key: `${key}.timeZone`, sentence: `there is no time zone "${timeZone}"; that of the company is used` }]),
    ...holidays.flatMap((code, i) => {
      const sentence = holidayFault(code)
      return sentence === undefined ? [] : [{ key: `${key}.holidays[${i}]`, sentence }]
    }),
  ]
}

function escalationFaults(
  key: string,
  escalation: readonly { to: string[] }[] = [],
  { organisation, known }: Checked,
): Fault[] {
  const escalationTargets = new Set([...known.receivers, ...organisation.people.keys(), hubWord])
  return escalation.flatMap(({ to }, i) =>
    unknownIn(escalationTargets, 'person or receiver')(`${key}.escalation[${i}].to`, to),
  )
}

function unitFaults(i: number, { options: { units = [] }, known }: Checked): Fault[] {
  const { channels, departments = {} } = units[i]!
  const key = `organisation.units[${i}]`
  const unknownReceiver = unknownIn(known.receivers, 'receiver')
  return [
    ...repeated(units, i, `${key}.id`, 'unit'),
    ...unknownReceiver(`${key}.channels`, channels),
    ...unknownIn(known.departments, 'department')(`${key}.departments`, Object.keys(departments)),
    ...Object.entries(departments).flatMap(([id, own]) =>
      unknownReceiver(`${key}.departments.${id}.channels`, own.channels),
    ),
  ]
}

function personFaults(i: number, { options: { people = [], units = [] }, known }: Checked): Fault[] {
  const person = people[i]!
  const key = `organisation.people[${i}]`
  return [
    ...repeated(people, i, `${key}.id`, 'person'),
    ...sharedSignIn(people, i),
    ...unknownIn(known.departments, 'department')(`${key}.departments`, person.departments),
    ...unknownIn(new Set(units.map(({ id }) => id)), 'unit')(`${key}.units`, person.units),
    ...unknownIn(known.receivers, 'receiver')(`${key}.channels`, person.channels),
    ...quietFaults(person).map((sentence) => ({ key: `${key}.quietHours`, sentence })),
    ...(person.channels?.length ? [] : [{ key, sentence: `${person.id} has no channel and will not be notified` }]),
    ...(person.subscriptions ?? []).flatMap((subscription, n) =>
      subscriptionFaults(`${key}.subscriptions[${n}]`, subscription, known),
    ),
  ]
}

/** Two people whom a provider calls the same: neither of them can sign in. */
function sharedSignIn(people: NonNullable<OrganisationOptions['people']>, i: number): Fault[] {
  const signIn = people[i]!.signIn?.toLowerCase()
  const same = people.find((other, n) => n !== i && [other.signIn?.toLowerCase(), other.id].includes(signIn))
  if (signIn === undefined || !same) return []
  return [{ key: `organisation.people[${i}].signIn`, sentence: `${same.id} has the same signIn; neither can sign in` }]
}

/** Departments and topics of a filter that the taxonomy does not have; they match nothing. */
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
    ? [{ key, sentence: `${what} "${all[i]!.id}" is already defined above` }]
    : []

/** Alerts of departments outside the rollout, and all alerts of a centralized company, go to the hub, which needs a channel. */
function missingHubChannel({ model, hub, people }: Organisation, rollout: readonly string[]): Fault[] {
  const isNeeded = model === 'centralized' || rollout.length > 0
  const isThere =
    hub.channels.length > 0 || [...people.values()].some((person) => person.hub && person.channels.length > 0)
  if (!isNeeded || isThere) return []
  const whose = model === 'centralized' ? 'all alerts' : 'alerts of departments outside the rollout'
  return [{ key: 'organisation.hub', sentence: `${whose} go to the hub, which has no channel` }]
}
