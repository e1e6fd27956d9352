import { everyMention, type NamedValue, type VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import type { Organisation, Person } from './organisation.ts'
import { type Visibility, seesAll } from '../alert/visibility.ts'

/** The alerts and mentions that a person sees, as conditions for queries: the same alerts as `maySee`. Pure. */
export function visibilityOf({ model, departments, units }: Organisation, person: Person): Visibility {
  const isOn = (id: string) => departments.get(id)?.isOn ?? false
  const ids = person.departments.filter(isOn)
  const own: Visibility = {
    ...seesAll,
    all: false,
    departments: ids,
    names: [person.id, person.name],
    mentions: mentionsOf(ids),
  }
  const known = (id: string) => units.some((unit) => unit.id === id)
  switch (model) {
    case 'honeycomb':
      return seesAll
    case 'centralized':
    case 'hub-and-spoke':
      return person.hub ? seesAll : own
    case 'decentralized': {
      if (!person.hub) return own
      const switchedOff = [...departments.keys()].filter((id) => !isOn(id))
      // The hub stands in for departments that are switched off, and for none.
      return { ...own, switchedOff, mentions: mentionsOf([...ids, ...switchedOff, '']) }
    }
    case 'dandelion': {
      const theirs = (person.units.length > 0 ? person.units : units.map(({ id }) => id)).filter(known)
      if (person.hub && person.units.length === 0) return seesAll
      const values = units.filter(({ id }) => theirs.includes(id)).flatMap(valuesOf)
      const mentions = { ...mentionsOf(ids), values, wholeValues: person.hub ? values : [] }
      return { ...own, units: theirs, wholeUnits: person.hub ? theirs : [], mentions }
    }
  }
}

const mentionsOf = (departments: string[]): VisibleMentions => ({ ...everyMention, all: false, departments })

/** The values by which a mention belongs to a unit. */
const valuesOf = ({ match }: Organisation['units'][number]): NamedValue[] =>
  Object.entries(match).flatMap(([dimension, values]) => values.map((value) => ({ dimension, value })))
