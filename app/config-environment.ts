import type { TSchema } from 'typebox'
import { UsageError } from '../infra/verb.ts'

export type Environment = Readonly<Record<string, string | undefined>>
export type Tree = Record<string, unknown>

const prefix = 'GROUNDSWELL_'

/**
 * The configuration keys that environment variables set, as a tree.
 * @throws UsageError that names the variable, when it belongs to no key, or is not a number where the schema needs one
 */
export function readEnvironment(schema: TSchema, environment: Environment): Tree {
  const tree: Tree = {}
  const leaves = new Map(leavesOf(schema).map((leaf) => [leaf.variable, leaf]))
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith(prefix) || text === undefined) continue
    const leaf = leaves.get(variable)
    if (!leaf) throw new UsageError(`environment: unknown variable ${variable}; there is no configuration key for it`)
    const value = leaf.isText ? text : Number(text)
    if (typeof value === 'number' && (text.trim() === '' || Number.isNaN(value)))
      throw new UsageError(`environment: ${variable} must be a number, not "${text}"`)
    let at = tree
    for (const key of leaf.path.slice(0, -1)) at = (at[key] ??= {}) as Tree
    at[leaf.path.at(-1)!] = value
  }
  return tree
}

/** Every scalar key with the variable that sets it: `alarmBudget.perDepartmentPerWeek` = GROUNDSWELL_ALARM_BUDGET_PER_DEPARTMENT_PER_WEEK. */
function leavesOf(schema: TSchema, path: string[] = []): { path: string[]; variable: string; isText: boolean }[] {
  const {
    properties,
    type,
    enum: options,
  } = schema as { properties?: Record<string, TSchema>; type?: string; enum?: unknown[] }
  if (properties) return Object.entries(properties).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
  if (!options && !['string', 'number', 'integer'].includes(type ?? '')) return []
  const words = path.map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase())
  return [{ path, variable: prefix + words.join('_'), isText: type === 'string' || options !== undefined }]
}
