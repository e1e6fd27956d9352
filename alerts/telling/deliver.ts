import { systemClock, type Clock } from '../../infra/clock.ts'
import type { EventLog, Stop } from '../../infra/log/event-log.ts'
import type { Logger } from '../../infra/logger.ts'
import { schedule } from '../../infra/schedule.ts'
import type { Store } from '../../infra/store/store.ts'
import { alertsTopic, type AlertChange } from '../alert.ts'
import type { Receiver } from '../notifiers/registry.ts'
import { audienceOf } from '../organisation/audience.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { openDesk, tidy, type Desk } from './desk.ts'
import { deliveryKey, filedAlready } from './delivery-table.ts'
import { rowsFor } from './filing.ts'
import type { ConfirmUrl } from './notices.ts'
import { paceOf, type TellingOptions } from './settings.ts'
import { saveSilences, silencesTopic } from './silence-table.ts'
import { openTeller } from './teller.ts'

const deliverGroup = 'deliver'
const silencesGroup = 'silences'
const tickMs = 1_000

export interface DeliverParts {
  log: EventLog
  store: Store
  logger: Logger
  receivers: readonly Receiver[]
  organisation: Organisation
  options: TellingOptions
  confirmUrl: ConfirmUrl
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
  let desk: Desk
  let stopTelling: Stop | undefined
  const start = async () => {
    desk = await openDesk(parts.store, clock())
    const teller = openTeller({ ...parts, clock, desk })
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
    stopTelling = async () => {
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
    await parts.log.subscribe(alertsTopic, deliverGroup, (changes) => file(parts, desk, { changes, now: clock() }), {
      owner: { onAssigned: start, onRevoked: stop },
    }),
  ]
  return async () => {
    for (const each of stops.toReversed()) await each()
  }
}

/** Filed before the offset moves; a change that comes again is known by its rows. */
async function file(
  { store, receivers, organisation, options }: DeliverParts,
  desk: Desk,
  { changes, now }: { changes: readonly AlertChange[]; now: number },
): Promise<void> {
  const filed = await filedAlready(store, [...new Set(changes.map(({ alertId }) => alertId))])
  const paces = new Map(receivers.map(({ name, options: own, tells }) => [name, paceOf(options, own, tells)]))
  const listeners = receivers.map(({ name, options: wants }) => ({ name, wants }))
  const rows = changes.flatMap((change) => {
    desk.note(change)
    const addresses = audienceOf(organisation, listeners, change)
    const filing = { options, organisation, desk, now, pace: (name: string) => paces.get(name)! }
    const own = rowsFor(change, addresses, filing).filter((row) => !filed.has(deliveryKey(row)))
    desk.plan(own)
    return own
  })
  await desk.file([...new Map(rows.map((row) => [deliveryKey(row), row])).values()])
}
