import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

export interface InUse {
  release(): void
}

/** As long as the repair of a large file may take. */
const patienceMs = 15 * 60_000

/**
 * Says for as long as it is held that a process uses the log. A process that is the first one runs `alone` before others
 * may use it; while `mustBeAlone`, it waits until it is. The lock is one of SQLite's on an empty file: the kernel frees it
 * when a process is killed.
 * @throws Error when other processes keep it from that for 15 minutes
 */
export async function useLog(
  file: string,
  { alone, mustBeAlone }: { alone: () => Promise<void>; mustBeAlone: () => boolean },
): Promise<InUse> {
  const lock = new DatabaseSync(`${file}.lock`, { timeout: 0 })
  const until = Date.now() + patienceMs
  const wait = async () => {
    if (Date.now() > until) throw new Error(`another process has kept ${file} for 15 minutes`)
    await sleep(50)
  }
  try {
    for (;;) {
      if (holds(lock, 'BEGIN EXCLUSIVE')) {
        await alone().finally(() => lock.exec('ROLLBACK'))
        break
      }
      if (!mustBeAlone()) break
      await wait()
    }
    while (!holds(lock, 'BEGIN; SELECT count(*) FROM sqlite_schema')) await wait()
  } catch (error) {
    lock.close()
    throw error
  }
  return { release: () => lock.close() }
}

function holds(lock: DatabaseSync, sql: string): boolean {
  try {
    lock.exec(sql)
    return true
  } catch (error) {
    if (lock.isTransaction) lock.exec('ROLLBACK')
    if ((Number((error as { errcode?: number }).errcode) & 0xff) === 5) return false
    throw error
  }
}
