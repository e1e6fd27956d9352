import type { Logger } from '../../logger.ts'
import type { Stop } from '../../stop.ts'
import type { EventLog } from '../event-log.ts'
import { openSessions } from './sessions.ts'

/** A subscription, which outlives the session that it runs in. */
interface Subscription {
  start(log: EventLog): Promise<Stop>
  stop: Stop
  isOver: boolean
}

/**
 * The log in one SQLite file, for any number of processes on one machine. An event is on disk when `publish` resolves;
 * other processes see it within 25 ms. Events that every group has committed, and dead letters, are kept for 7
 * days. A damaged file is set
 * aside, at the start or while it is used, and what is readable of it goes into a new one; calls wait for that.
 */
export async function openEmbeddedLog({ file, logger }: { file: string; logger: Logger }): Promise<EventLog> {
  const subscriptions = new Set<Subscription>()
  const sessions = await openSessions({
    file,
    logger,
    async onReopened(log) {
      for (const each of subscriptions) if (!each.isOver) each.stop = await each.start(log)
    },
  })
  const { call } = sessions

  return {
    publish: (topic, events) => call((log) => log.publish(topic, events)),
    reached: (group, positions, signal) => call((log) => log.reached(group, positions, signal)),
    lag: (topic, group) => call((log) => log.lag(topic, group)),
    committed: (topic, group) => call((log) => log.committed(topic, group)),
    groups: () => sessions.current().groups(),
    async subscribe(topic, group, handle, options = {}) {
      const subscription: Subscription = {
        isOver: false,
        start: (log) =>
          log.subscribe(topic, group, handle, {
            ...options,
            onStopped(error) {
              subscription.isOver = true
              options.onStopped?.(error)
            },
          }),
        stop: async () => {},
      }
      subscription.stop = await call(subscription.start)
      subscriptions.add(subscription)
      return async () => {
        await sessions.settled()
        subscription.isOver = true
        subscriptions.delete(subscription)
        await subscription.stop()
      }
    },
    rewrite: (replace, options) => call((log) => log.rewrite(replace, options)),
    deadLetters: (limit) => call((log) => log.deadLetters(limit)),
    check: () => call((log) => log.check()),
    close: sessions.close,
  }
}
