import type { EventLog, Stop } from '../infra/log/event-log.ts'
import type { Logger } from '../infra/logger.ts'
import { schedule } from '../infra/schedule.ts'
import type { Store } from '../infra/store/store.ts'
import { alertsTopic, type AlertChange } from './alert.ts'
import { changeOf, dueDeliveries, filedReceivers, saveDeliveries, type DeliveryRow } from './delivery-table.ts'
import type { Notice } from './notifier.ts'
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
  const told: Told = new Map()
  const start = async () => {
    stopTelling = schedule({ every: tickMs, name: 'tell', task: () => tellDue(parts, told), logger: parts.logger })
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
      ({ name, options: { departments } }) =>
        !filed.has(name) && (!departments || departments.some((d) => change.alert.departments.includes(d))),
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

type Told = Map<string, DeliveryRow>

/** Receivers wait for themselves only: each has its own turn, so a slow one holds up nobody else. */
async function tellDue(parts: DeliverParts, told: Told): Promise<void> {
  const byReceiver = Object.groupBy(await dueDeliveries(parts.store, Date.now()), (row) => row.receiver)
  await Promise.all(Object.values(byReceiver).map((rows) => tellInTurn(parts, rows ?? [], told)))
}

/** tell → remember: after a crash in between it is told twice, never not at all. What cannot be remembered now is not told again. */
async function tellInTurn(
  { store, receivers, logger }: DeliverParts,
  rows: readonly DeliveryRow[],
  told: Told,
): Promise<void> {
  for (const row of rows) {
    const key = `${row.alertId} ${row.changeNumber} ${row.receiver}`
    const next =
      told.get(key) ??
      (await tell(
        row,
        receivers.find((each) => each.name === row.receiver),
      ))
    told.set(key, next)
    if (next.state === 'given up')
      logger.error({ receiver: row.receiver, alert: row.alertId, reason: next.reason }, 'telling is given up')
    await saveDeliveries(store, [next])
    told.delete(key)
  }
}

/** The row as it stands after one attempt. */
async function tell(row: DeliveryRow, receiver: Receiver | undefined): Promise<DeliveryRow> {
  const next = { ...row, attempt: row.attempt + 1, version: row.version + 1 }
  try {
    if (!receiver) throw new Error('no longer in the configuration')
    await receiver.notifier.notify(noticeOf(row))
    return { ...next, state: 'told', reason: '' }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const afterMs = receiver ? retryAfterMs[row.attempt] : undefined
    const dueAt = Math.round(Date.now() + (afterMs ?? 0) * (1 + jitter * (2 * Math.random() - 1)))
    return { ...next, state: afterMs === undefined ? 'given up' : 'due', dueAt, reason }
  }
}

const noticeOf = (row: DeliveryRow): Notice => {
  const newest = changeOf(row)
  const id = `${row.alertId}-${row.changeNumber}-${row.receiver}`
  const told = { newest, changes: [newest], reference: undefined, confirmUrl: undefined }
  return { kind: 'changes', id, group: row.alertId, alerts: [told], at: Date.now() }
}
