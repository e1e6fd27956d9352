/** Which alerts a person sees, for queries. For every alert the same answer as `maySee`. */
export interface Visibility {
  all: boolean
  /** Alerts of one of these departments … */
  departments: string[]
  /** … in one of these units; null = in any or none. */
  units: string[] | null
  /** All alerts of these units. */
  wholeUnits: string[]
  /** Alerts whose acting department is one of these, which are not switched on. */
  insteadOf: string[]
  /** Alerts that name the person, by id or name. */
  names: string[]
}

export const seesAll: Visibility = {
  all: true,
  departments: [],
  units: null,
  wholeUnits: [],
  insteadOf: [],
  names: [],
}

/** SQL condition on `alerts`, with its parameters. */
export function visibilitySql(visibility: Visibility): { where: string; params: Record<string, unknown> } {
  if (visibility.all) return { where: '1', params: {} }
  const { departments, units, wholeUnits, insteadOf, names } = visibility
  return {
    where: `(hasAny(involved, {visibleNames: Array(String)}) OR has({visibleWholeUnits: Array(String)}, unit) OR has({visibleInsteadOf: Array(String)}, departments[1])
      OR (hasAny(departments, {visibleDepartments: Array(String)}) AND ({visibleAnyUnit: Bool} OR has({visibleUnits: Array(String)}, unit))))`,
    params: {
      visibleNames: names,
      visibleWholeUnits: wholeUnits,
      visibleInsteadOf: insteadOf,
      visibleDepartments: departments,
      visibleAnyUnit: units === null,
      visibleUnits: units ?? [],
    },
  }
}
