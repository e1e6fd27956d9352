import type { Organisation, Person } from './organisation.ts'
import { type Visibility, seesAll } from '../alert/visibility.ts'

/** The alerts that a person sees, as a condition for queries: the same alerts as `maySee`. Pure. */
export function visibilityOf({ model, departments, units }: Organisation, person: Person): Visibility {
  const isOn = (id: string) => departments.get(id)?.isOn ?? false
  const own: Visibility = {
    ...seesAll,
    all: false,
    departments: person.departments.filter(isOn),
    names: [person.id, person.name],
  }
  const known = (id: string) => units.some((unit) => unit.id === id)
  switch (model) {
    case 'honeycomb':
      return seesAll
    case 'centralized':
    case 'hub-and-spoke':
      return person.hub ? seesAll : own
    case 'decentralized':
      return person.hub ? { ...own, switchedOff: [...departments.keys()].filter((id) => !isOn(id)) } : own
    case 'dandelion': {
      const theirs = (person.units.length > 0 ? person.units : units.map(({ id }) => id)).filter(known)
      if (person.hub && person.units.length === 0) return seesAll
      return { ...own, units: theirs, wholeUnits: person.hub ? theirs : [] }
    }
  }
}
