import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { UsageError } from '../infra/verb.ts'
import type { Environment, Tree } from './config-environment.ts'
import { fileLineOf } from './config-lines.ts'

export interface ConfigFile {
  /** For errors. */
  name: string
  /** Undefined: there is no file. */
  file?: string
  /** Without empty keys, with variables replaced, and with absolute paths. */
  value: Tree
  /** A sentence for each variable that is not set, by the key that needs it. */
  unset: Map<string, string>
}

/** Reads `groundswell.yaml` or the given file. @throws UsageError when it cannot be read, or is not a mapping */
export function readConfigFile(file: string | undefined, environment: Environment): ConfigFile {
  const name = file ?? 'groundswell.yaml'
  const unset = new Map<string, string>()
  if (file === undefined && !existsSync(name)) return { name: 'configuration', value: {}, unset }
  let text: string
  try {
    text = readFileSync(name, 'utf8')
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${(error as Error).message}`, { cause: error })
  }
  try {
    const value: unknown = parse(text) ?? {}
    if (typeof value !== 'object' || Array.isArray(value)) throw new Error('it must be a mapping of keys')
    const filled = withVariables(withoutEmpty(value), { environment, name, unset }, '') as Tree
    return { name, file: name, value: withPaths(filled, dirname(name)), unset }
  } catch (error) {
    throw new UsageError(`${name}: ${(error as Error).message.split('\n')[0]}`, { cause: error })
  }
}

/** A key without a value, or with a list of nothing (all items are commented out), is as if it were absent. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (value === null || typeof value !== 'object') return value
  const isEmpty = (inner: unknown) =>
    inner === null || (Array.isArray(inner) && inner.length > 0 && inner.every((item) => item === null))
  const entries = Object.entries(value).filter(([, inner]) => !isEmpty(inner))
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutEmpty(inner)]))
}

interface Variables {
  environment: Environment
  name: string
  unset: Map<string, string>
}

/** Replaces `${NAME}` in values by the environment variable NAME, so secrets need not be in the file. */
function withVariables(value: unknown, variables: Variables, key: string): unknown {
  if (typeof value === 'string') return filledIn(value, variables, key)
  if (Array.isArray(value)) return value.map((item, i) => withVariables(item, variables, `${key}[${i}]`))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, withVariables(item, variables, key ? `${key}.${name}` : name)]),
  )
}

function filledIn(text: string, { environment, name, unset }: Variables, key: string): string {
  const credentials = /^[a-z][a-z+.-]*:\/\/[^@]*@/i.exec(text)?.[0].length ?? 0
  return text.replace(/\$\{(\w+)\}/g, (written, variable: string, at: number) => {
    const found = environment[variable]
    if (found === undefined)
      unset.set(key, `${fileLineOf(name, key)}: ${key} needs the environment variable ${variable}, which is not set`)
    return found === undefined ? written : at < credentials ? encoded(found) : found
  })
}

/** A user or password within a URL. One that is percent-encoded already stays as it is. */
function encoded(secret: string): string {
  const isEncoded = /^(?:[\w.~!$&'()*+,;=-]|%[\da-f]{2})*$/i.test(secret)
  return isEncoded ? secret : encodeURIComponent(secret)
}

/** Relative paths are beside the file. */
function withPaths(value: Tree, folder: string): Tree {
  const absolute = (path: unknown) =>
    typeof path === 'string' && !path.startsWith('preset:') ? resolve(folder, path) : path
  const at = (tree: unknown, ...keys: string[]): unknown => {
    if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) return tree
    const changed = Object.entries(tree).map(
      ([key, inner]) => [key, keys.includes(key) ? absolute(inner) : inner] as const,
    )
    return Object.fromEntries(changed)
  }
  const own = at(value, 'data', 'accounts', 'knownIssues', 'taxonomy') as Tree
  const { planners, sources, backup } = own
  return {
    ...own,
    ...(planners !== undefined && { planners: at(planners, 'planningData') }),
    ...(backup !== undefined && { backup: at(backup, 'folder') }),
    ...(Array.isArray(sources) && { sources: sources.map((source) => at(source, 'path')) }),
  }
}
