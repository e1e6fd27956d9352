import { setTimeout as sleep } from 'node:timers/promises'
import type { EventLog } from './event-log.ts'

/** The log did not confirm in time. What was sent may be written all the same: the sender sends it again under the same id. */
export class LogUnanswered extends Error {
  constructor(ms: number) {
    super(`the log has not confirmed within ${ms} ms`)
    this.name = 'LogUnanswered'
  }
}

/**
 * The publication of a log, for those who answer to somebody: it rejects with `LogUnanswered` after `ms`, and at once while an earlier
 * publication is overdue. So nothing piles up behind a log that is out of reach, and senders hear of it in time to keep their own.
 */
export function publishWithin({ publish }: Pick<EventLog, 'publish'>, ms: number): Pick<EventLog, 'publish'> {
  let overdue = 0
  return {
    async publish(topic, events) {
      if (overdue > 0) throw new LogUnanswered(ms)
      const publication = publish(topic, events)
      const ended = new AbortController()
      const tooLate = sleep(ms, undefined, { signal: ended.signal }).then(() => {
        overdue++
        const back = () => void overdue--
        publication.then(back, back)
        throw new LogUnanswered(ms)
      })
      tooLate.catch(() => {})
      try {
        return await Promise.race([publication, tooLate])
      } finally {
        ended.abort()
      }
    },
  }
}
