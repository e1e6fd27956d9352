import { setImmediate as turn } from 'node:timers/promises'
import { unsynced, type Database } from './database.ts'
import { openPartitions, type Partitions } from './partitions.ts'
import type { LogPositions } from './positions-file.ts'

/** Events and commits in the file. A commit is the next offset to deliver. */
export interface Events extends Pick<Partitions, 'append' | 'read'> {
  /** How many partitions the topic has. The first call for a topic creates it with as many as `wanted`. */
  partitions: Partitions['count']
  /** The next offset to deliver to the group, past what was trimmed. */
  next(topic: string, group: string, partition: number): number
  /** Commits for the group and returns true. Returns false, and changes nothing, if another member holds the partition now. */
  commit(at: { topic: string; group: string; partition: number; next: number; member: number }): boolean
  committed(topic: string, group: string): Map<number, number>
  lag(topic: string, group: string, wanted: number): number
  /** The ends of every partition of every topic. */
  ends(): LogPositions['partitions']
  /** Deletes rows written before `before` (epoch ms) that every group of the topic has committed. Keeps the last row. Returns how many. */
  trim(before: number): Promise<number>
}

export function openEvents(db: Database): Events {
  const stored = openPartitions(db)
  const commitRow = db.prepare(`
    INSERT INTO commits (topic, grp, partition, next) SELECT ?1, ?2, ?3, ?4
    WHERE EXISTS (SELECT 1 FROM holders WHERE topic = ?1 AND grp = ?2 AND partition = ?3 AND member = ?5)
    ON CONFLICT (topic, grp, partition) DO UPDATE SET next = excluded.next`)
  const committedRow = db.prepare('SELECT next FROM commits WHERE topic = ? AND grp = ? AND partition = ?')
  const committedRows = db.prepare('SELECT partition, next FROM commits WHERE topic = ? AND grp = ?')
  const groupsOf = db.prepare('SELECT DISTINCT grp FROM commits WHERE topic = ?')

  function next(topic: string, group: string, partition: number): number {
    const row = committedRow.get(topic, group, partition) as { next: number } | undefined
    const { first, last, end } = stored.ends(topic, partition)
    const next = Math.max(row?.next ?? 1, first)
    // Behind the last row there may be offsets of events that were lost.
    return next > last ? Math.max(next, end) : next
  }

  function trimPartition(topic: string, partition: number, before: number): number {
    const groups = groupsOf.all(topic) as { grp: string }[]
    if (groups.length === 0) return 0
    // The last row stays. Otherwise SQLite would reuse its offset, and a group would miss the event that gets it.
    const lastRow = stored.ends(topic, partition).last
    const until = Math.min(lastRow, ...groups.map(({ grp }) => next(topic, grp, partition)))
    return stored.trim({ topic, partition, until, before })
  }

  return {
    partitions: stored.count,
    append: stored.append,
    read: stored.read,
    next,
    commit({ topic, group, partition, next, member }) {
      return unsynced(db, () => commitRow.run(topic, group, partition, next, member).changes === 1)
    },
    committed(topic, group) {
      const rows = committedRows.all(topic, group) as { partition: number; next: number }[]
      return new Map(rows.map(({ partition, next }) => [partition, next]))
    },
    lag(topic, group, wanted) {
      let lag = 0
      for (let partition = 0; partition < stored.count(topic, wanted); partition++) {
        lag += stored.ends(topic, partition).end - next(topic, group, partition)
      }
      return lag
    },
    ends: () => endsOf(stored),
    async trim(before) {
      let trimmed = 0
      for (const { name, partitions } of stored.all()) {
        for (let partition = 0; partition < partitions; partition++) {
          // A thousand rows at a time; publishers and readers run in between.
          for (let count = 1; count > 0; await turn()) trimmed += count = trimPartition(name, partition, before)
        }
      }
      return trimmed
    },
  }
}

const endsOf = (stored: Partitions): LogPositions['partitions'] =>
  stored.all().flatMap(({ name: topic, partitions }) =>
    Array.from({ length: partitions }, (_, partition) => {
      const { first, end } = stored.ends(topic, partition)
      return { topic, partition, first, end }
    }),
  )
