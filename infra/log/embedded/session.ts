import { existsSync } from 'node:fs'
import type { Logger } from '../../logger.ts'
import type { Stop } from '../../stop.ts'
import { toDeadLetter, type StoredDeadLetter } from '../dead-letter.ts'
import { deliverTo } from '../deliver.ts'
import type { EventLog } from '../event-log.ts'
import { openGroupHealth, recordedEnds } from '../group-health.ts'
import { untilCommitted } from '../until-committed.ts'
import { openFile, transaction, type Database } from './database.ts'
import { openDeadLetters, type DeadLetters } from './dead-letters.ts'
import { openEvents, type Events } from './events.ts'
import { useLog, type InUse } from './in-use.ts'
import { openLeases } from './leases.ts'
import { startMember } from './member.ts'
import { recover, suspectedOf } from './recover.ts'
import { rewriteEvents } from './rewrite.ts'
import { trackPositions } from './track-positions.ts'
import { openWakeUps } from './wake-ups.ts'
import { openWriter } from './writer.ts'

/** Events that every group has committed, and dead letters, as in the topics of Kafka. */
const keptMs = 7 * 24 * 3_600_000

export interface SessionOptions {
  file: string
  logger: Logger
  /** Called with every error of work that nobody waits for. */
  onError: (error: unknown) => void
  /** Called when another process has found the file damaged and waits for this one to close it. */
  onSuspected: () => void
}

/** The log on an open file, which is mended first when no other process uses it and it is damaged. */
export async function openSession({ file, logger, onError, onSuspected }: SessionOptions): Promise<EventLog> {
  const { db, use } = await openSound(file, logger)
  const events = openEvents(db)
  const deadLetters = openDeadLetters(db)
  const wakeUps = openWakeUps(db, onError)
  const writer = openWriter(db, events, wakeUps.wake)
  const health = openGroupHealth()
  const members = openMembers({ db, events, deadLetters, wakeUps, health, logger, onError })
  const closing = new AbortController()
  const stopTrimming = startTrimming({ events, deadLetters }, { logger, onError, closing: closing.signal })
  const stopTracking = trackPositions({ file, db, events, logger, onError, onSuspected })

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
    async committed(topic, group) {
      return sum(events.committed(topic.name, group).values())
    },
    groups: health.list,
    rewrite: (replace, { dryRun = false } = {}) => rewriteEvents(db, replace, dryRun),
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
      stopTracking()
      db.close()
      use.release()
    },
  }
}

async function openSound(file: string, logger: Logger): Promise<{ db: Database; use: InUse }> {
  const use = await useLog(file, {
    alone: () => recover(file, logger),
    mustBeAlone: () => existsSync(suspectedOf(file)),
  })
  try {
    return { db: await openFile(file), use }
  } catch (error) {
    use.release()
    throw error
  }
}

interface MembersDeps {
  db: Database
  events: Events
  deadLetters: DeadLetters
  wakeUps: ReturnType<typeof openWakeUps>
  health: ReturnType<typeof openGroupHealth>
  logger: Logger
  onError: (error: unknown) => void
}

/** The members of groups in this process. */
function openMembers({ db, events, deadLetters, wakeUps, health, logger, onError }: MembersDeps): {
  subscribe: EventLog['subscribe']
  stop: Stop
} {
  const members = new Set<Stop>()
  return {
    async subscribe(topic, group, handle, options = {}) {
      const partitions = events.partitions(topic.name, topic.partitions)
      const here = { topic: topic.name, group }
      const storeDeadLetter = async (deadLetter: StoredDeadLetter) => deadLetters.add(deadLetter)
      const record = health.join(topic.name, group)
      const ends = recordedEnds(record, options.onStopped)
      const deliver = deliverTo({ system: 'sqlite', topic, group, handle, storeDeadLetter, record, logger })
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
        onError,
        onStopped: ends.onStopped,
        logger: logger.child(here),
      })
      const leave = ends.leaving(stop)
      members.add(leave)
      return leave
    },
    async stop() {
      await Promise.all([...members].map((stop) => stop()))
    },
  }
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((all, each) => all + each, 0)

interface Trimming {
  logger: Logger
  onError: (error: unknown) => void
  closing: AbortSignal
}

/** Trims the events and the dead letters of the log now and every hour. */
function startTrimming(
  { events, deadLetters }: { events: Events; deadLetters: DeadLetters },
  { logger, onError, closing }: Trimming,
): () => void {
  async function trim(): Promise<void> {
    try {
      const before = Date.now() - keptMs
      const rows = await events.trim(before)
      if (rows > 0) logger.info({ rows }, 'old events were trimmed from the log')
      const letters = await deadLetters.trim(before)
      if (letters > 0) logger.info({ rows: letters }, 'old dead letters were trimmed from the log')
    } catch (error) {
      if (closing.aborted) return
      logger.error({ err: error }, 'the log could not be trimmed')
      onError(error)
    }
  }
  const timer = setInterval(() => void trim(), 3_600_000).unref()
  void trim()
  return () => clearInterval(timer)
}
