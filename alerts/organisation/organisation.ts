import { Type, type Static } from 'typebox'
import type { EscalationStep } from '../alert/lifecycle.ts'
import { quietFields, type QuietOptions } from './quiet-hours.ts'
import { SubscriptionOptions, type Subscription } from './subscription.ts'

const closed = { additionalProperties: false }

/** How a company is organised (after Owyang's five models of social business, 2010). */
export const models = ['centralized', 'decentralized', 'hub-and-spoke', 'dandelion', 'honeycomb'] as const
export type Model = (typeof models)[number]

export const roles = ['viewer', 'responder', 'admin'] as const

const names = (description: string) => Type.Array(Type.String({ minLength: 1 }), { description })

const EscalationOptions = Type.Array(
  Type.Object(
    {
      afterMinutes: Type.Number({ exclusiveMinimum: 0, description: 'Minutes without an acknowledgement.' }),
      to: names('People, receivers, or `hub`.'),
    },
    closed,
  ),
  { description: 'Who is notified if nobody acknowledges an alert.' },
)

const DepartmentOptions = Type.Object(
  {
    channels: Type.Optional(names('Receivers of the department.')),
    teams: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Type.String({ description: 'Id of the team.' }),
            topics: names('Its topics, with their subtopics.'),
            channels: names('Its receivers.'),
          },
          closed,
        ),
        { description: 'Teams that are also notified, of some topics.' },
      ),
    ),
    escalation: Type.Optional(EscalationOptions),
  },
  closed,
)

const PersonOptions = Type.Object(
  {
    id: Type.String({ pattern: '^[\\p{L}\\p{N}._-]+$', description: 'Id of the person, as in API keys.' }),
    name: Type.Optional(Type.String({ minLength: 1, description: 'Display name; absent: the id.' })),
    departments: Type.Optional(names('Departments of the person.')),
    units: Type.Optional(names('Business units of the person; absent: all.')),
    hub: Type.Optional(
      Type.Boolean({ description: 'Member of the service team; with `units`, of those units’ service teams.' }),
    ),
    role: Type.Optional(
      Type.Enum([...roles], { description: 'viewer reads, responder acts, admin acts wherever they see; responder.' }),
    ),
    channels: Type.Optional(names('Personal receivers.')),
    subscriptions: Type.Optional(
      Type.Array(SubscriptionOptions, { description: 'Alerts that the person also wants to be notified of.' }),
    ),
    ...quietFields,
  },
  closed,
)

/** Departments are those of the taxonomy; channels are names of receivers (`notifiers`). A part without channels uses those of its people. */
export const OrganisationOptions = Type.Object(
  {
    model: Type.Enum([...models], { description: 'How the company is organised (Owyang’s five models, 2010).' }),
    hub: Type.Optional(
      Type.Object(
        {
          name: Type.Optional(Type.String({ description: 'Display name.' })),
          channels: Type.Optional(names('Receivers of the service team.')),
          escalation: Type.Optional(EscalationOptions),
        },
        { ...closed, description: 'The central service team.' },
      ),
    ),
    rollout: Type.Optional(names('The departments that take part; absent: all. Alerts of the others go to the hub.')),
    units: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Type.String({ minLength: 1, description: 'Id of the unit.' }),
            name: Type.Optional(Type.String({ description: 'Display name.' })),
            match: Type.Record(Type.String(), names('Values of the dimension.'), {
              description: 'Dimensions (region, product …) and the values that assign an alert to the unit.',
            }),
            channels: Type.Optional(names('Receivers of the unit’s service team.')),
            departments: Type.Optional(
              Type.Record(
                Type.String(),
                Type.Object({ channels: Type.Optional(names('Receivers of the department in the unit.')) }, closed),
                { description: 'The unit’s departments.' },
              ),
            ),
          },
          closed,
        ),
        { description: 'Business units, such as brands or regions.' },
      ),
    ),
    departments: Type.Optional(
      Type.Record(Type.String(), DepartmentOptions, { description: 'Departments of the taxonomy, by id.' }),
    ),
    people: Type.Optional(Type.Array(PersonOptions, { description: 'The people who act on alerts.' })),
    claimMinutes: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: 'Duration of a claim in the honeycomb model; 30.' }),
    ),
  },
  closed,
)
export type OrganisationOptions = Static<typeof OrganisationOptions>

interface Department {
  id: string
  name: string
  isOn: boolean
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
    claimMs: claimMinutes * 60_000,
  }
}

function toDepartment(
  { id, name }: { id: string; name: string },
  { channels = [], teams = [], escalation = [] }: Static<typeof DepartmentOptions> = {},
  rollout: readonly string[] | undefined,
): Department {
  return {
    id,
    name,
    isOn: rollout?.includes(id) ?? true,
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
  departments,
  units,
  hub,
  role,
  channels,
  subscriptions,
  quiet,
})
