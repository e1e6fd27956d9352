import type { SqlCondition } from '../../enrich/mentions/sql-condition.ts'

/** Values by dimension. */
export type About = Partial<Record<string, string>>

const pair = (dimension: string, value: string) => `${dimension}\u0001${value}`
const pairsSql = (values: string) => `arrayMap(v -> concat(v.1, char(1), v.2), ${values})`
const driversSql = `JSONExtract(body, 'drivers', 'Array(Tuple(dimension String, value String, also Array(Tuple(dimension String, value String))))')`
/** The names of an alert: of its cut, its drivers, and what is in nearly the same mentions as these. */
const namesSql = `arrayConcat(
  [concat(JSONExtractString(body, 'cut', 'dimension'), char(1), JSONExtractString(body, 'cut', 'value'))],
  ${pairsSql(driversSql)}, ${pairsSql(`arrayFlatten(arrayMap(d -> d.3, ${driversSql}))`)})`

/** SQL condition on `alerts`: its cut or its drivers have all of the values. Without a value, every alert does. */
export function aboutSql(about: About): SqlCondition {
  const names = Object.entries(about).flatMap(([dimension, value]) =>
    value === undefined ? [] : pair(dimension, value),
  )
  if (names.length === 0) return { where: '1', params: {} }
  return { where: `hasAll(${namesSql}, {aboutNames: Array(String)})`, params: { aboutNames: names } }
}
