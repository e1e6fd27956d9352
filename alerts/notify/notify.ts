import { systemClock, type Clock } from '../../infra/clock.ts'
import { Rejected, type EventLog } from '../../infra/log/event-log.ts'
import type { Logger } from '../../infra/logger.ts'
import { schedule } from '../../infra/schedule.ts'
import type { Store } from '../../infra/store/store.ts'
import { alertsTopic, type AlertChange } from '../alert/alert.ts'
import { recipientsOf } from '../organisation/routing.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { toChange } from '../alert/stored-alert.ts'
import { openNotificationLog, tidy, type NotificationLog } from './notification-log.ts'
import { deliveryKey, existingDeliveries } from './delivery-table.ts'
import { rowsFor, type Times } from './schedule.ts'
import type { ConfirmUrl } from './group.ts'
import type { Pending } from './pending.ts'
import { timingOf, type NotificationOptions } from './settings.ts'
import { sendReports, type ReportsDeps } from './reports.ts'
import { saveSilences, silencesTopic } from './silence-table.ts'
import { openDispatcher } from './dispatcher.ts'
import type { Stop } from '../../infra/stop.ts'
import type { Receiver } from './receiver.ts'

const deliverGroup = 'deliver'
const silencesGroup = 'silences'
const tickMs = 1_000
const everyMinute = '* * * * *'
/** A change is tens of kilobytes, once for each that is told. */
const batch = 100

export interface NotifyDeps {
  log: EventLog
  store: Store
  logger: Logger
  receivers: readonly Receiver[]
  organisation: Organisation
  options: NotificationOptions
  confirmUrl: ConfirmUrl
  /** What the weekly report is made from; nothing = none is sent. */
  reports?: Pick<ReportsDeps, 'taxonomy' | 'accounts'>
  /** Real time, also while the demo's clock runs fast. */
  clock?: Clock
  tickMs?: number
}

/**
 * Files what has to be told, then tells it when due. No partition ever waits for a receiver, and the one process that is
 * assigned the partition of `alerts` does the telling.
 */
export async function startNotify(parts: NotifyDeps): Promise<Stop> {
  const clock = parts.clock ?? systemClock
  const timings = new Map(
    parts.receivers.map(({ name, options, notifyOn }) => [name, timingOf(parts.options, options, notifyOn)]),
  )
  const telling = { ...parts, clock, timing: (name: string) => timings.get(name) }
  let notificationLog: NotificationLog
  let stopTelling: Stop | undefined
  const start = async () => {
    notificationLog = await openNotificationLog(parts.store, clock())
    const dispatcher = openDispatcher({ ...telling, notificationLog })
    const stopTicks = schedule({
      every: parts.tickMs ?? tickMs,
      name: 'tell',
      clock,
      logger: parts.logger,
      async task(now) {
        tidy(notificationLog, now)
        await dispatcher.tick(now)
      },
    })
    const { reports, logger } = parts
    const stopReports =
      reports &&
      schedule({
        every: everyMinute,
        name: 'report',
        clock,
        logger,
        task: (now) => sendReports({ ...parts, ...reports }, now),
      })
    stopTelling = async () => {
      await stopReports?.()
      await stopTicks()
      await dispatcher.settled()
    }
  }
  const stop = async () => {
    await stopTelling?.()
    stopTelling = undefined
  }
  const stops = [
    await parts.log.subscribe(silencesTopic, silencesGroup, (silences) => saveSilences(parts.store, silences)),
    await parts.log.subscribe(alertsTopic, deliverGroup, (changes) => file(telling, notificationLog, changes), {
      owner: { onAssigned: start, onRevoked: stop },
      batch,
    }),
  ]
  return async () => {
    for (const each of stops.toReversed()) await each()
  }
}

/** Filed before the offset moves; a change that comes again is known by what was filed of it. */
async function file(
  { store, receivers, clock, ...times }: NotifyDeps & Times & { clock: Clock },
  notificationLog: NotificationLog,
  published: readonly AlertChange[],
): Promise<void> {
  const changes = published.map(whole)
  const filed = await existingDeliveries(store, [...new Set(changes.map(({ alertId }) => alertId))])
  const subscribers = receivers.map(({ name, options: wants }) => ({ name, wants }))
  const filing = { ...times, notificationLog, now: clock() }
  const rows = new Map<string, Pending>()
  for (const change of changes) {
    const all = rowsFor(change, recipientsOf(times.organisation, subscribers, change), filing)
    const own = all.filter((row) => !filed.has(deliveryKey(row)) || notificationLog.isUnsure(deliveryKey(row)))
    notificationLog.plan(own)
    for (const row of own) rows.set(deliveryKey(row), row)
  }
  await notificationLog.file([...rows.values()], changes)
}

/** @throws Rejected for a change that neither this version nor an older one can have published. */
function whole(published: AlertChange): AlertChange {
  try {
    return toChange(published)
  } catch (error) {
    throw new Rejected(published, (error as Error).message)
  }
}
