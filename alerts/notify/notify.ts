import { systemClock, type Clock } from '../../infra/clock.ts'
import { Rejected, type EventLog } from '../../infra/log/event-log.ts'
import type { Logger } from '../../infra/logger.ts'
import { schedule } from '../../infra/schedule.ts'
import type { Store } from '../../infra/store/store.ts'
import { alertsTopic, type AlertChange } from '../alert/alert.ts'
import { audienceOf } from '../organisation/routing.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { toChange } from '../alert/stored-alert.ts'
import { openDesk, tidy, type Desk } from './notification-log.ts'
import { deliveryKey, filedAlready } from './delivery-table.ts'
import { rowsFor, type Times } from './schedule.ts'
import type { ConfirmUrl } from './group.ts'
import type { Pending } from './pending.ts'
import { paceOf, type TellingOptions } from './settings.ts'
import { tellReports, type ReportsParts } from './reports.ts'
import { saveSilences, silencesTopic } from './silence-table.ts'
import { openTeller } from './dispatcher.ts'
import type { Stop } from '../../infra/stop.ts'
import type { Receiver } from './receiver.ts'

const deliverGroup = 'deliver'
const silencesGroup = 'silences'
const tickMs = 1_000
const everyMinute = '* * * * *'
/** A change is tens of kilobytes, once for each that is told. */
const batch = 100

export interface DeliverParts {
  log: EventLog
  store: Store
  logger: Logger
  receivers: readonly Receiver[]
  organisation: Organisation
  options: TellingOptions
  confirmUrl: ConfirmUrl
  /** What the weekly report is made from; nothing = none is sent. */
  reports?: Pick<ReportsParts, 'taxonomy' | 'accounts'>
  /** Real time, also while the demo's clock runs fast. */
  clock?: Clock
  tickMs?: number
}

/**
 * Files what has to be told, then tells it when due. No partition ever waits for a receiver, and the one process that is
 * assigned the partition of `alerts` does the telling.
 */
export async function startDeliver(parts: DeliverParts): Promise<Stop> {
  const clock = parts.clock ?? systemClock
  const paces = new Map(
    parts.receivers.map(({ name, options, tells }) => [name, paceOf(parts.options, options, tells)]),
  )
  const telling = { ...parts, clock, pace: (name: string) => paces.get(name) }
  let desk: Desk
  let stopTelling: Stop | undefined
  const start = async () => {
    desk = await openDesk(parts.store, clock())
    const teller = openTeller({ ...telling, desk })
    const stopTicks = schedule({
      every: parts.tickMs ?? tickMs,
      name: 'tell',
      clock,
      logger: parts.logger,
      async task(now) {
        tidy(desk, now)
        await teller.tick(now)
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
        task: (now) => tellReports({ ...parts, ...reports }, now),
      })
    stopTelling = async () => {
      await stopReports?.()
      await stopTicks()
      await teller.settled()
    }
  }
  const stop = async () => {
    await stopTelling?.()
    stopTelling = undefined
  }
  const stops = [
    await parts.log.subscribe(silencesTopic, silencesGroup, (silences) => saveSilences(parts.store, silences)),
    await parts.log.subscribe(alertsTopic, deliverGroup, (changes) => file(telling, desk, changes), {
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
  { store, receivers, clock, ...times }: DeliverParts & Times & { clock: Clock },
  desk: Desk,
  published: readonly AlertChange[],
): Promise<void> {
  const changes = published.map(whole)
  const filed = await filedAlready(store, [...new Set(changes.map(({ alertId }) => alertId))])
  const listeners = receivers.map(({ name, options: wants }) => ({ name, wants }))
  const filing = { ...times, desk, now: clock() }
  const rows = new Map<string, Pending>()
  for (const change of changes) {
    const all = rowsFor(change, audienceOf(times.organisation, listeners, change), filing)
    const own = all.filter((row) => !filed.has(deliveryKey(row)) || desk.isUnsure(deliveryKey(row)))
    desk.plan(own)
    for (const row of own) rows.set(deliveryKey(row), row)
  }
  await desk.file([...rows.values()], changes)
}

/** @throws Rejected for a change that neither this version nor an older one can have published. */
function whole(published: AlertChange): AlertChange {
  try {
    return toChange(published)
  } catch (error) {
    throw new Rejected(published, (error as Error).message)
  }
}
