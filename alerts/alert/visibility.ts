/** The alerts that a person sees, as a query can tell them: the same that `maySee` says of each. */
export interface Visibility {
  all: boolean
  /** Alerts that one of these has … */
  departments: string[]
  /** … in one of these units; null = wherever it belongs. */
  units: string[] | null
  /** All of these units'. */
  wholeUnits: string[]
  /** Alerts that one of these would act on, because it is not switched on. */
  insteadOf: string[]
  /** And alerts that name them, as their id or their name. */
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

/** A sight as a condition on `alerts`, with parameters of its own. */
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
