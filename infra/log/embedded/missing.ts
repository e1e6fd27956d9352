import { transaction, type Database } from './database.ts'
import type { LogPositions } from './positions-file.ts'
import { tableOf } from './partitions.ts'

/** Acknowledged events of a partition that are gone. */
export interface Missing {
  topic: string
  partition: number
  count: number
  /** First and last offset of each run, at most 100 runs. */
  offsets: [number, number][]
  /** How many of them each group had not handled. Groups that had handled all are left out. */
  unhandled: Record<string, number>
}

interface Partition {
  topic: string
  partition: number
  table: string
  /** The offset after the last one that was ever used, as far as anything knows. */
  end: number
  first: number | undefined
}

/** What the log once had and has no more. With `atEndOnly`, only after its last event. */
export function missingOffsets(db: Database, positions: LogPositions, { atEndOnly = false } = {}): Missing[] {
  return partitionsOf(db, positions).flatMap(({ topic, partition, table, end, first }) => {
    // Two selects: for a min and a max in one select SQLite reads the whole table.
    const ends = `SELECT (SELECT min(offset) FROM ${table}) low, (SELECT max(offset) FROM ${table}) high`
    const { low, high } = db.prepare(ends).get() as {
      low: number | null
      high: number | null
    }
    const from = first ?? low ?? 1
    const runs: [number, number][] = []
    if (!atEndOnly && low !== null && from < low) runs.push([from, low - 1])
    if (!atEndOnly) runs.push(...gapsIn(db, table))
    const rest = high === null ? from : high + 1
    if (rest < end) runs.push([rest, end - 1])
    if (runs.length === 0) return []
    const commits = commitsOf(db, topic).filter((commit) => commit.partition === partition)
    const unhandled = commits.flatMap(({ grp, next }): [string, number][] => {
      const count = countOf(runs.map(([a, b]) => [Math.max(a, next), b]))
      return count === 0 ? [] : [[grp, count]]
    })
    if (commits.length === 0) unhandled.push(['any group', countOf(runs)])
    const offsets = runs.slice(0, 100)
    return [{ topic, partition, count: countOf(runs), offsets, unhandled: Object.fromEntries(unhandled) }]
  })
}

/** Lets no offset be used again, and no group wait for events that are gone. */
export function closeGaps(db: Database, positions: LogPositions): void {
  const floor = db.prepare('REPLACE INTO floors (topic, partition, next) VALUES (?, ?, ?)')
  transaction(db, () => {
    for (const { topic, partition, table, end } of partitionsOf(db, positions)) {
      floor.run(topic, partition, end)
      db.prepare(
        `UPDATE commits SET next = coalesce((SELECT min(offset) FROM ${table} WHERE offset >= next), ?3)
         WHERE topic = ?1 AND partition = ?2`,
      ).run(topic, partition, end)
    }
  })
}

/** What is lost and what to do about it, in a sentence or two. */
export function sentenceOf(missing: readonly Missing[]): string {
  if (missing.length === 0) return 'No event is known to be lost.'
  const each = missing.map(({ topic, partition, count, offsets, unhandled }) => {
    const runs = offsets.slice(0, 5).map(([a, b]) => (a === b ? `${a}` : `${a}–${b}`))
    const more = offsets.length > 5 ? ' …' : ''
    const open = Object.entries(unhandled).map(([group, n]) => `${n} not yet handled by ${group}`)
    return `${topic}/${partition}: ${count} (offsets ${runs.join(', ')}${more}; ${open.length > 0 ? open.join(', ') : 'every group had handled them'})`
  })
  const total = missing.reduce((sum, { count }) => sum + count, 0)
  return `${total} acknowledged events are lost: ${each.join('; ')}. Those not yet handled come back from a backup (\`groundswell restore\`), or when their sources are read again (\`groundswell import\`).`
}

function partitionsOf(db: Database, positions: LogPositions): Partition[] {
  const topics = db.prepare('SELECT name, partitions FROM topics').all() as { name: string; partitions: number }[]
  const floors = db.prepare('SELECT next FROM floors WHERE topic = ? AND partition = ?')
  return topics.flatMap(({ name: topic, partitions }) =>
    Array.from({ length: partitions }, (_, partition) => {
      const table = tableOf(topic, partition)
      const known = positions.partitions.find((each) => each.topic === topic && each.partition === partition)
      const { last } = db.prepare(`SELECT max(offset) last FROM ${table}`).get() as { last: number | null }
      const floor = floors.get(topic, partition) as { next: number } | undefined
      const commits = commitsOf(db, topic).filter((commit) => commit.partition === partition)
      const end = Math.max((last ?? 0) + 1, known?.end ?? 1, floor?.next ?? 1, ...commits.map(({ next }) => next))
      return { topic, partition, table, end, first: known?.first }
    }),
  )
}

function gapsIn(db: Database, table: string): [number, number][] {
  const rows = db
    .prepare(
      `SELECT before + 1 AS a, offset - 1 AS b FROM (SELECT offset, lag(offset) OVER (ORDER BY offset) AS before FROM ${table})
       WHERE before < offset - 1`,
    )
    .all() as { a: number; b: number }[]
  return rows.map(({ a, b }) => [a, b])
}

const commitsOf = (db: Database, topic: string) =>
  db.prepare('SELECT grp, partition, next FROM commits WHERE topic = ?').all(topic) as {
    grp: string
    partition: number
    next: number
  }[]

const countOf = (runs: readonly [number, number][]) => runs.reduce((sum, [a, b]) => sum + Math.max(0, b - a + 1), 0)
