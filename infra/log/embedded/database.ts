import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

export type Database = DatabaseSync

// A table per partition is made when its topic is first used; the rest is here.
const schema = `
  CREATE TABLE IF NOT EXISTS topics (name TEXT PRIMARY KEY, partitions INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS commits (
    topic TEXT, grp TEXT, partition INTEGER, next INTEGER NOT NULL, PRIMARY KEY (topic, grp, partition));
  CREATE TABLE IF NOT EXISTS members (
    id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, grp TEXT NOT NULL,
    pid INTEGER NOT NULL, host TEXT NOT NULL, expires_at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS holders (
    topic TEXT, grp TEXT, partition INTEGER, member INTEGER NOT NULL, PRIMARY KEY (topic, grp, partition));
  CREATE TABLE IF NOT EXISTS dead_letters (
    topic TEXT, grp TEXT, partition INTEGER, offset INTEGER, key TEXT NOT NULL, event TEXT NOT NULL,
    reason TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (topic, grp, partition, offset));
  CREATE INDEX IF NOT EXISTS dead_letters_at ON dead_letters (at);
  CREATE TABLE IF NOT EXISTS checks (id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
`

/** Opens the file, or makes it. A commit is on the disk when it returns. Throws when the file cannot be opened. */
export async function openFile(file: string): Promise<Database> {
  const db = new DatabaseSync(file, { timeout: 10_000 })
  // The change to WAL by several processes at once is refused at once, without the busy timeout.
  for (let tries = 0; ; tries++) {
    try {
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864')
      transaction(db, () => db.exec(schema))
      return db
    } catch (error) {
      if (tries === 50 || !isBusy(error)) {
        db.close()
        throw error
      }
      await sleep(20)
    }
  }
}

/** All of `work` is durable when this returns, or none of it when it throws. `work` must not wait. */
export function transaction<R>(db: Database, work: () => R): R {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/**
 * What `work` writes survives the end of the process, but perhaps not a power cut, and costs a tenth: enough for offsets
 * (a lost one delivers a batch again) and for leases (of processes that are gone then).
 */
export function unsynced<R>(db: Database, work: () => R): R {
  db.exec('PRAGMA synchronous = NORMAL')
  try {
    return work()
  } finally {
    db.exec('PRAGMA synchronous = FULL')
  }
}

function isBusy(error: unknown): boolean {
  // SQLITE_BUSY, with any extension in the upper bytes.
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5
}
