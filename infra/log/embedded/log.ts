import type { Logger } from '../../logger.ts'
import type { Stop } from '../../stop.ts'
import { toDeadLetter, type StoredDeadLetter } from '../dead-letter.ts'
import { deliverTo } from '../deliver.ts'
import type { EventLog } from '../event-log.ts'
import { untilCommitted } from '../until-committed.ts'
import { openFile, transaction, type Database } from './database.ts'
import { openDeadLetters } from './dead-letters.ts'
import { openEvents, type Events } from './events.ts'
import { openLeases } from './leases.ts'
import { startMember } from './member.ts'
import { openWakeUps } from './wake-ups.ts'
import { openWriter } from './writer.ts'

const keptMs = 7 * 24 * 3_600_000

/**
 * The log in one SQLite file, for any number of processes on one machine. An event is on disk when `publish` resolves;
 * other processes see it within 25 ms. Events that every group has committed are kept for 7 days.
 */
export async function openEmbeddedLog({ file, logger }: { file: string; logger: Logger }): Promise<EventLog> {
  const db = await openFile(file)
  const events = openEvents(db)
  const deadLetters = openDeadLetters(db)
  const wakeUps = openWakeUps(db)
  const writer = openWriter(db, events, wakeUps.wake)
  const members = openMembers({ db, events, deadLetters, wakeUps, logger })
  const closing = new AbortController()
  const stopTrimming = startTrimming(events, logger, closing.signal)

  return {
    subscribe: members.subscribe,
    async publish(topic, batch) {
      closing.signal.throwIfAborted()
      return writer.publish(topic, batch)
    },
    async reached(group, positions, signal) {
      await untilCommitted(positions, {
        committed: () => events.committed(positions.topic, group),
        first: 1,
        everyMs: 25,
        signal: AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]),
      })
    },
    async lag(topic, group) {
      return events.lag(topic.name, group, topic.partitions)
    },
    async deadLetters(limit) {
      return deadLetters.newest(limit).map(toDeadLetter)
    },
    async check() {
      transaction(db, () => db.prepare('REPLACE INTO checks (id, at) VALUES (1, ?)').run(Date.now()))
    },
    async close() {
      if (closing.signal.aborted) return
      closing.abort(new Error('the log is closed'))
      stopTrimming()
      await members.stop()
      await writer.idle()
      wakeUps.close()
      db.close()
    },
  }
}

interface MembersDeps {
  db: Database
  events: Events
  deadLetters: ReturnType<typeof openDeadLetters>
  wakeUps: ReturnType<typeof openWakeUps>
  logger: Logger
}

/** The members of groups in this process. */
function openMembers({ db, events, deadLetters, wakeUps, logger }: MembersDeps): {
  subscribe: EventLog['subscribe']
  stop: Stop
} {
  const members = new Set<Stop>()
  return {
    async subscribe(topic, group, handle, options = {}) {
      const partitions = events.partitions(topic.name, topic.partitions)
      const here = { topic: topic.name, group }
      const storeDeadLetter = async (deadLetter: StoredDeadLetter) => deadLetters.add(deadLetter)
      const deliver = deliverTo({ topic, group, handle, storeDeadLetter, logger })
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
    },
    async stop() {
      await Promise.all([...members].map((stop) => stop()))
    },
  }
}

/** Trims the log now and every hour. */
function startTrimming(events: Events, logger: Logger, closing: AbortSignal): () => void {
  async function trim(): Promise<void> {
    try {
      const rows = await events.trim(Date.now() - keptMs)
      if (rows > 0) logger.info({ rows }, 'old events were trimmed from the log')
    } catch (error) {
      if (!closing.aborted) logger.error({ err: error }, 'the log could not be trimmed')
    }
  }
  const timer = setInterval(() => void trim(), 3_600_000).unref()
  void trim()
  return () => clearInterval(timer)
}
