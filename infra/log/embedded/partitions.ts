import type { RawEvent } from '../dead-letter.ts'
import { transaction, type Database } from './database.ts'

export interface Row {
  key: string
  value: string
}

/** The events of all topics: one table per partition. Offsets begin at 1 and have no gaps. */
export interface Partitions {
  /** How many partitions the topic has. The first call for a topic creates it with as many as `wanted`. */
  count(topic: string, wanted: number): number
  /** Every topic with its number of partitions. */
  all(): { name: string; partitions: number }[]
  /** Returns the offset after the last row. Call it within a transaction. */
  append(topic: string, partition: number, rows: readonly Row[]): number
  read(at: { topic: string; partition: number; from: number; limit: number }): RawEvent[]
  /** The first offset stored, and the offset after the last one. */
  ends(topic: string, partition: number): { first: number; end: number }
  /** Deletes up to 1,000 of the oldest rows: those with an offset below `until` written before `before` (epoch ms). Returns how many. */
  trim(at: { topic: string; partition: number; until: number; before: number }): number
}

export function openPartitions(db: Database): Partitions {
  const counts = new Map<string, number>()
  const statements = new Map<string, ReturnType<typeof prepare>>()

  function of(topic: string, partition: number) {
    const name = tableOf(topic, partition)
    const found = statements.get(name) ?? prepare(db, name)
    statements.set(name, found)
    return found
  }

  function ends(topic: string, partition: number): { first: number; end: number } {
    const row = of(topic, partition).ends.get() as { first: number | null; last: number | null }
    return { first: row.first ?? 1, end: (row.last ?? 0) + 1 }
  }

  return {
    ends,
    count(topic, wanted) {
      const count = counts.get(topic) ?? createTopic(db, topic, wanted)
      counts.set(topic, count)
      return count
    },
    all: () => db.prepare('SELECT name, partitions FROM topics').all() as { name: string; partitions: number }[],
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
    trim({ topic, partition, until, before }) {
      const { first } = ends(topic, partition)
      const rows = of(topic, partition).oldest.all(until) as { offset: number; at: number }[]
      const kept = rows.findIndex(({ at }) => at >= before)
      const last = rows.at(kept < 0 ? -1 : kept - 1)
      if (!last || kept === 0) return 0
      of(topic, partition).trim.run(last.offset)
      return last.offset - first + 1
    },
  }
}

function prepare(db: Database, table: string) {
  return {
    insert: db.prepare(`INSERT INTO ${table} (key, value, at) VALUES (?, ?, ?)`),
    read: db.prepare(`SELECT offset, key, value FROM ${table} WHERE offset >= ? ORDER BY offset LIMIT ?`),
    // Two selects: for a min and a max in one select SQLite reads the whole table.
    ends: db.prepare(`SELECT (SELECT min(offset) FROM ${table}) first, (SELECT max(offset) FROM ${table}) last`),
    oldest: db.prepare(`SELECT offset, at FROM ${table} WHERE offset < ? ORDER BY offset LIMIT 1000`),
    trim: db.prepare(`DELETE FROM ${table} WHERE offset <= ?`),
  }
}

function createTopic(db: Database, topic: string, wanted: number): number {
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

function tableOf(topic: string, partition: number): string {
  return `"${topic.replaceAll('"', '""')}/${partition}"`
}
