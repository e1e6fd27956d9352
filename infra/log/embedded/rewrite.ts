import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import type { EventLog, Rewritten } from '../event-log.ts'
import { transaction, type Database } from './database.ts'
import { isFault } from '../dead-letter.ts'
import { addColumns, tableOf } from './partitions.ts'
import { faultOf, sumOf } from './record-sum.ts'

type Replace = Parameters<EventLog['rewrite']>[0]
interface Row {
  id: number
  key: string
  value: string
  /** The length of the value in the file: of damaged text it is another one. */
  bytes: number
  /** Of an event. */
  crc: number | null
  /** Of a dead letter. */
  reason: string
}
/** A table that holds events. */
interface Place {
  /** Under which name its events are counted. */
  name: string
  topic: (row: Row) => string
  select: string
  update: string
  /** Why the event cannot be what was published, or cannot be read. */
  fault: (row: Row) => string | undefined
  /** What the update needs besides the id and the value. */
  more: (row: Row) => number[]
}

const atOnce = 500
const deadLetters = 'dead letters'

/**
 * Replaces events in place, 500 rows to a transaction; publishers and readers run in between. A new value is padded with spaces to the length
 * of the old one, so SQLite overwrites it where it stands and no page keeps a copy. At last the write-ahead log is emptied.
 * @throws Error when another process reads the log for more than ten seconds without a pause
 */
export async function rewriteEvents(db: Database, replace: Replace, dryRun: boolean): Promise<Rewritten> {
  const counts = new Map<string, number>()
  for (const place of placesOf(db)) {
    const count = await rewritePlace(db, place, { replace, dryRun })
    if (count > 0) counts.set(place.name, (counts.get(place.name) ?? 0) + count)
  }
  if (!dryRun && counts.size > 0) await emptyWal(db)
  return { counts, keptForMs: 0 }
}

function placesOf(db: Database): Place[] {
  const topics = db.prepare('SELECT name, partitions FROM topics').all() as { name: string; partitions: number }[]
  const partitions = topics.flatMap(({ name, partitions }) =>
    Array.from({ length: partitions }, (_, partition): Place => {
      const table = tableOf(name, partition)
      const recordOf = ({ id, key, value }: Row) => ({ topic: name, partition, offset: id, key, value })
      addColumns(db, table)
      return {
        name,
        topic: () => name,
        fault: (row) => faultOf(recordOf(row), row.crc),
        select: `SELECT offset AS id, ${asText('key')}, ${asText('value')}, ${bytesOf('value')}, crc FROM ${table} WHERE offset > ? ORDER BY offset LIMIT ${atOnce}`,
        update: `UPDATE ${table} SET value = ?2, crc = ?3 WHERE offset = ?1`,
        more: (row) => [sumOf(recordOf(row))],
      }
    }),
  )
  return [...partitions, deadLetterPlace]
}

/** A damaged record may say that its text is none. */
const asText = (column: string, as = column) => `coalesce(CAST(${column} AS TEXT), '') AS ${as}`
const bytesOf = (column: string) => `length(CAST(${column} AS BLOB)) AS bytes`

const deadLetterPlace: Place = {
  name: deadLetters,
  topic: (row) => (row as Row & { topic: string }).topic,
  fault: ({ reason }) => (isFault(reason) ? reason : undefined),
  select: `SELECT rowid AS id, ${asText('topic')}, ${asText('key')}, ${asText('event', 'value')}, ${bytesOf('event')}, ${asText('reason')} FROM dead_letters WHERE rowid > ? ORDER BY rowid LIMIT ${atOnce}`,
  // The reason may quote the event.
  more: () => [],
  update: `UPDATE dead_letters SET event = ?2, reason = substr('erased' || printf('%*s', length(CAST(reason AS BLOB)), ''), 1, max(6, length(CAST(reason AS BLOB)))) WHERE rowid = ?1`,
}

async function rewritePlace(
  db: Database,
  { topic, fault, select, update, more }: Place,
  { replace, dryRun }: { replace: Replace; dryRun: boolean },
): Promise<number> {
  const [page, write] = [db.prepare(select), db.prepare(update)]
  let count = 0
  for (let after = 0; ; await turn()) {
    const rows = page.all(after) as unknown as Row[]
    const changed = rows.flatMap((row) => {
      const { key } = row
      const wrong = fault(row)
      const value = replace({ topic: topic(row), key, value: row.value, ...(wrong !== undefined && { fault: wrong }) })
      return value === undefined ? [] : [{ ...row, value: padded(value, row.bytes) }]
    })
    if (!dryRun && changed.length > 0)
      transaction(db, () => {
        for (const row of changed) write.run(row.id, row.value, ...more(row))
      })
    count += changed.length
    if (rows.length < atOnce) return count
    after = rows.at(-1)!.id
  }
}

/** Spaces after JSON mean nothing. */
const padded = (value: string, bytes: number): string =>
  value + ' '.repeat(Math.max(0, bytes - Buffer.byteLength(value)))

const tries = 200

/** Copies the write-ahead log into the file and truncates it. */
async function emptyWal(db: Database): Promise<void> {
  for (let tried = 0; tried < tries; tried++) {
    const { busy } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number }
    if (busy === 0) return
    await pause(50)
  }
  throw new Error('the write-ahead log of the event log could not be emptied, because another process reads it')
}
