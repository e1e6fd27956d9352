import { chmodSync } from 'node:fs'
import { backup, DatabaseSync } from 'node:sqlite'
import type { Logger } from '../../logger.ts'
import { openFile } from './database.ts'
import { useLog } from './in-use.ts'
import { recover } from './recover.ts'

/**
 * Copies the log as it is at one moment, also while other processes write to it. The copy is one file. Everything that was
 * acknowledged before the call is in it.
 * @throws Error when the copy is not intact
 */
export async function copyLog(file: string, to: string, logger: Logger): Promise<void> {
  const use = await useLog(file, { alone: () => recover(file, logger), mustBeAlone: () => false })
  try {
    const db = await openFile(file)
    try {
      // All pages in one step: a step that follows a write of another process would begin again.
      await backup(db, to, { rate: 2_147_483_647 })
    } finally {
      db.close()
    }
  } finally {
    use.release()
  }
  chmodSync(to, 0o600)
  const copy = new DatabaseSync(to)
  try {
    // One file, without a write-ahead log beside it.
    copy.exec('PRAGMA journal_mode = DELETE')
    const { quick_check: found } = copy.prepare('PRAGMA quick_check(1)').get() as { quick_check: string }
    if (found !== 'ok') throw new Error(`the copy of ${file} is not intact: ${found}`)
  } finally {
    copy.close()
  }
}
