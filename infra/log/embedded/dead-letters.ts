import type { StoredDeadLetter } from '../dead-letter.ts'
import type { Database } from './database.ts'

export function openDeadLetters(db: Database): {
  add(deadLetter: StoredDeadLetter): void
  newest(limit: number): StoredDeadLetter[]
} {
  const insert = db.prepare('REPLACE INTO dead_letters VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const newest = db.prepare('SELECT *, rowid FROM dead_letters ORDER BY at DESC, rowid DESC LIMIT ?')
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
  }
}
