import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Data nobody here wrote; it lies beside the checkout where there is any. */
const badInputs = resolve(import.meta.dirname, '../../shared/data/badinputs')

/** Full paths of the files below a folder of it, none where it is absent. */
export function badFiles(folder: string): string[] {
  const path = join(badInputs, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
