import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of real data beside the checkout, with a slash at its end; undefined where it is not there. */
export function sharedFolder(name: 'outages' | 'streams'): string | undefined {
  const folder = fileURLToPath(new URL(`../../../../shared/data/${name}/`, import.meta.url))
  return existsSync(folder) ? folder : undefined
}
