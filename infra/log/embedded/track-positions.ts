import { existsSync } from 'node:fs'
import type { Logger } from '../../logger.ts'
import type { Database } from './database.ts'
import type { Events } from './events.ts'
import { writePositions, type LogPositions } from './positions-file.ts'
import { suspectedOf } from './recover.ts'

interface Tracking {
  file: string
  db: Database
  events: Events
  logger: Logger
  onError: (error: unknown) => void
  onSuspected: () => void
}

/** Writes down every second, and at the end, how far the log has come; notices when another process found the file damaged. */
export function trackPositions({ file, db, events, logger, onError, onSuspected }: Tracking): () => void {
  const commits = db.prepare('SELECT topic, grp AS "group", partition, next FROM commits')
  let written = ''

  function write(): void {
    const positions = { partitions: events.ends(), commits: commits.all() as unknown as LogPositions['commits'] }
    const text = JSON.stringify(positions)
    if (text === written) return
    written = text
    try {
      writePositions(file, positions)
    } catch (error) {
      logger.warn({ err: error }, 'how far the log has come could not be written down')
    }
  }

  function tick(): void {
    if (existsSync(suspectedOf(file))) return onSuspected()
    try {
      write()
    } catch (error) {
      onError(error)
    }
  }

  const timer = setInterval(tick, 1_000).unref()
  return () => {
    clearInterval(timer)
    try {
      // Not of a file that is damaged: what was written before is right.
      if (!existsSync(suspectedOf(file))) write()
    } catch (error) {
      onError(error)
    }
  }
}
