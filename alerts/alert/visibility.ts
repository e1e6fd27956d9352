/** The alerts that a person sees, as a query can tell them: the same that `maySee` says of each. */
export interface Sight {
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

export const seesAll: Sight = {
  all: true,
  departments: [],
  units: null,
  wholeUnits: [],
  insteadOf: [],
  names: [],
}

/** A sight as a condition on `alerts`, with parameters of its own. */
export function sightSql(sight: Sight): { where: string; params: Record<string, unknown> } {
  if (sight.all) return { where: '1', params: {} }
  const { departments, units, wholeUnits, insteadOf, names } = sight
  return {
    where: `(hasAny(concerned, {sightNames: Array(String)}) OR has({sightWholeUnits: Array(String)}, unit) OR has({sightInsteadOf: Array(String)}, departments[1])
      OR (hasAny(departments, {sightDepartments: Array(String)}) AND ({sightAnyUnit: Bool} OR has({sightUnits: Array(String)}, unit))))`,
    params: {
      sightNames: names,
      sightWholeUnits: wholeUnits,
      sightInsteadOf: insteadOf,
      sightDepartments: departments,
      sightAnyUnit: units === null,
      sightUnits: units ?? [],
    },
  }
}
