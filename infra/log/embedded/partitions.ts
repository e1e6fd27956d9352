import type { RawEvent } from '../dead-letter.ts'
import { transaction, type Database } from './database.ts'
import { faultOf, sumOf } from './record-sum.ts'

export interface Row {
  key: string
  value: string
  /** The span that publishes it; '' or absent = not traced. */
  traceparent?: string
}

type StoredRow = Omit<Row, 'traceparent'> & {
  offset: number
  at: number
  crc: number | null
  traceparent: string | null
}

interface Ends {
  first: number
  last: number
  end: number
}

/** The events of all topics: one table per partition. Offsets begin at 1 and have gaps only where damaged events were lost. */
export interface Partitions {
  /** How many partitions the topic has. The first call for a topic creates it with as many as `wanted`. */
  count(topic: string, wanted: number): number
  /** Every topic with its number of partitions. */
  all(): { name: string; partitions: number }[]
  /** Returns the offset after the last row. Call it within a transaction. */
  append(topic: string, partition: number, rows: readonly Row[]): number
  read(at: { topic: string; partition: number; from: number; limit: number }): RawEvent[]
  /** The first offset stored, the last one (0: none), and the next one to be used. */
  ends(topic: string, partition: number): Ends
  /** Deletes up to 1,000 of the oldest rows: those with an offset below `until` written before `before` (epoch ms). Returns how many. */
  trim(at: { topic: string; partition: number; until: number; before: number }): number
}

export function openPartitions(db: Database): Partitions {
  const counts = new Map<string, number>()
  const floors = floorsOf(db)
  const statements = new Map<string, ReturnType<typeof prepare>>()

  function of(topic: string, partition: number) {
    const name = tableOf(topic, partition)
    const found = statements.get(name) ?? prepare(db, name)
    statements.set(name, found)
    return found
  }

  function ends(topic: string, partition: number): Ends {
    const name = tableOf(topic, partition)
    const row = of(topic, partition).ends.get() as { first: number | null; last: number | null }
    const floor = floors.get(name) ?? 1
    return { first: row.first ?? floor, last: row.last ?? 0, end: Math.max((row.last ?? 0) + 1, floor) }
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
      let { end } = ends(topic, partition)
      for (const { key, value, traceparent } of rows) {
        insert.run(end, key, value, at, sumOf({ topic, partition, offset: end, key, value }), traceparent || null)
        end++
      }
      return end
    },
    read({ topic, partition, from, limit }) {
      const rows = of(topic, partition).read.all(from, limit) as unknown as StoredRow[]
      return rows.map((row) => toRaw(row, { topic, partition }))
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

function toRaw(
  { offset, crc, traceparent, ...row }: StoredRow,
  { topic, partition }: { topic: string; partition: number },
): RawEvent {
  const fault = faultOf({ topic, partition, offset, ...row }, crc)
  const traced = traceparent === null ? row : { ...row, traceparent }
  return { partition, offset: String(offset), ...traced, ...(fault !== undefined && { fault }) }
}

function prepare(db: Database, table: string) {
  addColumns(db, table)
  return {
    insert: db.prepare(`INSERT INTO ${table} (offset, key, value, at, crc, traceparent) VALUES (?, ?, ?, ?, ?, ?)`),
    read: db.prepare(
      `SELECT offset, key, value, at, crc, traceparent FROM ${table} WHERE offset >= ? ORDER BY offset LIMIT ?`,
    ),
    // Two selects: for a min and a max in one select SQLite reads the whole table.
    ends: db.prepare(`SELECT (SELECT min(offset) FROM ${table}) first, (SELECT max(offset) FROM ${table}) last`),
    oldest: db.prepare(`SELECT offset, at FROM ${table} WHERE offset < ? ORDER BY offset LIMIT 1000`),
    trim: db.prepare(`DELETE FROM ${table} WHERE offset <= ?`),
  }
}

/** An event that is replaced, as by an erasure, has no checksum unless it gets a new one. */
const forgetSum = (table: string) => `
  CREATE TRIGGER IF NOT EXISTS ${table.slice(0, -1)} changed" AFTER UPDATE OF value ON ${table} WHEN NEW.crc IS OLD.crc
  BEGIN UPDATE ${table} SET crc = NULL WHERE offset = NEW.offset; END`

/** Adds the columns that earlier versions did not have: they stored no checksums, and no traces. */
export function addColumns(db: Database, table: string): void {
  const name = table.slice(1, -1).replaceAll('""', '"')
  const has = (column: string) =>
    db.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(name, column) !== undefined
  const add = () => {
    if (!has('crc')) db.exec(`ALTER TABLE ${table} ADD COLUMN crc INTEGER; ${forgetSum(table)}`)
    if (!has('traceparent')) db.exec(`ALTER TABLE ${table} ADD COLUMN traceparent TEXT`)
  }
  if (has('crc') && has('traceparent')) return
  if (db.isTransaction) add()
  else transaction(db, add)
}

/** The least offsets that may be used, by table: those below belonged to events that were lost. */
function floorsOf(db: Database): ReadonlyMap<string, number> {
  const rows = db.prepare('SELECT topic, partition, next FROM floors').all() as {
    topic: string
    partition: number
    next: number
  }[]
  return new Map(rows.map(({ topic, partition, next }) => [tableOf(topic, partition), next]))
}

/** Returns how many partitions the topic has. */
export function createTopic(db: Database, topic: string, wanted: number): number {
  return transaction(db, () => {
    db.prepare('INSERT OR IGNORE INTO topics (name, partitions) VALUES (?, ?)').run(topic, wanted)
    const { partitions } = db.prepare('SELECT partitions FROM topics WHERE name = ?').get(topic) as {
      partitions: number
    }
    for (let partition = 0; partition < partitions; partition++) {
      const columns =
        'offset INTEGER PRIMARY KEY, key TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL, crc INTEGER, traceparent TEXT'
      db.exec(`CREATE TABLE IF NOT EXISTS ${tableOf(topic, partition)} (${columns})`)
      db.exec(forgetSum(tableOf(topic, partition)))
    }
    return partitions
  })
}

/** Quoted, for a statement. */
export function tableOf(topic: string, partition: number): string {
  return `"${topic.replaceAll('"', '""')}/${partition}"`
}
