import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../infra/verb.ts'

/** In a data folder while a restore runs: the folder is not complete. */
export const unfinished = 'restore-unfinished'

/** @throws UsageError when a restore into the data folder was interrupted */
export function refuseUnfinished(data: string): void {
  if (existsSync(join(data, unfinished)))
    throw new UsageError(
      `${data} is incomplete, because a restore was interrupted: run \`groundswell restore DIR\` again`,
    )
}
