import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Data nobody here wrote; it lies beside the checkout where there is any. */
export const badInputs = resolve(import.meta.dirname, '../../shared/data/badinputs')
export const hasBadInputs = existsSync(badInputs)

/** Full paths of a folder of it, none where it is absent. */
export function badFiles(folder: string): string[] {
  const path = join(badInputs, folder)
  return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : []
}
