import type { TSchema } from 'typebox'

export type Environment = Readonly<Record<string, string | undefined>>
export type Tree = Record<string, unknown>

const prefix = 'GROUNDSWELL_'

/**
 * The configuration keys that environment variables set, as a tree; and a sentence for each variable that belongs to no key, or is not a
 * number, or `true` or `false`, where the schema needs one.
 */
export function readEnvironment(schema: TSchema, environment: Environment): { value: Tree; faults: string[] } {
  const tree: Tree = {}
  const faults: string[] = []
  const leaves = new Map(leavesOf(schema).map((leaf) => [leaf.variable, leaf]))
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith(prefix) || text === undefined) continue
    const leaf = leaves.get(variable)
    if (!leaf) {
      faults.push(`environment: unknown variable ${variable}; there is no configuration key for it`)
      continue
    }
    const value = valueOf(leaf.kind, text)
    if (value === undefined) {
      faults.push(`environment: ${variable} must be ${kindNames[leaf.kind]}, not "${text}"`)
      continue
    }
    let at = tree
    for (const key of leaf.path.slice(0, -1)) at = (at[key] ??= {}) as Tree
    at[leaf.path.at(-1)!] = value
  }
  return { value: tree, faults }
}

type Kind = keyof typeof kindNames
const kindNames = { text: 'a text', number: 'a number', boolean: 'true or false' }

/** Undefined if the text is no value of the kind. */
function valueOf(kind: Kind, text: string): string | number | boolean | undefined {
  if (kind === 'text') return text
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text)
}

/** Every scalar key with the variable that sets it: `alarmBudget.perDepartmentPerWeek` = GROUNDSWELL_ALARM_BUDGET_PER_DEPARTMENT_PER_WEEK. */
function leavesOf(schema: TSchema, path: string[] = []): { path: string[]; variable: string; kind: Kind }[] {
  const {
    properties,
    type,
    enum: options,
  } = schema as { properties?: Record<string, TSchema>; type?: string; enum?: unknown[] }
  if (properties) return Object.entries(properties).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
  if (!options && !['string', 'number', 'integer', 'boolean'].includes(type ?? '')) return []
  const words = path.map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase())
  const kind = type === 'string' || options ? 'text' : type === 'boolean' ? 'boolean' : 'number'
  return [{ path, variable: prefix + words.join('_'), kind }]
}
