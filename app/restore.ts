import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { databaseOf, restoreTables } from '../infra/store/backup.ts'
import type { OpenStore } from '../infra/store/open-store.ts'
import { UsageError } from '../infra/verb.ts'
import { checkFiles, readManifest, type Manifest } from './backup-manifest.ts'
import { backupFolders, logCopy, nameIn, storeBackups } from './backup.ts'
import type { Config } from './config.ts'
import { unfinished } from './restore-unfinished.ts'

/**
 * Restores a backup into an empty data folder and, with a store by URL, an empty database. Everything is checked before
 * anything is written; an interrupted restore can be repeated.
 * @throws UsageError when the backup is damaged, or the folder or database is not empty
 */
export async function restore(
  from: string,
  { config, open }: { config: Config; open: () => Promise<OpenStore> },
): Promise<Manifest> {
  const manifest = readManifest(from)
  refuseOther(manifest, config)
  emptyData(config.data)
  await checkFiles(from, manifest)
  if (config.store !== undefined) await refuseTables(open)
  mkdirSync(config.data, { recursive: true, mode: 0o700 })
  writeFileSync(join(config.data, unfinished), '')
  cpSync(join(from, backupFolders.data), config.data, {
    recursive: true,
    preserveTimestamps: true,
    verbatimSymlinks: true,
  })
  if (existsSync(join(from, logCopy))) cpSync(join(from, logCopy), join(config.data, 'log.sqlite'))
  if (manifest.store.place === 'here') copyBack(from, config.data, manifest)
  const opened = await open()
  try {
    const { name: database } = await databaseOf(opened.store)
    await restoreTables(opened.store, { database, copy: manifest.store })
  } finally {
    await opened.close()
  }
  rmSync(storeBackups(config.data), { recursive: true, force: true })
  rmSync(join(config.data, unfinished))
  return manifest
}

async function refuseTables(open: () => Promise<OpenStore>): Promise<void> {
  const opened = await open()
  try {
    const { name, tables } = await databaseOf(opened.store)
    if (tables.length > 0) throw new UsageError(`the database ${name} is not empty: name another one in \`store\``)
  } finally {
    await opened.close()
  }
}

function refuseOther({ store, log }: Manifest, config: Config): void {
  const isEmbedded = config.store === undefined
  if (isEmbedded !== (store.place === 'here'))
    throw new UsageError(
      isEmbedded
        ? 'the backup is of a ClickHouse server: set `store` to the URL of one that reaches its backups'
        : 'the backup is of an embedded store: remove `store` from the configuration to restore it',
    )
  if ((config.log === 'embedded') !== (log === 'embedded'))
    throw new UsageError(
      `the backup is of a log of kind ${log}, and the configuration says \`log: ${config.log.split(':')[0]}\``,
    )
}

/** Removes what an interrupted restore has left. @throws UsageError when there is anything else */
function emptyData(data: string): void {
  if (!existsSync(data)) return
  const entries = readdirSync(data)
  if (entries.includes(unfinished))
    for (const entry of entries) rmSync(join(data, entry), { recursive: true, force: true })
  else if (entries.length > 0)
    throw new UsageError(
      `the data folder ${data} is not empty (${entries
        .slice(0, 3)
        .map((entry) => basename(entry))
        .join(', ')} …): move it away, or name another one in \`data\``,
    )
}

function copyBack(from: string, data: string, { store }: Manifest): void {
  for (const part of ['first', 'rest'] as const)
    cpSync(join(from, backupFolders.store, part), join(storeBackups(data), nameIn(store.destinations[part])), {
      recursive: true,
    })
}
