import { setTimeout as sleep } from 'node:timers/promises'
import type { EventLog } from './event-log.ts'
import { isDiskFault } from './sqlite-result.ts'

/** The log did not confirm, or could not. What was sent may be written all the same: the sender sends it again under the same id. */
export class LogUnanswered extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(why, options)
    this.name = 'LogUnanswered'
  }
}

const late = (ms: number) => new LogUnanswered(`the log has not confirmed within ${ms} ms`)

/**
 * The publication of a log, for those who answer to somebody: it rejects with `LogUnanswered` after `ms`, at once while an earlier
 * publication is overdue, and when the disk is full or fails. So nothing piles up behind a log that is out of reach, and senders hear of
 * it in time to keep their own.
 */
export function publishWithin({ publish }: Pick<EventLog, 'publish'>, ms: number): Pick<EventLog, 'publish'> {
  let overdue = 0
  return {
    async publish(topic, events) {
      if (overdue > 0) throw late(ms)
      const publication = publish(topic, events)
      const ended = new AbortController()
      const tooLate = sleep(ms, undefined, { signal: ended.signal }).then(() => {
        overdue++
        const back = () => void overdue--
        publication.then(back, back)
        throw late(ms)
      })
      tooLate.catch(() => {})
      try {
        return await Promise.race([publication, tooLate])
      } catch (error) {
        throw isDiskFault(error) ? new LogUnanswered('the log cannot be written', { cause: error }) : error
      } finally {
        ended.abort()
      }
    },
  }
}
