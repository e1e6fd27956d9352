import { systemClock, type Clock } from '../../infra/clock.ts'
import { Rejected, type Delivery, type EventLog } from '../../infra/log/event-log.ts'
import type { Logger } from '../../infra/logger.ts'
import { schedule } from '../../infra/schedule.ts'
import type { Stop } from '../../infra/stop.ts'
import { watchErasures } from '../../ingest/erasure-table.ts'
import type { Store } from '../../infra/store/store.ts'
import { alertsTopic, type AlertChange } from '../alert/alert.ts'
import { toChange } from '../alert/stored-alert.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { recipientsOf } from '../organisation/routing.ts'
import { openDispatcher } from './dispatcher.ts'
import type { ConfirmUrl } from './group.ts'
import { openNotificationLog, type NotificationLog } from './notification-log.ts'
import { noObserver, type NotifyObserver } from './observer.ts'
import type { Receiver } from './receiver.ts'
import { sendReports, type ReportsDeps } from './reports.ts'
import { rowsFor, type TimingContext } from './schedule.ts'
import { timingOf, type NotificationOptions } from './settings.ts'
import { saveSilences, silencesTopic } from './silence-table.ts'

export const notifyGroup = 'deliver'
export const silencesGroup = 'silences'
const tickMs = 1_000
const everyMinute = '* * * * *'
/** A change is tens of kilobytes, once for each of its receivers. */
const batch = 100

export interface NotifyDeps {
  log: EventLog
  store: Store
  logger: Logger
  receivers: readonly Receiver[]
  organisation: Organisation
  options: NotificationOptions
  confirmUrl: ConfirmUrl
  /** Inputs of the weekly report; absent: no report is sent. */
  reports?: Pick<ReportsDeps, 'taxonomy' | 'accounts' | 'worth'>
  observer?: NotifyObserver
  /** Real time, also while the demo's clock runs fast. */
  clock?: Clock
  tickMs?: number
}

/**
 * Creates delivery rows for changes, then sends them when due. A slow receiver never blocks a partition. Only the process that is
 * assigned the partition of `alerts` sends.
 */
export async function startNotify(deps: NotifyDeps): Promise<Stop> {
  const { clock = systemClock, observer = noObserver, receivers, store } = deps
  const timings = new Map(
    receivers.map(({ name, options, notifyOn }) => [name, timingOf(deps.options, options, notifyOn)]),
  )
  const context = { ...deps, clock, observer, timing: (name: string) => timings.get(name) }
  let log: NotificationLog
  let stopSending: Stop | undefined
  const start = async () => {
    const ifErased = await watchErasures(store)
    log = await openNotificationLog(store, clock())
    stopSending = startSending(context, log, ifErased)
  }
  const stop = async () => {
    await stopSending?.()
    stopSending = undefined
  }
  const stops = [
    await deps.log.subscribe(silencesTopic, silencesGroup, (silences) => saveSilences(store, silences)),
    await deps.log.subscribe(
      alertsTopic,
      notifyGroup,
      (changes, { traceparents }) => addDeliveries(context, log, { changes, traceparents }),
      {
        owner: { onAssigned: start, onRevoked: stop },
        batch,
      },
    ),
  ]
  return async () => {
    for (const each of stops.toReversed()) await each()
  }
}

type NotifyContext = NotifyDeps & TimingContext & { clock: Clock; observer: NotifyObserver }

/** Sends due notifications every second, and checks every minute whether the weekly report is due. */
function startSending(
  context: NotifyContext,
  log: NotificationLog,
  ifErased: Awaited<ReturnType<typeof watchErasures>>,
): Stop {
  const { clock, logger, reports } = context
  const dispatcher = openDispatcher({ ...context, log })
  const stopTicks = schedule({
    every: context.tickMs ?? tickMs,
    name: 'notify',
    clock,
    logger,
    async task(now) {
      log.removeExpired(now)
      await ifErased(() => dispatcher.forgetErased(now))
      await dispatcher.tick(now)
    },
  })
  const sendDueReports = (now: number) => sendReports({ ...context, ...reports! }, now)
  const stopReports = reports && schedule({ every: everyMinute, name: 'report', clock, logger, task: sendDueReports })
  return async () => {
    await stopReports?.()
    await stopTicks()
    await dispatcher.stop()
  }
}

/** Rows are written before the offset is committed; a redelivered change is skipped because its rows exist. */
async function addDeliveries(
  { receivers, clock, ...context }: NotifyContext,
  log: NotificationLog,
  { changes, traceparents }: Delivery & { changes: readonly AlertChange[] },
): Promise<void> {
  const subscribers = receivers.map(({ name, options: wants }) => ({ name, wants }))
  const now = clock()
  const known = changes.map(checked)
  const traces = new Map(known.map((change, i) => [change, traceparents[i] ?? '']))
  await log.add(known, (change) =>
    rowsFor(change, recipientsOf(context.organisation, subscribers, change), {
      ...context,
      state: log.state,
      now,
      traceparent: traces.get(change) ?? '',
    }),
  )
}

/** @throws Rejected for a change that neither this version nor an older one can have published. */
function checked(published: AlertChange): AlertChange {
  try {
    return toChange(published)
  } catch (error) {
    throw new Rejected(published, (error as Error).message)
  }
}
