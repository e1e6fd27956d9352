import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TSchema } from 'typebox'
import { parse } from 'yaml'

/** The parts of a JSON schema that the reference uses. */
interface Schema {
  type?: string
  const?: unknown
  enum?: unknown[]
  description?: string
  examples?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  patternProperties?: Record<string, Schema>
  anyOf?: Schema[]
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
}

/** One key of the configuration. `key` is its path; `[]` is an item of a list, `NAME` a key that the user chooses. */
export interface ReferenceRow {
  key: string
  type: string
  /** Undefined when the key has no default. */
  default: unknown
  isRequired: boolean
  description: string
  example: unknown
}

interface Values {
  defaults: unknown
  /** The same part of the example configuration. */
  examples: readonly unknown[]
}

const exampleFile = fileURLToPath(new URL('../groundswell.example.yaml', import.meta.url))

/** The rows of a schema, in its order. */
export function rowsOf(schema: TSchema, { defaults, examples }: Values): ReferenceRow[] {
  return rowsWithin(schema, { key: '', isRequired: false, defaults, examples })
}

interface At extends Values {
  key: string
  isRequired: boolean
}

function rowsWithin(schema: Schema, at: At): ReferenceRow[] {
  const { properties, required = [], items } = schema
  if (properties && isUniform(properties)) return rowsWithin(asRecord(schema), at)
  if (properties)
    return Object.entries(properties).flatMap(([name, inner]) =>
      rowsWithin(inner, {
        key: at.key ? `${at.key}.${name}` : name,
        isRequired: required.includes(name),
        defaults: member(at.defaults, name),
        examples: at.examples.flatMap((example) => member(example, name) ?? []),
      }),
    )
  const own = rowOf(schema, at)
  const examples = at.examples.flat()
  if (items?.properties)
    return [own, ...rowsWithin(items, { key: `${at.key}[]`, isRequired: false, defaults: undefined, examples })]
  const value = valueSchema(schema)
  if (!value) return [own]
  const values = examples.flatMap((example) => Object.values(example ?? {}).flat())
  return [own, ...nested(value, { key: `${at.key}.NAME`, isRequired: false, defaults: undefined, examples: values })]
}

/** The rows for the values of a record. Only objects, and lists of them, have keys. */
function nested(schema: Schema, at: At): ReferenceRow[] {
  if (schema.properties) return rowsWithin(schema, at)
  return schema.items?.properties ? rowsWithin(schema.items, { ...at, key: `${at.key}[]` }) : []
}

const leastUniform = 4
/** Whether an object is really a record: at least four keys, all with the same schema. */
function isUniform(properties: Record<string, Schema>): boolean {
  const [first, ...more] = Object.values(properties).map((each) => JSON.stringify(each))
  return more.length + 1 >= leastUniform && more.every((each) => each === first)
}

function asRecord({ properties = {}, ...schema }: Schema): Schema {
  const names = `Keys: ${Object.keys(properties).join(', ')}.`
  const description = [schema.description, names].filter((each) => each !== undefined).join(' ')
  return { ...schema, description, additionalProperties: Object.values(properties)[0]! }
}

/** The schema of the values of a record with keys of the user's choice. */
function valueSchema({ additionalProperties, patternProperties }: Schema): Schema | undefined {
  const [pattern] = Object.values(patternProperties ?? {})
  return pattern ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined)
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

function rowOf(schema: Schema, { key, isRequired, defaults, examples }: At): ReferenceRow {
  return {
    key,
    type: typeOf(schema),
    default: defaults,
    isRequired: isRequired && defaults === undefined,
    description: schema.description ?? '',
    example: examples[0] ?? schema.examples?.[0] ?? defaults,
  }
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(' | ')
  if (schema.items) return `list of ${schema.items.properties ? 'mappings' : typeOf(schema.items)}`
  if (valueSchema(schema)) return 'mapping'
  const { minimum, maximum, exclusiveMinimum } = schema
  const bounds = [
    minimum === undefined ? '' : `≥ ${minimum}`,
    exclusiveMinimum === undefined ? '' : `> ${exclusiveMinimum}`,
    maximum === undefined ? '' : `≤ ${maximum}`,
  ].filter((bound) => bound !== '')
  return [schema.type ?? 'any', ...bounds].join(' ')
}

export interface ReferenceInput {
  config: TSchema
  defaults: Record<string, unknown>
  sources: Record<string, TSchema>
  notifiers: Record<string, TSchema>
}

/** The whole text of `docs/configuration.md`. */
export function configReference({ config, defaults, sources, notifiers }: ReferenceInput): string {
  const example = parse(readFileSync(exampleFile, 'utf8')) as Record<string, unknown>
  const rows = rowsOf(config, { defaults, examples: [example] })
  const sections = Map.groupBy(rows, ({ key }) => key.split(/[.[]/)[0]!)
  const plain = [...sections].filter(([key]) => key !== 'sources' && key !== 'notifiers')
  const single = plain.filter(([, own]) => own.length === 1).flatMap(([, own]) => own)
  const listed = (key: string) => (example[key] ?? []) as readonly { type: string }[]
  const receivers = byType(notifiers, listed('notifiers'))
  const common = inEvery(receivers.map((each) => each.rows))
  return [
    intro,
    section('General', single),
    ...plain.filter(([, own]) => own.length > 1).map(([key, own]) => section(`\`${key}\``, own)),
    '## `sources`\n\nA list. Each item has a `type` and a `name`. Without any source the demo runs.\n',
    ...byType(sources, listed('sources')).map(({ type, rows: own }) => section(`Source \`${type}\``, own, '###')),
    '## `notifiers`\n\nA list. Each item has a `type`, the options of that type, and the options of every notifier.\n',
    section('Options of every notifier', common, '###'),
    ...receivers.map(({ type, rows: own }) => section(`Notifier \`${type}\``, without(own, common), '###')),
  ].join('\n')
}

interface TypeRows {
  type: string
  rows: ReferenceRow[]
}

/** The rows of each type, without `type` itself: the title names it. */
const byType = (schemas: Record<string, TSchema>, items: readonly { type: string }[]): TypeRows[] =>
  Object.entries(schemas).map(([type, schema]) => {
    const examples = items.filter((each) => each.type === type)
    return { type, rows: rowsOf(schema, { defaults: undefined, examples }).filter(({ key }) => key !== 'type') }
  })

const sameRow = (a: ReferenceRow, b: ReferenceRow) =>
  a.key === b.key && a.type === b.type && a.description === b.description

/** The rows that occur in every list. Of equal rows, takes one with an example. */
function inEvery(lists: readonly (readonly ReferenceRow[])[]): ReferenceRow[] {
  const [first = [], ...more] = lists
  return first
    .filter((row) => more.every((list) => list.some((other) => sameRow(row, other))))
    .map((row) => lists.flat().find((other) => sameRow(row, other) && other.example !== undefined) ?? row)
}

const without = (rows: readonly ReferenceRow[], common: readonly ReferenceRow[]) =>
  rows.filter((row) => !common.some((other) => sameRow(row, other)))

const intro = `# Configuration

Generated by \`groundswell config reference > docs/configuration.md\`. A test checks that it is up to date.

Groundswell reads \`groundswell.yaml\` in the working directory, or the file that \`--config FILE\` names. Every key has a
default. A key with a single value can also be set by an environment variable: \`GROUNDSWELL_\` and its path, words
separated by \`_\`, for example \`GROUNDSWELL_ALARM_BUDGET_PER_DEPARTMENT_PER_WEEK\`. \`\${NAME}\` in a value is replaced by the
environment variable \`NAME\`; use this for secrets. \`groundswell config check\` validates a configuration, and
\`groundswell config print\` prints the effective one without secrets.
[groundswell.example.yaml](../groundswell.example.yaml) is a complete example.

In the tables, \`[]\` is an item of a list and \`NAME\` a key of your choice.
`

function section(title: string, rows: readonly ReferenceRow[], level = '##'): string {
  if (rows.length === 0) return `${level} ${title}\n\nNo further options.\n`
  const lines = rows.map(({ key, type, default: value, isRequired, description, example }) => {
    const fallback = value === undefined ? (isRequired ? 'required' : '–') : code(value)
    const cells = [`\`${key}\``, cell(type), fallback, example === undefined ? '–' : code(example), cell(description)]
    return `| ${cells.join(' | ')} |`
  })
  return `${level} ${title}\n\n| key | type | default | example | meaning |\n|---|---|---|---|---|\n${lines.join('\n')}\n`
}

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const longest = 80

function code(value: unknown): string {
  const text = JSON.stringify(value)
  return `\`${cell(text.length > longest ? `${text.slice(0, longest)}…` : text)}\``
}
