import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { IANAZone } from 'luxon'
import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import { notifierOptions, type NotifierOptions } from '../alerts/notifiers/registry.ts'
import { closest } from './closest.ts'
import { fileLineOf } from './config-lines.ts'
import { configReference } from './config-reference.ts'
import { readEnvironment, type Environment, type Tree } from './config-environment.ts'
import { UsageError } from '../infra/verb.ts'
import { sourceOptions, type SourceOptions } from '../ingest/sources/registry.ts'
import { Config, defaults, Rule } from './config-schema.ts'

export type { Config }

/**
 * Reads the configuration: the file (`--config`, or `groundswell.yaml` if it exists), overridden by environment variables.
 * Other keys have their defaults. The result is frozen.
 * @throws UsageError that names the file and line or the variable, and the key
 */
export function readConfig(file: string | undefined, environment: Environment = process.env): Config {
  const fromFile = readFile(file, environment)
  const fromEnvironment = readEnvironment(Config, environment)
  const merged = merge(merge(defaults, fromFile.value), fromEnvironment)
  check(Config, merged, { file: fromFile.name, key: '' })
  const raw = merged as Static<typeof Config>
  if (!IANAZone.isValidZone(raw.timeZone))
    throw new UsageError(
      `${fileLineOf(fromFile.name, 'timeZone')}: there is no time zone "${raw.timeZone}"; a name looks like Europe/Berlin`,
    )
  const config: Config = {
    ...raw,
    data: resolve(raw.data),
    file: fromFile.file,
    sources: raw.sources.map(
      (source, i) => checkByType(sourceOptions, source, { file: fromFile.name, key: `sources[${i}]` }) as SourceOptions,
    ),
    notifiers: raw.notifiers.map(
      (n, i) => checkByType(notifierOptions, n, { file: fromFile.name, key: `notifiers[${i}]` }) as NotifierOptions,
    ),
  }
  return deepFreeze(config)
}

/** Budget and gates of the configuration, overridden by those in a file. @throws UsageError as `readConfig` */
export function readRule(
  { alarmBudget, gates }: Pick<Config, 'alarmBudget' | 'gates'>,
  file: string,
): Pick<Config, 'alarmBudget' | 'gates'> {
  const { name, value } = readFile(file, {})
  check(Rule, value, { file: name, key: '' })
  const over = value as Static<typeof Rule>
  return { alarmBudget: { ...alarmBudget, ...over.alarmBudget }, gates: { ...gates, ...over.gates } }
}

/** The configuration for display: secrets are `***`. */
export function printable(config: Config): unknown {
  const secret = /secret|password|token|^url$|key$/i
  const hide = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return secret.test(key) ? '***' : value.replace(/\/\/[^/@]*@/, '//***@')
    if (Array.isArray(value)) return value.map((item) => hide(item, key))
    if (value && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, hide(v, k)]))
    return value
  }
  return hide(config, '')
}

function readFile(file: string | undefined, environment: Environment): { name: string; file?: string; value: Tree } {
  const name = file ?? 'groundswell.yaml'
  if (file === undefined && !existsSync(name)) return { name: 'configuration', value: {} }
  let text: string
  try {
    text = readFileSync(name, 'utf8')
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${(error as Error).message}`, { cause: error })
  }
  try {
    const value: unknown = parse(text) ?? {}
    if (typeof value !== 'object' || Array.isArray(value)) throw new Error('it must be a mapping of keys')
    return { name, file: name, value: withVariables(value, environment, { name, key: '' }) as Tree }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${name}: ${(error as Error).message.split('\n')[0]}`, { cause: error })
  }
}

/** Replaces `${NAME}` in values by the environment variable NAME, so secrets need not be in the file. */
function withVariables(value: unknown, environment: Environment, at: { name: string; key: string }): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
      const found = environment[variable]
      if (found === undefined)
        throw new UsageError(
          `${fileLineOf(at.name, at.key)}: ${at.key} needs the environment variable ${variable}, which is not set`,
        )
      return found
    })
  }
  if (Array.isArray(value))
    return value.map((item, i) => withVariables(item, environment, { ...at, key: `${at.key}[${i}]` }))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      withVariables(item, environment, { ...at, key: at.key ? `${at.key}.${key}` : key }),
    ]),
  )
}

/** `docs/configuration.md`, from the schemas. */
export const reference = (): string =>
  configReference({ config: Config, defaults, sources: sourceOptions, notifiers: notifierOptions })

/** The location of a value: the file, and the key of the value in it ('' = the whole file). */
interface Place {
  file: string
  key: string
}

/** @throws UsageError that names the file, the line and the first faulty key */
function check(schema: TSchema, value: unknown, { file, key }: Place): void {
  const faults = [...Value.Errors(schema, value)]
  // TypeBox first reports an unknown key as "schema is false", which would not help the reader.
  const fault = faults.find((each) => each.keyword !== 'boolean') ?? faults[0]
  if (!fault) return
  const at = [key, ...fault.instancePath.split('/').slice(1)].filter((part) => part !== '').join('.')
  const params = fault.params as { additionalProperties?: string[]; requiredProperties?: string[] }
  const [unknown] = params.additionalProperties ?? []
  const [missing] = params.requiredProperties ?? []
  const within = (name: string) => (at ? `${at}.${name}` : name)
  if (unknown !== undefined) {
    const meant = closest(unknown, keysAt(schema, fault.schemaPath))
    const suggestion = meant === undefined ? '' : `. Did you mean "${meant}"?`
    throw new UsageError(`${whereOf(file, within(unknown))}: unknown key "${within(unknown)}"${suggestion}`)
  }
  if (missing !== undefined) throw new UsageError(`${whereOf(file, within(missing))}: ${within(missing)} is missing`)
  throw new UsageError(`${whereOf(file, at)}: ${at} ${fault.message}`)
}

/** Without a file the place has only a name. */
const whereOf = (file: string, key: string): string => (existsSync(file) ? fileLineOf(file, key) : file)

/** The keys that the part of the schema at a JSON pointer allows. */
function keysAt(schema: TSchema, pointer: string): string[] {
  let part = schema as { properties?: object } & Record<string, unknown>
  for (const step of pointer.split('/').slice(1)) part = (part[step] ?? {}) as typeof part
  return Object.keys(part.properties ?? {})
}

function checkByType(table: Record<string, TSchema>, value: unknown, place: Place): unknown {
  const type = (value as { type?: unknown } | null)?.type
  if (typeof type !== 'string' || !Object.hasOwn(table, type)) {
    throw new UsageError(
      `${whereOf(place.file, place.key)}: ${place.key}.type must be one of ${Object.keys(table).join(', ')}`,
    )
  }
  check(table[type]!, value, place)
  return value
}

function merge(base: Tree, over: Tree): Tree {
  const merged: Tree = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key]
    const both = isTree(before) && isTree(value)
    merged[key] = both ? merge(before, value) : value
  }
  return merged
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}
