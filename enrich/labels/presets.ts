import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { UsageError } from '../../infra/verb.ts'

/** The taxonomy of a company that configures none. The models that ship know its topics. */
export const defaultPreset = 'goods'

const folder = new URL('../taxonomies/', import.meta.url)

/** The names of the taxonomies that ship, the default one first. */
export function presetNames(): string[] {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
  return [defaultPreset, ...names.filter((name) => name !== defaultPreset).toSorted()]
}

/** The path of a preset's file. @throws UsageError that lists the presets, for an unknown name */
export function presetFile(name: string): string {
  if (!presetNames().includes(name))
    throw new UsageError(`there is no taxonomy preset "${name}"; the presets are ${presetNames().join(', ')}`)
  return fileURLToPath(new URL(`${name}.yaml`, folder))
}
