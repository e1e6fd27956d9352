import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import { lifecycleDefaults, LifecycleOptions } from '../alerts/alert/lifecycle.ts'
import { notifierOptions, type NotifierOptions } from '../alerts/notifiers/registry.ts'
import { OrganisationOptions } from '../alerts/organisation/organisation.ts'
import { PlannedEventsOptions } from '../alerts/detection/planned-events.ts'
import { plannersDefaults, PlannersOptions } from '../alerts/planners/make-card.ts'
import { notificationDefaults, NotificationOptions } from '../alerts/notify/settings.ts'
import { readEnvironment, type Environment, type Tree } from './config-environment.ts'
import { EntityListsOptions } from '../enrich/enrichers/entities.ts'
import { UsageError } from '../infra/verb.ts'
import { sourceOptions, type SourceOptions } from '../ingest/sources/registry.ts'

const closed = { additionalProperties: false }

/** The whole configuration; each room owns the schema of its own options. Defaults are in `defaults`. */
const Config = Type.Object(
  {
    /** The one folder that embedded mode writes to. */
    data: Type.String(),
    /** `embedded`, or `kafka://host:port,…`. */
    log: Type.String({ pattern: '^(embedded|kafka://.+)$' }),
    /** Nothing = embedded; otherwise `http://user:password@host:port`. */
    store: Type.Optional(Type.String({ pattern: '^https?://' })),
    logLevel: Type.Enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    api: Type.Object(
      {
        host: Type.String(),
        port: Type.Integer({ minimum: 0, maximum: 65535 }),
        /** Where people reach it, for links in messages; nothing = host and port. */
        url: Type.Optional(Type.String({ pattern: '^https?://[^/]+$' })),
      },
      closed,
    ),
    /** None = the demo. */
    sources: Type.Array(Type.Unknown()),
    notifiers: Type.Array(Type.Unknown()),
    /** A YAML file; nothing = the default taxonomy. */
    taxonomy: Type.Optional(Type.String()),
    /** A CSV of the company's own accounts: platform,handle,owner and, where known, unit,last_post_at,last_reply_at. */
    accounts: Type.Optional(Type.String()),
    /** The company's own lists: products, carriers, lots … */
    entities: EntityListsOptions,
    enrich: Type.Object(
      {
        workers: Type.Integer({ minimum: 1, maximum: 64 }),
        /** Unsure texts of the review queue that the sentence encoder is asked about in a minute; 0 = it is not started. */
        secondOpinionsPerMinute: Type.Integer({ minimum: 0, maximum: 3_000 }),
      },
      closed,
    ),
    alarmBudget: Type.Object({ perDepartmentPerWeek: Type.Number({ exclusiveMinimum: 0 }) }, closed),
    gates: Type.Object(
      {
        mentions: Type.Integer({ minimum: 1 }),
        authors: Type.Integer({ minimum: 1 }),
        texts: Type.Integer({ minimum: 1 }),
        ratio: Type.Number({ minimum: 1 }),
      },
      closed,
    ),
    /** Launches, promotions, holidays: what would be a spike at any other time. */
    plannedEvents: PlannedEventsOptions,
    /** When an alert is over, the same again, worth telling again. */
    lifecycle: LifecycleOptions,
    /** Who is told, who may act, who sees. */
    organisation: OrganisationOptions,
    /** What hangs on it, for planners. */
    planners: PlannersOptions,
    /** When and together with what it is told. */
    notifications: NotificationOptions,
    /** Hosts (or host:port) that sources and notifiers may reach although their address is not public. */
    allowPrivate: Type.Array(Type.String()),
  },
  closed,
)

export type Config = Readonly<
  Omit<Static<typeof Config>, 'sources' | 'notifiers'> & {
    sources: SourceOptions[]
    notifiers: NotifierOptions[]
    /** Where it was read from; nothing = there is no file. */
    file: string | undefined
  }
>

const defaults = {
  data: './data',
  log: 'embedded',
  logLevel: 'warn',
  api: { host: '127.0.0.1', port: 8080 },
  sources: [],
  notifiers: [{ type: 'console' }],
  entities: {},
  enrich: { workers: 1, secondOpinionsPerMinute: 0 },
  alarmBudget: { perDepartmentPerWeek: 3 },
  gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 },
  plannedEvents: [],
  lifecycle: lifecycleDefaults,
  organisation: { model: 'hub-and-spoke' },
  planners: plannersDefaults,
  notifications: notificationDefaults,
  allowPrivate: [],
}

/**
 * The file (`--config`, or `groundswell.yaml` where there is one), then the environment over it, over the defaults; frozen.
 * @throws UsageError, a sentence that names the file or the variable, and the key.
 */
export function readConfig(file: string | undefined, environment: Environment = process.env): Config {
  const fromFile = readFile(file, environment)
  const fromEnvironment = readEnvironment(Config, environment)
  const merged = merge(merge(defaults, fromFile.value), fromEnvironment)
  check(Config, merged, { file: fromFile.name, key: '' })
  const raw = merged as Static<typeof Config>
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

const Rule = Type.Object(
  {
    alarmBudget: Type.Optional(Config.properties.alarmBudget),
    gates: Type.Optional(Type.Partial(Config.properties.gates, closed)),
  },
  closed,
)

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
    return { name, file: name, value: withSecrets(value, environment, { name, key: '' }) as Tree }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${name}: ${(error as Error).message.split('\n')[0]}`, { cause: error })
  }
}

/** Replaces `${NAME}` in values by the environment variable NAME: the way for secrets. */
function withSecrets(value: unknown, environment: Environment, at: { name: string; key: string }): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
      const found = environment[variable]
      if (found === undefined)
        throw new UsageError(`${at.name}: ${at.key} needs the environment variable ${variable}, which is not set`)
      return found
    })
  }
  if (Array.isArray(value))
    return value.map((item, i) => withSecrets(item, environment, { ...at, key: `${at.key}[${i}]` }))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      withSecrets(item, environment, { ...at, key: at.key ? `${at.key}.${key}` : key }),
    ]),
  )
}

/** Where a value stands: the file, and the key of the value in it ('' = the whole file). */
interface Place {
  file: string
  key: string
}

/** @throws UsageError that names the file and the first faulty key */
function check(schema: TSchema, value: unknown, { file, key }: Place): void {
  const faults = [...Value.Errors(schema, value)]
  // An unknown key is first reported as "schema is false", which says nothing.
  const fault = faults.find((each) => each.keyword !== 'boolean') ?? faults[0]
  if (!fault) return
  const at = [key, ...fault.instancePath.split('/').slice(1)].filter((part) => part !== '').join('.')
  const params = fault.params as { additionalProperties?: string[]; requiredProperties?: string[] }
  const [unknown] = params.additionalProperties ?? []
  const [missing] = params.requiredProperties ?? []
  const within = (name: string) => (at ? `${at}.${name}` : name)
  if (unknown !== undefined) throw new UsageError(`${file}: unknown key "${within(unknown)}"`)
  if (missing !== undefined) throw new UsageError(`${file}: ${within(missing)} is missing`)
  throw new UsageError(`${file}: ${at} ${fault.message}`)
}

function checkByType(table: Record<string, TSchema>, value: unknown, place: Place): unknown {
  const type = (value as { type?: unknown } | null)?.type
  if (typeof type !== 'string' || !Object.hasOwn(table, type)) {
    throw new UsageError(`${place.file}: ${place.key}.type must be one of ${Object.keys(table).join(', ')}`)
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
