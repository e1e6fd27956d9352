import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { schedule } from '../infra/schedule.ts'
import type { Stop } from '../infra/stop.ts'
import { backup, removeInterrupted } from './backup.ts'
import { manifestFile } from './backup-manifest.ts'
import type { Platform } from './platform.ts'

const named = /^groundswell-\d{8}T\d{6}Z$/

/** Removes what an interrupted backup left. Makes a backup at every tick of `backup.every`, and keeps the newest. Without `backup.folder`, does nothing. */
export function startBackups({ config, opened, logger }: Pick<Platform, 'config' | 'opened' | 'logger'>): Stop {
  const stopSweeping = sweep(config.data, logger)
  const { folder, every } = config.backup
  if (folder === undefined) return stopSweeping
  const stopBackups = schedule({
    every,
    name: 'backup',
    async task(now) {
      const name = `groundswell-${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}`
      const { files } = await backup({ config, store: opened.store, logger }, join(folder, name))
      removeOld(config, folder)
      logger.info({ folder: join(folder, name), files: files.length }, 'a backup was made')
    },
    logger,
  })
  return async () => {
    await stopSweeping()
    await stopBackups()
  }
}

/** Now and every hour. */
function sweep(data: string, logger: Platform['logger']): Stop {
  const run = () => {
    try {
      removeInterrupted(data)
    } catch (error) {
      logger.warn({ err: error }, 'what an interrupted backup left could not be removed')
    }
  }
  run()
  const timer = setInterval(run, 3_600_000).unref()
  return async () => clearInterval(timer)
}

/** Removes complete backups beyond the newest `keep`, and interrupted ones. */
function removeOld({ backup: { keep } }: Platform['config'], folder: string): void {
  const all = readdirSync(folder)
    .filter((name) => named.test(name))
    .toSorted()
    .toReversed()
  const complete = all.filter((name) => existsSync(join(folder, name, manifestFile)))
  const kept = new Set(complete.slice(0, keep))
  for (const name of all) if (!kept.has(name)) rmSync(join(folder, name), { recursive: true, force: true })
}
