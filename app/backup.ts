import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { headsFolder } from '../infra/audit/audit-heads.ts'
import { copyLog } from '../infra/log/embedded/copy-log.ts'
import type { Logger } from '../infra/logger.ts'
import { backupFirst, backupRest, databaseOf, destinationOf, type StoreCopy } from '../infra/store/backup.ts'
import { backupFolderOf } from '../infra/store/clickhouse-config.ts'
import type { Store } from '../infra/store/store.ts'
import { UsageError } from '../infra/verb.ts'
import { filesIn, writeManifest, type Manifest } from './backup-manifest.ts'
import { copyWithoutBackups } from './backup-copy.ts'
import type { Config } from './config.ts'
import { version } from './platform.ts'

/** Sources go on from their cursors: these must be older than the mentions. */
const firstTables = ['cursors']
/** Of the data folder, what the backup has in another form, or what only a running process needs. */
const notCopied = /^(clickhouse|clickhouse-backups|log\.sqlite.*|store\.json.*|audit-heads)$/

export const backupFolders = { data: 'data', store: 'store', config: 'config' } as const
export const logCopy = 'log.sqlite'
export const storeBackups = (data: string): string => backupFolderOf(join(data, 'clickhouse'))

export interface BackupDeps {
  config: Pick<Config, 'data' | 'log' | 'store' | 'backup' | 'file'>
  store: Store
  logger: Logger
}

/**
 * Copies log, store and the other files of the data folder into an empty folder, while other processes work. The order
 * makes the copies fit together: first how far sources were read, then the log, then the tables. What a group had
 * handled in the log is in the tables; what it had not is delivered again after a restore.
 * @throws UsageError when the folder is not empty
 */
export async function backup({ config, store, logger }: BackupDeps, to: string): Promise<Manifest> {
  const { data } = config
  refuseFull(to)
  mkdirSync(to, { recursive: true, mode: 0o700 })
  const startedAt = new Date().toISOString()
  const copy = await copyOf(store, config, startedAt)
  try {
    return await copyAll({ config, store, logger }, { to, startedAt, copy })
  } finally {
    if (config.store === undefined)
      for (const part of ['first', 'rest'] as const)
        rmSync(join(storeBackups(data), nameIn(copy.destinations[part])), { recursive: true, force: true })
  }
}

async function copyAll(
  { config, store, logger }: BackupDeps,
  { to, startedAt, copy }: { to: string; startedAt: string; copy: StoreCopy },
): Promise<Manifest> {
  const { data } = config
  // Heads of the audit log must not be newer than its rows.
  if (existsSync(join(data, headsFolder)))
    cpSync(join(data, headsFolder), join(to, backupFolders.data, headsFolder), { recursive: true })
  await backupFirst(store, copy)
  const isEmbeddedLog = config.log === 'embedded'
  if (isEmbeddedLog && existsSync(join(data, 'log.sqlite')))
    await copyLog(join(data, 'log.sqlite'), join(to, logCopy), logger)
  await backupRest(store, copy)
  if (config.store === undefined) for (const part of ['first', 'rest'] as const) moveHere(data, to, { copy, part })
  copyData(data, to, [to, ...(config.backup.folder === undefined ? [] : [config.backup.folder])])
  if (config.file !== undefined) cpSync(config.file, join(to, backupFolders.config, basename(config.file)))
  const manifest: Manifest = {
    format: 1,
    version,
    startedAt,
    endedAt: new Date().toISOString(),
    log: isEmbeddedLog ? 'embedded' : 'kafka',
    store: { place: config.store === undefined ? 'here' : 'server', ...copy },
    files: await filesIn(to),
  }
  writeManifest(to, manifest)
  return manifest
}

/** Copies of tables that a backup left an hour ago or earlier, when it was killed: no erasure would find them. */
export function removeInterrupted(data: string): void {
  const folder = storeBackups(data)
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (Date.now() - statSync(path).mtimeMs > abandonedAfterMs) rmSync(path, { recursive: true, force: true })
  }
}
const abandonedAfterMs = 3_600_000

function refuseFull(to: string): void {
  if (existsSync(to) && readdirSync(to).length > 0)
    throw new UsageError(`the folder ${to} is not empty: name a new one for the backup`)
}

async function copyOf(store: Store, config: BackupDeps['config'], startedAt: string): Promise<StoreCopy> {
  const { name: database } = await databaseOf(store)
  const name = `groundswell-${startedAt.replace(/[-:]/g, '').replace('.', '-')}`
  const pattern = config.store === undefined ? embeddedPattern : (config.backup.server ?? embeddedPattern)
  const destinations = { first: destinationOf(pattern, `${name}-first`), rest: destinationOf(pattern, name) }
  return { database, destinations, firstTables }
}

const embeddedPattern = "File('{name}')"
export const nameIn = (destination: string): string => /'([^']+)'\)$/.exec(destination)?.[1] ?? ''

/** The embedded server writes into one folder only; from there the files are moved. */
function moveHere(data: string, to: string, { copy, part }: { copy: StoreCopy; part: 'first' | 'rest' }): void {
  const from = join(storeBackups(data), nameIn(copy.destinations[part]))
  const target = join(to, backupFolders.store, part)
  mkdirSync(join(to, backupFolders.store), { recursive: true, mode: 0o700 })
  try {
    renameSync(from, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    cpSync(from, target, { recursive: true })
    rmSync(from, { recursive: true })
  }
}

/** @param backups folders of backups, which may lie in the data folder */
function copyData(data: string, to: string, backups: readonly string[]): void {
  const target = join(to, backupFolders.data)
  copyWithoutBackups(data, target, { backups, notCopied })
  for (const secret of ['author-secret', 'audit-secret'])
    if (existsSync(join(target, secret))) chmodSync(join(target, secret), 0o600)
}
