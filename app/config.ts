import { resolve } from 'node:path'
import { IANAZone } from 'luxon'
import type { Static, TSchema } from 'typebox'
import { notifierOptions, type NotifierOptions } from '../alerts/notifiers/registry.ts'
import { startFaults } from './config-faults.ts'
import { faultsByType, faultsOf, whereOf } from './config-check.ts'
import { readConfigFile } from './config-file.ts'
import { configReference } from './config-reference.ts'
import { signInFaults } from './config-sign-in.ts'
import { tracesOf } from './config-traces.ts'
import { readEnvironment, type Environment, type Tree } from './config-environment.ts'
import { holidayFault } from '../infra/holidays.ts'
import { isCron } from '../infra/schedule.ts'
import { UsageError } from '../infra/verb.ts'
import { optionFaults, sourceOptions, type SourceOptions } from '../ingest/sources/registry.ts'
import { Config, defaults, Rule } from './config-schema.ts'

export type { Config }

/**
 * Reads the configuration: the file (`--config`, or `groundswell.yaml` if it exists), overridden by environment variables.
 * Other keys have their defaults. Relative paths are beside the file. The result is frozen.
 * @throws UsageError with a line for each fault, which names the file and line or the variable, and the key
 */
export function readConfig(file: string | undefined, environment: Environment = process.env): Config {
  const { name, value, unset, ...found } = readConfigFile(file, environment)
  const fromEnvironment = readEnvironment(Config, environment)
  const raw = merge(merge(defaults, value), fromEnvironment.value) as Static<typeof Config>
  const top = Object.keys(Config.properties)
  const itemFaults = (key: 'sources' | 'notifiers', table: Record<string, TSchema>) =>
    Array.isArray(raw[key])
      ? raw[key].flatMap((item, i) => faultsByType(table, item, { file: name, key: `${key}[${i}]`, top }))
      : []
  const faults = [
    ...faultsOf(Config, raw, { file: name, key: '', top }),
    ...itemFaults('sources', sourceOptions),
    ...itemFaults('notifiers', notifierOptions),
  ]
  if (faults.length === 0)
    faults.push(
      ...placeFaults(raw, name),
      ...urlFaults(raw, name),
      ...storeFaults(raw, name),
      ...sourceFaults(raw, name),
      ...backupFaults(raw, name),
      ...signInFaults(raw, name),
    )
  // A value whose variable is not set has no other fault.
  const others = faults.filter((fault) => ![...unset.keys()].some((key) => fault.includes(`: ${key} `)))
  const all = [...fromEnvironment.faults, ...unset.values(), ...others]
  if (all.length > 0) throw new UsageError([...all, ...startFaults(raw, found.file)].join('\n'))
  const { traces, faults: traceFaults } = tracesOf(raw.traces, environment)
  if (traceFaults.length > 0) throw new UsageError(traceFaults.join('\n'))
  const config = {
    ...raw,
    data: resolve(raw.data),
    traces,
    file: found.file,
    sources: raw.sources as SourceOptions[],
    notifiers: raw.notifiers as NotifierOptions[],
  }
  return deepFreeze(config)
}

/** The environment with a placeholder for each variable that is not set: a configuration may be checked before its secrets are known. */
export const environmentWith = (variables: readonly string[]): Environment => ({
  ...Object.fromEntries(variables.map((name) => [name, 'a-secret-of-24-characters'])),
  ...process.env,
})

/** Unknown time zones and countries of holidays. */
function placeFaults({ timeZone, holidays, sources }: Static<typeof Config>, file: string): string[] {
  const zones: [string, string | undefined][] = [
    ['timeZone', timeZone],
    ...sources.map((source, i): [string, string | undefined] => [
      `sources[${i}].timeZone`,
      (source as { timeZone?: string }).timeZone,
    ]),
  ]
  const unknown = zones.filter(([, zone]) => zone !== undefined && !IANAZone.isValidZone(zone))
  return [
    ...unknown.map(
      ([key, zone]) => `${whereOf(file, key)}: there is no time zone "${zone}"; a name looks like Europe/Berlin`,
    ),
    ...holidays.flatMap((code, i) => {
      const fault = holidayFault(code)
      return fault === undefined ? [] : [`${whereOf(file, `holidays[${i}]`)}: ${fault}`]
    }),
  ]
}

/** What the schemas of sources cannot say. */
function sourceFaults({ sources }: Static<typeof Config>, file: string): string[] {
  return (sources as SourceOptions[]).flatMap((source, i) =>
    optionFaults(source).map(({ key, fault }) => {
      const at = `sources[${i}].${key}`
      return `${whereOf(file, at)}: ${at} ${fault}`
    }),
  )
}

function backupFaults({ backup: { every } }: Static<typeof Config>, file: string): string[] {
  if (isCron(every)) return []
  return [
    `${whereOf(file, 'backup.every')}: backup.every "${every}" is not a cron expression, which looks like 40 2 * * *`,
  ]
}

function storeFaults({ store, storeCluster }: Static<typeof Config>, file: string): string[] {
  if (storeCluster === undefined || store !== undefined) return []
  return [
    `${whereOf(file, 'storeCluster')}: storeCluster needs store: the URL of a server, or of a load balancer, of that cluster`,
  ]
}

/** URLs that a `/`, `#`, `?` or `@` in a password has torn. The message does not show them. */
function urlFaults({ store, sources, notifiers }: Static<typeof Config>, file: string): string[] {
  const urls: [string, unknown][] = [
    ['store', store],
    ...sources.map((source, i): [string, unknown] => [`sources[${i}].url`, (source as { url?: unknown }).url]),
    ...notifiers.map((notifier, i): [string, unknown] => [`notifiers[${i}].url`, (notifier as { url?: unknown }).url]),
  ]
  const isTorn = (key: string, url: unknown) => {
    if (typeof url !== 'string' || !url.includes('@')) return false
    const parsed = URL.parse(url)
    // The path of the store is a database, which has no `@`.
    return parsed === null || (key === 'store' && `${parsed.pathname}${parsed.search}${parsed.hash}`.includes('@'))
  }
  return urls
    .filter(([key, url]) => isTorn(key, url))
    .map(([key]) => `${whereOf(file, key)}: ${key} is not a URL: write / # ? @ in a password as %2F %23 %3F %40`)
}

/** Budget and gates of the configuration, overridden by those in a file. @throws UsageError as `readConfig` */
export function readRule(
  { alarmBudget, gates }: Pick<Config, 'alarmBudget' | 'gates'>,
  file: string,
): Pick<Config, 'alarmBudget' | 'gates'> {
  const { name, value } = readConfigFile(file, {})
  const faults = faultsOf(Rule, value, { file: name, key: '' })
  if (faults.length > 0) throw new UsageError(faults.join('\n'))
  const over = value as Static<typeof Rule>
  return { alarmBudget: { ...alarmBudget, ...over.alarmBudget }, gates: { ...gates, ...over.gates } }
}

/** The configuration for display: secrets are `***`, and so are the values of HTTP headers. */
export function printable(config: Config): unknown {
  const secret = /secret|password|token|^url$|key$/i
  const hide = (value: unknown, key: string): unknown => {
    if (typeof value === 'string')
      return secret.test(key) && !/header$/i.test(key) ? '***' : value.replace(/\/\/[^/@]*@/, '//***@')
    if (Array.isArray(value)) return value.map((item) => hide(item, key))
    if (value && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, hide(v, key === 'headers' ? 'secret' : k)]))
    return value
  }
  return hide(config, '')
}

/** `docs/configuration.md`, from the schemas. */
export const reference = (): string =>
  configReference({ config: Config, defaults, sources: sourceOptions, notifiers: notifierOptions })

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
