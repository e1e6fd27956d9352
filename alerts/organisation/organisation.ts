import { IANAZone } from 'luxon'
import type { Static } from 'typebox'
import { holidayFault } from '../../infra/holidays.ts'
import type { EscalationStep } from '../alert/lifecycle.ts'
import type {
  DepartmentOptions,
  EscalationOptions,
  Model,
  OrganisationOptions,
  PersonOptions,
  roles,
} from './options.ts'
import type { QuietOptions } from './quiet-hours.ts'
import type { Subscription } from './subscription.ts'

interface Department {
  id: string
  name: string
  isOn: boolean
  /** Undefined: as the company. */
  timeZone: string | undefined
  holidays: string[] | undefined
  channels: string[]
  teams: { id: string; topics: string[]; channels: string[] }[]
  escalation: EscalationStep[]
}

interface Unit {
  id: string
  name: string
  match: Record<string, string[]>
  channels: string[]
  /** The unit's channels by department. */
  departments: Map<string, string[]>
}

export interface Person {
  id: string
  name: string
  /** What a provider or a proxy calls the person, if not the id. */
  signIn?: string | undefined
  departments: string[]
  /** Empty = all. */
  units: string[]
  hub: boolean
  role: (typeof roles)[number]
  channels: string[]
  subscriptions: Subscription[]
  quiet: QuietOptions
}

export interface Organisation {
  model: Model
  hub: { name: string; channels: string[]; escalation: EscalationStep[] }
  units: Unit[]
  departments: Map<string, Department>
  people: Map<string, Person>
  /** Whether anybody may act, under any name: no people are configured, or they are those of the demo. */
  isOpen: boolean
  claimMs: number
}

/** The name of the hub in an escalation. */
export const hubWord = 'hub'

/** The organisation with all defaults. Mistakes are ignored here; `organisationFaults` lists them. */
export function toOrganisation(
  options: OrganisationOptions,
  taxonomy: { departments: readonly { id: string; name: string }[] },
): Organisation {
  const { model, hub, rollout, units = [], departments = {}, people = [], claimMinutes = 30 } = options
  return {
    model,
    hub: {
      name: hub?.name ?? 'the service team',
      channels: hub?.channels ?? [],
      escalation: toSteps(hub?.escalation ?? []),
    },
    units: units.map(({ id, name = id, match, channels = [], departments: own = {} }) => ({
      id,
      name,
      match,
      channels,
      departments: new Map(Object.entries(own).map(([department, { channels: its = [] }]) => [department, its])),
    })),
    departments: new Map(
      taxonomy.departments.map(({ id, name }) => [id, toDepartment({ id, name }, departments[id], rollout)]),
    ),
    people: new Map(people.map((person) => [person.id, toPerson(person)])),
    isOpen: people.length === 0,
    claimMs: claimMinutes * 60_000,
  }
}

function toDepartment(
  { id, name }: { id: string; name: string },
  { channels = [], teams = [], escalation = [], timeZone, holidays }: Static<typeof DepartmentOptions> = {},
  rollout: readonly string[] | undefined,
): Department {
  return {
    id,
    name,
    isOn: rollout?.includes(id) ?? true,
    timeZone: timeZone !== undefined && IANAZone.isValidZone(timeZone) ? timeZone : undefined,
    holidays: holidays?.filter((code) => holidayFault(code) === undefined),
    channels,
    teams,
    escalation: toSteps(escalation),
  }
}

const toSteps = (escalation: Static<typeof EscalationOptions>): EscalationStep[] =>
  escalation
    .map(({ afterMinutes, to }) => ({ afterMs: afterMinutes * 60_000, to }))
    .toSorted((a, b) => a.afterMs - b.afterMs)

const toPerson = ({
  id,
  name = id,
  signIn,
  departments = [],
  units = [],
  hub = false,
  role = 'responder',
  channels = [],
  subscriptions = [],
  ...quiet
}: Static<typeof PersonOptions>): Person => ({
  id,
  name,
  signIn,
  departments,
  units,
  hub,
  role,
  channels,
  subscriptions,
  quiet,
})
