import type { Alert } from '../alert/alert.ts'
import type { Model, Organisation, Person } from './organisation.ts'

/** A part of the organisation that is told: its channels are looked up by `audience.ts`. */
export type Party =
  | { of: 'hub' }
  /** A unit's own service team. */
  | { of: 'unit'; unit: string }
  /** `unit` '' = the department as a whole. */
  | { of: 'department'; department: string; unit: string }

/** What of an alert the question who it concerns is answered from. */
export interface Placed {
  /** Those that are switched on; the first acts where `hubActs` is false. */
  departments: string[]
  /** The department that would act is not switched on yet, so the hub does. */
  hubActs: boolean
  unit: string
  owner: string | null
}

export function placed(
  organisation: Organisation,
  { departments, unit, owner }: Pick<Alert, 'departments' | 'unit' | 'owner'>,
): Placed {
  const isOn = (id: string) => organisation.departments.get(id)?.isOn ?? false
  const known = organisation.units.some(({ id }) => id === unit)
  return { departments: departments.filter(isOn), hubActs: !isOn(departments[0] ?? ''), unit: known ? unit : '', owner }
}

/** Who is told, who may act, who sees: pure. Roles, owners and claims come on top and are the same under every model. */
export interface Policy {
  told(alert: Placed, organisation: Organisation): Party[]
  mayAct(person: Person, alert: Placed): boolean
  sees(person: Person, alert: Placed): boolean
}

const hub: Party = { of: 'hub' }
const asWhole = (department: string): Party => ({ of: 'department', department, unit: '' })
/** Whoever stands in while a department is not switched on. */
const standIn = ({ hubActs }: Placed): Party[] => (hubActs ? [hub] : [])

/** Of the central service team; one with units belongs to theirs. */
const isHub = ({ hub: ofHub, units }: Person) => ofHub && units.length === 0
const isOf = ({ departments }: Person, alert: Placed) => alert.departments.some((id) => departments.includes(id))
const isOfActing = ({ departments }: Person, { departments: [first], hubActs }: Placed) =>
  !hubActs && first !== undefined && departments.includes(first)
const isInUnit = ({ units }: Person, { unit }: Placed) => units.length === 0 || units.includes(unit)
const isUnitHub = (person: Person, alert: Placed) => person.hub && person.units.includes(alert.unit)
const hubInstead = (person: Person, { hubActs }: Placed) => hubActs && person.hub

const policies: Record<Model, Policy> = {
  /** The service team is told and handles all; departments can read what is theirs. */
  centralized: {
    told: () => [hub],
    mayAct: (person) => person.hub,
    sees: (person, alert) => person.hub || isOf(person, alert),
  },

  /** Departments alone. The service team is one only for departments that are not switched on. */
  decentralized: {
    told: (alert) => [...alert.departments.map(asWhole), ...standIn(alert)],
    mayAct: (person, alert) => isOfActing(person, alert) || hubInstead(person, alert),
    sees: (person, alert) => isOf(person, alert) || hubInstead(person, alert),
  },

  /** Departments act; the service team sees all and can act and hand over everywhere. */
  'hub-and-spoke': {
    told: (alert) => [...alert.departments.map(asWhole), hub],
    mayAct: (person, alert) => isOfActing(person, alert) || person.hub,
    sees: (person, alert) => isOf(person, alert) || person.hub,
  },

  /** Each unit with departments and a service team of its own; the central one sees all and has what belongs to no unit. */
  dandelion: {
    told: (alert) =>
      alert.unit === ''
        ? [hub]
        : [
            ...alert.departments.map((department): Party => ({ of: 'department', department, unit: alert.unit })),
            { of: 'unit', unit: alert.unit },
            ...standIn(alert),
          ],
    mayAct: (person, alert) =>
      isHub(person) ||
      (alert.unit !== '' && (isUnitHub(person, alert) || (isOfActing(person, alert) && isInUnit(person, alert)))),
    sees: (person, alert) =>
      isHub(person) ||
      (alert.unit !== '' && (isUnitHub(person, alert) || (isOf(person, alert) && isInUnit(person, alert)))),
  },

  /** One board: everybody is told, everybody sees, whoever claims acts. */
  honeycomb: {
    told: (_, { departments }) => [
      ...[...departments.values()].filter(({ isOn }) => isOn).map(({ id }) => asWhole(id)),
      hub,
    ],
    mayAct: () => true,
    sees: () => true,
  },
}

export const policyOf = ({ model }: Pick<Organisation, 'model'>): Policy => policies[model]
