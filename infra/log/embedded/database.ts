import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { isBusy } from '../sqlite-result.ts'

export type Database = DatabaseSync

// The tables of partitions are created when their topic is first used (partitions.ts). The other tables are here.
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
  CREATE TABLE IF NOT EXISTS floors (topic TEXT, partition INTEGER, next INTEGER NOT NULL, PRIMARY KEY (topic, partition));
  CREATE TABLE IF NOT EXISTS checks (id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
`

/** Opens the file, or creates it. Every commit is on disk when it returns (except in `unsynced`). What is deleted is overwritten. Throws when the file cannot be opened. */
export async function openFile(file: string): Promise<Database> {
  const db = new DatabaseSync(file, { timeout: 10_000 })
  // When several processes change to WAL at once, SQLite fails immediately instead of waiting for the busy timeout.
  for (let tries = 0; ; tries++) {
    try {
      db.exec(
        'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA secure_delete = ON',
      )
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

/** When this returns, all of `work` is durable; when it throws, none of it is. `work` must be synchronous. */
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
 * What `work` writes survives a crash of the process, but perhaps not a power failure, at a tenth of the cost. That is
 * enough for offsets (a lost one delivers a batch again) and for leases (their processes are gone after a power failure).
 */
export function unsynced<R>(db: Database, work: () => R): R {
  db.exec('PRAGMA synchronous = NORMAL')
  try {
    return work()
  } finally {
    db.exec('PRAGMA synchronous = FULL')
  }
}
