import type { Alert } from '../alert/alert.ts'
import type { Model } from './options.ts'
import type { Organisation, Person } from './organisation.ts'

/** A part of the organisation that is notified; `routing.ts` finds its channels. */
export type Party =
  | { of: 'hub' }
  /** The unit's service team. */
  | { of: 'unit'; unit: string }
  /** `unit` '' = the whole department. */
  | { of: 'department'; department: string; unit: string }

/** The facts of an alert that policies decide by. */
export interface PolicyFacts {
  /** The departments in the rollout; the first one acts unless `hubActs`. */
  departments: string[]
  /** The owning department is outside the rollout, so the hub acts. */
  hubActs: boolean
  unit: string
  owner: string | null
}

export function policyFacts(
  organisation: Organisation,
  { departments, unit, owner }: Pick<Alert, 'departments' | 'unit' | 'owner'>,
): PolicyFacts {
  const isOn = (id: string) => organisation.departments.get(id)?.isOn ?? false
  const known = organisation.units.some(({ id }) => id === unit)
  return { departments: departments.filter(isOn), hubActs: !isOn(departments[0] ?? ''), unit: known ? unit : '', owner }
}

/** Who is notified, who may act and who sees an alert. Pure. Roles, owners and claims apply in addition, under every model. */
export interface Policy {
  notified(alert: PolicyFacts, organisation: Organisation): Party[]
  mayAct(person: Person, alert: PolicyFacts): boolean
  sees(person: Person, alert: PolicyFacts): boolean
}

const hub: Party = { of: 'hub' }
const asWhole = (department: string): Party => ({ of: 'department', department, unit: '' })
/** The hub, if it acts for a department outside the rollout. */
const standIn = ({ hubActs }: PolicyFacts): Party[] => (hubActs ? [hub] : [])

/** Member of the central service team, which has no units. */
const isHub = ({ hub: ofHub, units }: Person) => ofHub && units.length === 0
const isOf = ({ departments }: Person, alert: PolicyFacts) => alert.departments.some((id) => departments.includes(id))
const isOfActing = ({ departments }: Person, { departments: [first], hubActs }: PolicyFacts) =>
  !hubActs && first !== undefined && departments.includes(first)
const isInUnit = ({ units }: Person, { unit }: PolicyFacts) => units.length === 0 || units.includes(unit)
const isUnitHub = (person: Person, alert: PolicyFacts) => person.hub && person.units.includes(alert.unit)
const isActingHub = (person: Person, { hubActs }: PolicyFacts) => hubActs && person.hub

const policies: Record<Model, Policy> = {
  /** The service team is notified of everything and acts; departments read their own alerts. */
  centralized: {
    notified: () => [hub],
    mayAct: (person) => person.hub,
    sees: (person, alert) => person.hub || isOf(person, alert),
  },

  /** Departments are notified and act. The service team acts only for departments outside the rollout. */
  decentralized: {
    notified: (alert) => [...alert.departments.map(asWhole), ...standIn(alert)],
    mayAct: (person, alert) => isOfActing(person, alert) || isActingHub(person, alert),
    sees: (person, alert) => isOf(person, alert) || isActingHub(person, alert),
  },

  /** Departments act; the service team sees everything and may act everywhere. */
  'hub-and-spoke': {
    notified: (alert) => [...alert.departments.map(asWhole), hub],
    mayAct: (person, alert) => isOfActing(person, alert) || person.hub,
    sees: (person, alert) => isOf(person, alert) || person.hub,
  },

  /** Each unit has its own departments and service team; the central service team sees everything and acts on alerts without a unit. */
  dandelion: {
    notified: (alert) =>
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

  /** Everyone is notified and sees everything; whoever claims an alert acts. */
  honeycomb: {
    notified: (_, { departments }) => [
      ...[...departments.values()].filter(({ isOn }) => isOn).map(({ id }) => asWhole(id)),
      hub,
    ],
    mayAct: () => true,
    sees: () => true,
  },
}

export const policyOf = ({ model }: Pick<Organisation, 'model'>): Policy => policies[model]
