import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../logger.ts'
import { toDeadLetter, type StoredDeadLetter } from '../dead-letter.ts'
import { deliverTo } from '../deliver.ts'
import { openEvents, type Row } from './events.ts'
import { openFile, transaction, type Database } from './database.ts'
import { openLeases } from './leases.ts'
import { startMember } from './member.ts'
import type { EventLog, Positions, Topic } from '../event-log.ts'
import { takeTurns } from './fair-turn.ts'
import { groupCommit } from '../group-commit.ts'
import { partitionOf } from './partition-of.ts'
import { openWakeUps } from './wake-ups.ts'
import type { Stop } from '../../stop.ts'

const keptMs = 7 * 24 * 3_600_000

interface Publication {
  topic: string
  rows: (Row & { partition: number })[]
}

/**
 * The log in one SQLite file, for any number of processes of one machine. An event is on the disk when `publish`
 * resolves; other processes see it within 25 ms. What every group has committed is kept for 7 days.
 */
export async function openEmbeddedLog({ file, logger }: { file: string; logger: Logger }): Promise<EventLog> {
  const db = await openFile(file)
  const events = openEvents(db)
  const letters = openLetters(db)
  const wakeUps = openWakeUps(db)
  const inTurn = takeTurns(db)
  const members = new Set<Stop>()
  const closing = new AbortController()

  const writer = groupCommit(
    async (publications: Publication[]) => {
      const ends = await inTurn(() => transaction(db, () => publications.map(append)))
      wakeUps.wake()
      return ends
    },
    { weight: ({ rows }) => rows.length, limit: 5_000 },
  )

  function append({ topic, rows }: Publication): Positions {
    const byPartition = [...Map.groupBy(rows, ({ partition }) => partition)]
    const ends = byPartition.map(([partition, some]) => [partition, events.append(topic, partition, some)])
    return { topic, ends: Object.fromEntries(ends) }
  }

  function toPublication<T>(topic: Topic<T>, batch: readonly T[]): Publication {
    const partitions = events.partitions(topic.name, topic.partitions)
    const rows = batch.map((event) => {
      const key = topic.key(event)
      return { partition: partitionOf(key, partitions), key, value: JSON.stringify(event) }
    })
    return { topic: topic.name, rows }
  }

  const subscribe: EventLog['subscribe'] = async (topic, group, handle, options = {}) => {
    const partitions = events.partitions(topic.name, topic.partitions)
    const here = { topic: topic.name, group }
    const deliver = deliverTo({ topic, group, handle, storeDeadLetter: async (letter) => letters.add(letter), logger })
    const stop = await startMember({
      leases: openLeases(db, { ...here, partitions }),
      reading: (partition, member) => ({
        next: () => events.next(topic.name, group, partition),
        read: (from) => events.read({ topic: topic.name, partition, from, limit: options.batch ?? 500 }),
        commit: (next) => events.commit({ ...here, partition, next, member }),
        changed: wakeUps.changed,
        deliver,
      }),
      owner: options.owner,
      onStopped: options.onStopped ?? (() => undefined),
      logger: logger.child(here),
    })
    members.add(stop)
    return stop
  }

  async function trim(): Promise<void> {
    try {
      const rows = await events.trim(Date.now() - keptMs)
      if (rows > 0) logger.info({ rows }, 'old events were trimmed from the log')
    } catch (error) {
      if (!closing.signal.aborted) logger.error({ err: error }, 'the log could not be trimmed')
    }
  }

  const trimming = setInterval(() => void trim(), 3_600_000).unref()
  void trim()

  return {
    subscribe,
    async publish(topic, batch) {
      closing.signal.throwIfAborted()
      if (batch.length === 0) return { topic: topic.name, ends: {} }
      return writer.add(toPublication(topic, batch))
    },
    async reached(group, { topic, ends }, signal) {
      const either = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])
      for (;;) {
        either.throwIfAborted()
        const committed = events.committed(topic, group)
        if (Object.entries(ends).every(([partition, end]) => (committed.get(Number(partition)) ?? 1) >= end)) return
        await sleep(25, undefined, { signal: either })
      }
    },
    async lag(topic, group) {
      return events.lag(topic.name, group, topic.partitions)
    },
    async deadLetters(limit) {
      return letters.newest(limit).map(toDeadLetter)
    },
    async check() {
      transaction(db, () => db.prepare('REPLACE INTO checks (id, at) VALUES (1, ?)').run(Date.now()))
    },
    async close() {
      if (closing.signal.aborted) return
      closing.abort(new Error('the log is closed'))
      clearInterval(trimming)
      await Promise.all([...members].map((stop) => stop()))
      await writer.idle()
      wakeUps.close()
      db.close()
    },
  }
}

function openLetters(db: Database): { add(letter: StoredDeadLetter): void; newest(limit: number): StoredDeadLetter[] } {
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
