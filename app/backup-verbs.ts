import { resolve } from 'node:path'
import { openAudit } from '../infra/audit/audit.ts'
import { systemClock } from '../infra/clock.ts'
import { openLogger } from '../infra/logger.ts'
import { only, type Call, type Verb } from '../infra/verb.ts'
import { commandEntry } from './audited.ts'
import { backup } from './backup.ts'
import type { Manifest } from './backup-manifest.ts'
import type { Config } from './config.ts'
import { openCommand } from './platform.ts'
import { restore } from './restore.ts'

type ConfigOf = (call: Call) => Config

export const backupVerbs = (configOf: ConfigOf): Verb[] => [
  {
    name: 'backup',
    usage: 'DIR',
    summary:
      'copies log, store and the other files of the data folder into the new folder DIR, also while start runs; a store by URL makes its copy where its server keeps backups',
    run: async (call) => {
      const to = resolve(only(call, 'DIR'))
      const config = configOf(call)
      const opened = await openCommand(config, { migrated: false })
      try {
        const manifest = await backup({ config, store: opened.store, logger: openLogger(config.logLevel) }, to)
        await (call.values.json ? call.print(JSON.stringify(manifest)) : printBackup(call, to, manifest))
      } finally {
        await opened.close()
      }
    },
  },
  {
    name: 'restore',
    usage: 'DIR',
    summary:
      'checks the backup in DIR and restores it into the data folder, which must be empty; start then goes on from there, and delivers again what was not handled',
    run: async (call) => {
      const from = resolve(only(call, 'DIR'))
      const config = configOf(call)
      const open = () => openCommand(config, { migrated: false, unfinished: true })
      const manifest = await restore(from, { config, open })
      await noteRestore(call, config, manifest)
      if (call.values.json) return call.print(JSON.stringify({ data: config.data, startedAt: manifest.startedAt }))
      await call.print(
        `restored the backup of ${manifest.startedAt} (Groundswell ${manifest.version}) into ${config.data}`,
      )
      await call.print('what was acknowledged before that time is there; `groundswell start` goes on from it')
    },
  },
]

/** Noted afterwards: before, there is no table. */
async function noteRestore(call: Call, config: Config, { startedAt, version }: Manifest): Promise<void> {
  const opened = await openCommand(config)
  try {
    const audit = openAudit({ store: opened.store, data: config.data, clock: systemClock })
    await audit.record(commandEntry({ operation: 'restore', change: { startedAt, version } }, 'done'))
  } catch (error) {
    call.note(`the restore was not noted in the audit log: ${(error as Error).message}`)
  } finally {
    await opened.close()
  }
}

async function printBackup({ print }: Call, to: string, { files, store, log, startedAt }: Manifest): Promise<void> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  await print(`backed up to ${to}: ${files.length} files, ${(bytes / 2 ** 20).toFixed(1)} MiB`)
  if (store.place === 'server')
    await print(`the tables are on the ClickHouse server: ${store.destinations.first}, ${store.destinations.rest}`)
  if (log === 'kafka') await print('the log is not in it: Kafka keeps it, and its groups go on from their commits')
  await print(`everything acknowledged before ${startedAt} is in it`)
}
