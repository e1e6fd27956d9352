import { statSync } from 'node:fs'
import { whereOf } from './config-check.ts'

/** What is read of a configuration, which may have other faults. */
interface Named {
  sources: unknown
  notifiers: unknown
  accounts?: unknown
  knownIssues?: unknown
  taxonomy?: unknown
  planners: unknown
}

type Item = Record<string, unknown>

/** What only `start` needs: names that stand once, and files that exist. Each fault is a sentence with its line. */
export function startFaults({ sources, notifiers, planners, ...files }: Named, file: string | undefined): string[] {
  const where = (key: string) => (file === undefined ? key : whereOf(file, key))
  const missing = (key: string, path: unknown, { mayBeFolder = false } = {}) => {
    if (typeof path !== 'string' || path.startsWith('preset:')) return []
    const found = statSync(path, { throwIfNoEntry: false })
    if (!found) return [`${where(key)}: ${key} "${path}" does not exist`]
    return found.isDirectory() && !mayBeFolder ? [`${where(key)}: ${key} "${path}" is a folder, not a file`] : []
  }
  const twice = (key: string, what: string, names: readonly unknown[]) =>
    names.flatMap((name, i) =>
      typeof name === 'string' && names.indexOf(name) < i
        ? [`${where(`${key}[${i}]`)}: the name "${name}" is used by another ${what}`]
        : [],
    )
  return [
    ...twice(
      'sources',
      'source',
      itemsOf(sources).map(({ name, type }) => name ?? (type === 'demo' ? type : undefined)),
    ),
    ...twice(
      'notifiers',
      'notifier',
      itemsOf(notifiers).map(({ name, type }, i) => name ?? `${String(type)}-${i + 1}`),
    ),
    ...itemsOf(sources).flatMap(({ type, path }, i) =>
      type === 'file' ? missing(`sources[${i}].path`, path, { mayBeFolder: true }) : [],
    ),
    ...(['accounts', 'knownIssues', 'taxonomy'] as const).flatMap((key) => missing(key, files[key])),
    ...missing('planners.planningData', (planners as Item | undefined)?.planningData),
  ]
}

const itemsOf = (list: unknown): Item[] =>
  Array.isArray(list) ? list.map((item) => (typeof item === 'object' && item !== null ? (item as Item) : {})) : []
