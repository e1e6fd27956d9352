import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { basename, dirname } from 'node:path'
import type { Logger } from '../../logger.ts'
import { isDamage } from './damage.ts'
import { openFile } from './database.ts'
import { closeGaps, missingOffsets, sentenceOf, type Missing } from './missing.ts'
import { createTopic } from './partitions.ts'
import { readPositions, type LogPositions } from './positions-file.ts'
import { copyReadable, mergeCommits } from './copy-readable.ts'
import { readWal } from './salvage/wal.ts'
import { pageBytes } from './salvage/page-file.ts'

/** Its presence says that a process met damage: the next one to use the log checks it, whatever its size. */
export const suspectedOf = (file: string): string => `${file}.suspected`

/** A file of this size is always checked, which takes about 0.1 s. A larger one is checked when it was not closed in order. */
const alwaysCheckedBytes = 64 * 2 ** 20

/**
 * Makes the file usable. A damaged one is set aside, and what is readable of it goes into a new one. What is lost is
 * logged, by offsets. Only for a process that uses the file alone.
 * @throws Error when the file may not be read, which is no damage
 */
export async function recover(file: string, logger: Logger): Promise<void> {
  finishInterrupted(file)
  refuseUnreadable(file)
  const positions = readPositions(file)
  const reason = damageOf(file, positions)
  if (reason !== undefined) return salvage(file, { positions, reason, logger })
  rmSync(suspectedOf(file), { force: true })
  if (!existsSync(file)) return
  try {
    await noteMissing(file, { positions, logger })
  } catch (error) {
    if (!isDamage(error)) throw error
    await salvage(file, { positions, reason: (error as Error).message, logger })
  }
}

/** A run that was killed between its two renames, or before them. */
function finishInterrupted(file: string): void {
  if (!existsSync(file) && existsSync(`${file}.salvaged`)) renameSync(`${file}.salvaged`, file)
  for (const rest of ['.salvaged', '.salvaging', '.salvaging-wal', '.salvaging-shm'])
    rmSync(file + rest, { force: true })
}

function refuseUnreadable(file: string): void {
  for (const each of [file, `${file}-wal`]) {
    if (!existsSync(each)) continue
    if (!statSync(each).isFile())
      throw new Error(`${each} is not a file: move it away, or name another folder in \`data\``)
    try {
      closeSync(openSync(each, 'r+'))
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      throw new Error(
        `${each} cannot be opened (${code}): give the user that runs Groundswell the right to read and write it. Nothing was changed`,
        { cause: error },
      )
    }
  }
}

/** Why the file cannot be used as it is; undefined when it can, or when there is none yet. */
function damageOf(file: string, { partitions }: LogPositions): string | undefined {
  const wal = `${file}-wal`
  const walBytes = bytesOf(wal)
  const bytes = bytesOf(file)
  if (bytes === 0) {
    if (partitions.length === 0 && walBytes === 0) return undefined
    return existsSync(file) ? 'it is empty' : 'it is missing'
  }
  if (!hasMagic(file)) return 'it does not begin as an SQLite file does'
  const { damaged } = readWal(wal, pageBytes)
  if (damaged > 0) return `its write-ahead log (${basename(wal)}) has ${damaged} damaged pages`
  if (existsSync(suspectedOf(file))) return structuralDamage(file, 'integrity_check(1)')
  return structuralDamage(file, walBytes > 0 || bytes <= alwaysCheckedBytes ? 'quick_check(1)' : undefined)
}

const bytesOf = (file: string) => (existsSync(file) ? statSync(file).size : 0)

function hasMagic(file: string): boolean {
  const fd = openSync(file, 'r')
  const begin = Buffer.alloc(16)
  readSync(fd, begin, 0, 16, 0)
  closeSync(fd)
  return begin.toString('latin1') === 'SQLite format 3\0'
}

function structuralDamage(file: string, check: string | undefined): string | undefined {
  // Read-only: the file must stay as it is if it is damaged.
  const db = new DatabaseSync(file, { timeout: 10_000, readOnly: true })
  try {
    const names = new Set(
      db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .all()
        .map(({ name }) => name),
    )
    if (names.has('topics')) {
      const topics = db.prepare('SELECT name, partitions FROM topics').all() as { name: string; partitions: number }[]
      for (const { name, partitions } of topics)
        for (let p = 0; p < partitions; p++) if (!names.has(`${name}/${p}`)) return `its table ${name}/${p} is missing`
    }
    const checks = [
      // Small tables, with their indexes.
      ...['topics', 'commits'].filter((name) => names.has(name)).map((name) => `PRAGMA integrity_check(${name})`),
      ...(check === undefined ? [] : [`PRAGMA ${check}`]),
    ]
    for (const sql of checks) {
      const [found] = Object.values(db.prepare(sql).get() ?? {})
      if (found !== 'ok') return String(found).replaceAll('\n', ' ')
    }
    return undefined
  } catch (error) {
    if (isDamage(error)) return (error as Error).message
    throw error
  } finally {
    db.close()
  }
}

interface Salvage {
  positions: LogPositions
  reason: string
  logger: Logger
}

async function salvage(file: string, { positions, reason, logger }: Salvage): Promise<void> {
  const making = `${file}.salvaging`
  const aside = `${file}.damaged-${new Date().toISOString().replace(/[-:]|\.\d+/g, '')}`
  logger.error({ file, reason }, `the log is damaged (${reason}); what is readable of it is being copied to a new file`)
  const db = await openFile(making)
  let kept: number
  let missing: Missing[]
  try {
    kept = copyReadable(file, db, positions)
    missing = missingOffsets(db, positions)
    closeGaps(db, positions)
  } finally {
    db.close()
  }
  renameSync(making, `${file}.salvaged`)
  if (existsSync(file)) renameSync(file, aside)
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`)
  rmSync(`${file}-shm`, { force: true })
  renameSync(`${file}.salvaged`, file)
  rmSync(suspectedOf(file), { force: true })
  syncFolder(dirname(file))
  writeFileSync(`${aside}.json`, `${JSON.stringify({ reason, kept, missing }, undefined, 2)}\n`, { mode: 0o600 })
  logger.error(
    { file, setAside: aside, kept, missing },
    `the log was damaged (${reason}) and is set aside as ${basename(aside)}. ${kept} events were kept. ${sentenceOf(missing)}`,
  )
}

/** An intact file that ends before what was acknowledged: its write-ahead log was cut or removed, or it is an older copy. */
async function noteMissing(file: string, { positions, logger }: Omit<Salvage, 'reason'>): Promise<void> {
  const db = await openFile(file)
  try {
    for (const [topic, some] of Map.groupBy(positions.partitions, ({ topic }) => topic))
      createTopic(db, topic, some.length)
    if (missingOffsets(db, positions, { atEndOnly: true }).length === 0) return
    mergeCommits(db, positions.commits)
    const lost = missingOffsets(db, positions, { atEndOnly: true })
    closeGaps(db, positions)
    logger.error(
      { file, missing: lost },
      `the log ends before what was acknowledged: its write-ahead log was cut or removed, or it is an older copy. ${sentenceOf(lost)}`,
    )
  } finally {
    db.close()
  }
}

function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
