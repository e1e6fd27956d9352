import { setImmediate as turn } from 'node:timers/promises'
import type { Raw } from '../dead-letter.ts'
import { transaction, unsynced, type Database } from './database.ts'

export interface Row {
  key: string
  value: string
}

/** Events and commits in the file. Offsets begin at 1 and have no gaps; a commit is the next offset to deliver. */
export interface Events {
  /** How many partitions the topic has, which is fixed now if it was never used. */
  partitions(topic: string, wanted: number): number
  /** Returns the offset after the last row. Call it within a transaction. */
  append(topic: string, partition: number, rows: readonly Row[]): number
  read(at: { topic: string; partition: number; from: number; limit: number }): Raw[]
  /** Where the group goes on; past what was trimmed. */
  next(topic: string, group: string, partition: number): number
  /** Moves the group on, unless the partition belongs to another member by now: then it changes nothing and says false. */
  commit(at: { topic: string; group: string; partition: number; next: number; member: number }): boolean
  committed(topic: string, group: string): Map<number, number>
  lag(topic: string, group: string, wanted: number): number
  /** Deletes what every group of its topic has committed and is older than the time; always keeps the last row. */
  trim(before: number): Promise<number>
}

export function openEvents(db: Database): Events {
  const known = new Map<string, number>()
  const tables = new Map<string, ReturnType<typeof prepare>>()
  const commitRow = db.prepare(`
    INSERT INTO commits (topic, grp, partition, next) SELECT ?1, ?2, ?3, ?4
    WHERE EXISTS (SELECT 1 FROM holders WHERE topic = ?1 AND grp = ?2 AND partition = ?3 AND member = ?5)
    ON CONFLICT (topic, grp, partition) DO UPDATE SET next = excluded.next`)
  const committedRow = db.prepare('SELECT next FROM commits WHERE topic = ? AND grp = ? AND partition = ?')
  const committedRows = db.prepare('SELECT partition, next FROM commits WHERE topic = ? AND grp = ?')
  const groupsOf = db.prepare('SELECT DISTINCT grp FROM commits WHERE topic = ?')

  function prepare(topic: string, partition: number) {
    const table = tableOf(topic, partition)
    return {
      insert: db.prepare(`INSERT INTO ${table} (key, value, at) VALUES (?, ?, ?)`),
      read: db.prepare(`SELECT offset, key, value FROM ${table} WHERE offset >= ? ORDER BY offset LIMIT ?`),
      // Two selects: SQLite reads the whole table for a min and a max in one.
      ends: db.prepare(`SELECT (SELECT min(offset) FROM ${table}) first, (SELECT max(offset) FROM ${table}) last`),
      oldest: db.prepare(`SELECT offset, at FROM ${table} WHERE offset < ? ORDER BY offset LIMIT 1000`),
      trim: db.prepare(`DELETE FROM ${table} WHERE offset <= ?`),
    }
  }

  function of(topic: string, partition: number) {
    const name = tableOf(topic, partition)
    const found = tables.get(name) ?? prepare(topic, partition)
    tables.set(name, found)
    return found
  }

  function ends(topic: string, partition: number): { first: number; end: number } {
    const row = of(topic, partition).ends.get() as { first: number | null; last: number | null }
    return { first: row.first ?? 1, end: (row.last ?? 0) + 1 }
  }

  function make(topic: string, wanted: number): number {
    return transaction(db, () => {
      db.prepare('INSERT OR IGNORE INTO topics (name, partitions) VALUES (?, ?)').run(topic, wanted)
      const { partitions } = db.prepare('SELECT partitions FROM topics WHERE name = ?').get(topic) as {
        partitions: number
      }
      for (let partition = 0; partition < partitions; partition++) {
        const columns = 'offset INTEGER PRIMARY KEY, key TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL'
        db.exec(`CREATE TABLE IF NOT EXISTS ${tableOf(topic, partition)} (${columns})`)
      }
      return partitions
    })
  }

  function partitions(topic: string, wanted: number): number {
    const count = known.get(topic) ?? make(topic, wanted)
    known.set(topic, count)
    return count
  }

  function next(topic: string, group: string, partition: number): number {
    const row = committedRow.get(topic, group, partition) as { next: number } | undefined
    return Math.max(row?.next ?? 1, ends(topic, partition).first)
  }

  function trimPartition(topic: string, partition: number, before: number): number {
    const { first, end } = ends(topic, partition)
    const groups = groupsOf.all(topic) as { grp: string }[]
    if (groups.length === 0) return 0
    // The last row stays: SQLite gives its offset again otherwise, and a group would miss the event that gets it.
    const until = Math.min(end - 1, ...groups.map(({ grp }) => next(topic, grp, partition)))
    const rows = of(topic, partition).oldest.all(until) as { offset: number; at: number }[]
    const kept = rows.findIndex(({ at }) => at >= before)
    const last = rows.at(kept < 0 ? -1 : kept - 1)
    if (!last || kept === 0) return 0
    of(topic, partition).trim.run(last.offset)
    return last.offset - first + 1
  }

  return {
    partitions,
    next,
    append(topic, partition, rows) {
      const { insert } = of(topic, partition)
      const at = Date.now()
      let last: number | bigint = 0
      for (const { key, value } of rows) last = insert.run(key, value, at).lastInsertRowid
      return Number(last) + 1
    },
    read({ topic, partition, from, limit }) {
      const rows = of(topic, partition).read.all(from, limit) as { offset: number; key: string; value: string }[]
      return rows.map(({ offset, key, value }) => ({ partition, offset: String(offset), key, value }))
    },
    commit({ topic, group, partition, next, member }) {
      return unsynced(db, () => commitRow.run(topic, group, partition, next, member).changes === 1)
    },
    committed(topic, group) {
      const rows = committedRows.all(topic, group) as { partition: number; next: number }[]
      return new Map(rows.map(({ partition, next }) => [partition, next]))
    },
    lag(topic, group, wanted) {
      let lag = 0
      for (let partition = 0; partition < partitions(topic, wanted); partition++) {
        lag += ends(topic, partition).end - next(topic, group, partition)
      }
      return lag
    },
    async trim(before) {
      const topics = db.prepare('SELECT name, partitions FROM topics').all() as { name: string; partitions: number }[]
      let trimmed = 0
      for (const topic of topics) {
        for (let partition = 0; partition < topic.partitions; partition++) {
          // A thousand rows at a time, so that publishers and readers get their turn.
          for (let count = 1; count > 0; await turn()) trimmed += count = trimPartition(topic.name, partition, before)
        }
      }
      return trimmed
    },
  }
}

function tableOf(topic: string, partition: number): string {
  return `"${topic.replaceAll('"', '""')}/${partition}"`
}
