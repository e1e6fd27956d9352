import { openDeadLetters } from './dead-letters.ts'
import { transaction, type Database } from './database.ts'
import { partitionOf } from './partition-of.ts'
import { createTopic, tableOf } from './partitions.ts'
import type { LogPositions } from './positions-file.ts'
import { faultOf } from './record-sum.ts'
import { openPageFile } from './salvage/page-file.ts'
import { readTables, type DamagedFile } from './salvage/read-tables.ts'
import type { StoredRow } from './salvage/record.ts'

const rowsAtOnce = 10_000

/** Copies every readable event, commit and dead letter of a damaged log into a new one. Returns the number of events. */
export function copyReadable(file: string, db: Database, positions: LogPositions): number {
  const pages = openPageFile(file)
  try {
    const damaged = readTables(pages)
    const topics = topicsOf(damaged, positions)
    for (const [name, partitions] of topics) createTopic(db, name, partitions)
    copyCommits(damaged, db, positions)
    copyDeadLetters(damaged, db)
    copyFloors(damaged, db)
    const events = copyEvents(db, topics)
    for (const [topic, partitions] of topics)
      for (let partition = 0; partition < partitions; partition++)
        events.copy(damaged.rows(`${topic}/${partition}`), { topic, partition })
    events.copy(damaged.orphans())
    return count(db, topics)
  } finally {
    pages.close()
  }
}

/** The partitions of each topic, from whatever still names it. */
function topicsOf(damaged: DamagedFile, positions: LogPositions): Map<string, number> {
  const topics = new Map<string, number>()
  const add = (name: string, partitions: number) => topics.set(name, Math.max(partitions, topics.get(name) ?? 0))
  for (const { values } of damaged.rows('topics')) {
    const [name, partitions] = values
    if (typeof name === 'string' && typeof partitions === 'number') add(name, partitions)
  }
  for (const table of damaged.tables()) {
    const [, name, partition] = /^(.+)\/(\d+)$/.exec(table) ?? []
    if (name !== undefined) add(name, Number(partition) + 1)
  }
  for (const { topic, partition } of positions.partitions) add(topic, partition + 1)
  return topics
}

function copyCommits(damaged: DamagedFile, db: Database, { commits }: LogPositions): void {
  const rows = [...damaged.rows('commits')].flatMap(({ values: [topic, group, partition, next] }) =>
    isText(topic) && isText(group) && isCount(partition) && isCount(next) ? [{ topic, group, partition, next }] : [],
  )
  mergeCommits(db, [...rows, ...commits])
}

/** Commits only grow: an earlier one delivers some events again, a missing one all of them. */
export function mergeCommits(db: Database, commits: LogPositions['commits']): void {
  const insert = db.prepare(
    `INSERT INTO commits (topic, grp, partition, next) VALUES (?, ?, ?, ?)
     ON CONFLICT (topic, grp, partition) DO UPDATE SET next = max(next, excluded.next)`,
  )
  transaction(db, () => {
    for (const { topic, group, partition, next } of commits) insert.run(topic, group, partition, next)
  })
}

function copyDeadLetters(damaged: DamagedFile, db: Database): void {
  const deadLetters = openDeadLetters(db)
  transaction(db, () => {
    for (const { values } of damaged.rows('dead_letters')) {
      const [topic, group, partition, offset, key, event, reason, at] = values
      if (!isText(topic) || !isText(group) || !isCount(partition) || !isCount(offset)) continue
      if (!isText(key) || !isText(event) || !isText(reason) || !isCount(at)) continue
      deadLetters.add({ topic, group, partition, offset: String(offset), key, event: parsed(event), reason, at })
    }
  })
}

function copyFloors(damaged: DamagedFile, db: Database): void {
  const insert = db.prepare('REPLACE INTO floors (topic, partition, next) VALUES (?, ?, ?)')
  for (const { values } of damaged.rows('floors')) {
    const [topic, partition, next] = values
    if (isText(topic) && isCount(partition) && isCount(next)) insert.run(topic, partition, next)
  }
}

interface Place {
  topic: string
  partition: number
}

function copyEvents(db: Database, topics: ReadonlyMap<string, number>) {
  const inserts = new Map<string, ReturnType<Database['prepare']>>()
  const places = [...topics].flatMap(([topic, partitions]) =>
    Array.from({ length: partitions }, (_, partition): Place => ({ topic, partition })),
  )

  function insertOf({ topic, partition }: Place) {
    const table = tableOf(topic, partition)
    const sql = `INSERT OR IGNORE INTO ${table} (offset, key, value, at, crc, traceparent) VALUES (?, ?, ?, ?, ?, ?)`
    const insert = inserts.get(table) ?? db.prepare(sql)
    inserts.set(table, insert)
    return insert
  }

  /** Where the row belongs. Its checksum decides; without one, its key must fit the table that led to it. */
  function placeOf(row: EventRow, expected: Place | undefined): Place | undefined {
    const fits = (place: Place) => faultOf({ ...place, ...row }, row.crc) === undefined
    if (row.crc !== null) {
      const found = expected && fits(expected) ? expected : places.find(fits)
      if (found) return found
    }
    // A damaged row goes along where its place is plain: its readers make it a dead letter, so that it is not lost silently.
    return expected && partitionOf(row.key, topics.get(expected.topic)!) === expected.partition ? expected : undefined
  }

  function one(stored: StoredRow, expected: Place | undefined): void {
    const row = eventRow(stored)
    const place = row && placeOf(row, expected)
    if (row && place) insertOf(place).run(row.offset, row.key, row.value, row.at, row.crc, row.traceparent)
  }

  /** False when there are no more. */
  function some(rows: Iterator<StoredRow, unknown>, expected: Place | undefined): boolean {
    for (let n = 0; n < rowsAtOnce; n++) {
      const next = rows.next()
      if (next.done === true) return false
      one(next.value, expected)
    }
    return true
  }

  return {
    copy(rows: Iterator<StoredRow, unknown>, expected?: Place): void {
      while (transaction(db, () => some(rows, expected))) continue
    },
  }
}

interface EventRow {
  offset: number
  key: string
  value: string
  at: number
  crc: number | null
  traceparent: string | null
}

function eventRow({ rowid, values }: StoredRow): EventRow | undefined {
  const [, key, value, at, crc = null, traceparent = null] = values
  if (values[0] !== null || !isCount(rowid) || rowid < 1 || !isText(key) || !isText(value) || !isCount(at))
    return undefined
  return {
    offset: rowid,
    key,
    value,
    at,
    crc: isCount(crc) ? crc : null,
    traceparent: isText(traceparent) ? traceparent : null,
  }
}

function count(db: Database, topics: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const [topic, partitions] of topics)
    for (let p = 0; p < partitions; p++)
      sum += (db.prepare(`SELECT count(*) AS n FROM ${tableOf(topic, p)}`).get() as { n: number }).n
  return sum
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

function parsed(event: string): unknown {
  try {
    return JSON.parse(event)
  } catch {
    return event
  }
}
