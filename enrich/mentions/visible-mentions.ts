import { cutsSql, cutParams } from './dimensions.ts'
import type { SqlCondition } from './sql-condition.ts'

/**
 * Which mentions somebody sees. Every function that reads or counts mentions for people takes it and has no default, so that no route can
 * forget it. A mention is of its departments; one without is of the department that is its best guess.
 */
export interface VisibleMentions {
  all: boolean
  /** Mentions of one of these departments ('' = of none at all) … */
  departments: string[]
  /** … that name one of these values; null = with or without. */
  values: NamedValue[] | null
  /** All mentions that name one of these values. */
  wholeValues: NamedValue[]
}

/** A dimension that is a cut (a kind of entity, or a column), and its value. */
export interface NamedValue {
  dimension: string
  value: string
}

export const everyMention: VisibleMentions = { all: true, departments: [], values: null, wholeValues: [] }

const departmentsSql = `if(empty(departments), [toString(department_guess)], arrayMap(d -> toString(d), departments))`
const namedSql = `arrayMap(c -> concat(c.1, char(1), c.2), ${cutsSql})`
const keyOf = ({ dimension, value }: NamedValue) => `${dimension}\u0001${value}`

/** SQL condition on rows of `mentions`, with its parameters. */
export function visibleMentionsSql(visible: VisibleMentions): SqlCondition {
  if (visible.all) return { where: '1', params: {} }
  const { departments, values, wholeValues } = visible
  const ofDepartment = `hasAny(${departmentsSql}, {mentionDepartments: Array(String)})`
  if (values === null && wholeValues.length === 0)
    return { where: ofDepartment, params: { mentionDepartments: departments } }
  return {
    where: `(hasAny(${namedSql}, {mentionWholeValues: Array(String)})
      OR (${ofDepartment} AND ({mentionAnyValue: Bool} OR hasAny(${namedSql}, {mentionValues: Array(String)}))))`,
    params: {
      mentionDepartments: departments,
      mentionWholeValues: wholeValues.map(keyOf),
      mentionAnyValue: values === null,
      mentionValues: (values ?? []).map(keyOf),
      ...cutParams,
    },
  }
}

/** Whether figures of the whole department may be shown; with units, those of a department are of visible mentions only. */
export const seesDepartment = ({ all, departments, wholeValues }: VisibleMentions, id: string): boolean =>
  all || wholeValues.length > 0 || departments.includes(id)

/** Whether the person sees every mention of each of their departments, so that stored counts of these hold nothing else. */
export const seesWholeDepartments = ({ all, values, wholeValues }: VisibleMentions): boolean =>
  !all && values === null && wholeValues.length === 0
