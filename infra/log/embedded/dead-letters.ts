import { setImmediate as turn } from 'node:timers/promises'
import type { StoredDeadLetter } from '../dead-letter.ts'
import type { Database } from './database.ts'

export interface DeadLetters {
  add(deadLetter: StoredDeadLetter): void
  newest(limit: number): StoredDeadLetter[]
  /** Deletes those that were added before `before` (epoch ms), and resolves to their number. */
  trim(before: number): Promise<number>
}

const atOnce = 1_000

export function openDeadLetters(db: Database): DeadLetters {
  const insert = db.prepare('REPLACE INTO dead_letters VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const newest = db.prepare('SELECT *, rowid FROM dead_letters ORDER BY at DESC, rowid DESC LIMIT ?')
  const remove = db.prepare(
    `DELETE FROM dead_letters WHERE rowid IN (SELECT rowid FROM dead_letters WHERE at < ? ORDER BY at LIMIT ${atOnce})`,
  )
  return {
    add({ topic, group, partition, offset, key, event, reason, at }) {
      insert.run(topic, group, partition, Number(offset), key, JSON.stringify(event), reason, at)
    },
    newest(limit) {
      const rows = newest.all(limit) as unknown as (Omit<StoredDeadLetter, 'offset'> & {
        grp: string
        offset: number
        event: string
      })[]
      return rows.map(({ topic, grp, partition, offset, key, event, reason, at }) => {
        return { topic, group: grp, partition, offset: String(offset), key, event: JSON.parse(event), reason, at }
      })
    },
    async trim(before) {
      let trimmed = 0
      // Publishers and readers run in between.
      for (let count = 1; count > 0; await turn()) trimmed += count = Number(remove.run(before).changes)
      return trimmed
    },
  }
}
