import { everyMention, type VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'

/** Which alerts and mentions a person sees, as a filter for queries. Of alerts it gives the same result as `maySee`. */
export interface Visibility {
  all: boolean
  /** Alerts of one of these departments … */
  departments: string[]
  /** … in one of these units; null = in any or none. */
  units: string[] | null
  /** All alerts of these units. */
  wholeUnits: string[]
  /** Alerts owned by one of these departments, which are switched off, so the hub handles their alerts. */
  switchedOff: string[]
  /** Alerts that name the person, by id or name. */
  names: string[]
  mentions: VisibleMentions
}

export const seesAll: Visibility = {
  all: true,
  departments: [],
  units: null,
  wholeUnits: [],
  switchedOff: [],
  names: [],
  mentions: everyMention,
}

/** SQL condition on `alerts`, with its parameters. */
export function visibilitySql(visibility: Visibility): { where: string; params: Record<string, unknown> } {
  if (visibility.all) return { where: '1', params: {} }
  const { departments, units, wholeUnits, switchedOff, names } = visibility
  return {
    where: `(hasAny(involved, {visibleNames: Array(String)}) OR has({visibleWholeUnits: Array(String)}, unit) OR has({visibleSwitchedOff: Array(String)}, departments[1])
      OR (hasAny(departments, {visibleDepartments: Array(String)}) AND ({visibleAnyUnit: Bool} OR has({visibleUnits: Array(String)}, unit))))`,
    params: {
      visibleNames: names,
      visibleWholeUnits: wholeUnits,
      visibleSwitchedOff: switchedOff,
      visibleDepartments: departments,
      visibleAnyUnit: units === null,
      visibleUnits: units ?? [],
    },
  }
}
