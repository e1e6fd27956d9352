import type { EventLog, Stop } from '../infra/log/event-log.ts'
import type { Logger } from '../infra/logger.ts'
import { schedule } from '../infra/schedule.ts'
import type { Store } from '../infra/store/store.ts'
import { alertsTopic, type AlertChange } from './alert.ts'
import { changeOf, dueDeliveries, filedReceivers, saveDeliveries, type DeliveryRow } from './delivery-table.ts'
import type { Receiver } from './notifiers/registry.ts'

const deliverGroup = 'deliver'

/** What people are told of; the rest stands in the history. */
const worthTelling: AlertChange['change'][] = ['opened', 'worsened', 'reopened', 'resolved', 'assigned']
const tickMs = 1_000
/** Standard Webhooks' retry schedule, about a day in all; then it is given up and said so. */
const retryAfterMs = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400].map((seconds) => seconds * 1000)
const jitter = 0.1

export interface DeliverParts {
  log: EventLog
  store: Store
  logger: Logger
  receivers: readonly Receiver[]
}

/**
 * Files what has to be told, then tells it when due. No partition ever waits for a receiver, and the one process that is
 * assigned the partition of `alerts` does the telling. Due times are real time, also while the demo's clock runs fast.
 */
export function startDeliver(parts: DeliverParts): Promise<Stop> {
  let stopTelling: Stop | undefined
  const start = async () => {
    stopTelling = schedule({ every: tickMs, name: 'tell', task: () => tellDue(parts), logger: parts.logger })
  }
  const stop = async () => {
    await stopTelling?.()
    stopTelling = undefined
  }
  return parts.log.subscribe(alertsTopic, deliverGroup, (changes) => file(parts, changes), {
    owner: { onAssigned: start, onRevoked: stop },
  })
}

async function file({ store, receivers }: DeliverParts, changes: readonly AlertChange[]): Promise<void> {
  for (const change of changes.filter((each) => worthTelling.includes(each.change))) {
    const filed = await filedReceivers(store, change)
    const told = receivers.filter(
      (r) => !filed.has(r.name) && (!r.departments || r.departments.some((d) => change.alert.departments.includes(d))),
    )
    const rows = told.map(({ name }): DeliveryRow => {
      const { alertId, changeNumber } = change
      return {
        alertId,
        changeNumber,
        receiver: name,
        state: 'due',
        dueAt: Date.now(),
        attempt: 0,
        reason: '',
        change: JSON.stringify(change),
        version: 0,
      }
    })
    await saveDeliveries(store, rows)
  }
}

/** tell → remember: after a crash in between it is told twice, never not at all. */
async function tellDue({ store, receivers, logger }: DeliverParts): Promise<void> {
  for (const row of await dueDeliveries(store, Date.now())) {
    const receiver = receivers.find((each) => each.name === row.receiver)
    const next = { ...row, attempt: row.attempt + 1, version: row.version + 1 }
    try {
      if (!receiver) throw new Error('no longer in the configuration')
      await receiver.notifier.notify(changeOf(row))
      await saveDeliveries(store, [{ ...next, state: 'told', reason: '' }])
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const afterMs = receiver ? retryAfterMs[row.attempt] : undefined
      if (afterMs === undefined)
        logger.error({ receiver: row.receiver, alert: row.alertId, reason }, 'telling is given up')
      const dueAt = Date.now() + (afterMs ?? 0) * (1 + jitter * (2 * Math.random() - 1))
      await saveDeliveries(store, [
        { ...next, state: afterMs === undefined ? 'given up' : 'due', dueAt: Math.round(dueAt), reason },
      ])
    }
  }
}
