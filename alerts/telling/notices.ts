import { createHash } from 'node:crypto'
import { severities } from '../../enrich/enriched-mention.ts'
import type { AlertChange } from '../alert.ts'
import type { AlertNotice, Told } from '../notifier.ts'
import { groupKeyOf, toldKey, type Desk } from './desk.ts'
import { changeOf, deliveryKey, type Delivery, type DeliveryRow } from './delivery-table.ts'

/** What goes out as one message, and the rows that it settles. */
export interface Outgoing {
  notice: AlertNotice
  rows: DeliveryRow[]
}

/** Where a person says how an alert's impact stands. */
export type ConfirmUrl = (alertId: string, person: string) => string

/**
 * One message for each group, one for all of a digest: pure. Older changes of the same alerts that a receiver has refused so far go with them, so nobody
 * is told of an older state after a newer one.
 */
export function noticesOf(
  due: readonly DeliveryRow[],
  desk: Desk,
  { now, confirmUrl }: { now: number; confirmUrl: ConfirmUrl },
): Outgoing[] {
  const groups = Map.groupBy(due, (row) => (row.mode === 'now' ? groupKeyOf(row) : `${row.receiver} ${row.mode}`))
  return [...groups.values()].map((own) => {
    const rows = withRefused(own, desk)
    const { groupKey, mode } = own[0]!
    const alerts = [...Map.groupBy(rows, ({ alertId }) => alertId).values()].map((ofOne) =>
      toTold(ofOne, desk, confirmUrl),
    )
    const notice: AlertNotice = {
      kind: mode === 'now' ? 'changes' : 'digest',
      id: idOf(rows),
      group: mode === 'now' ? groupKey : mode,
      alerts: alerts.toSorted((a, b) => gravity(b.newest) - gravity(a.newest)),
      at: now,
    }
    return { notice, rows }
  })
}

/** An alert that nobody has taken, once more. */
export function reminderOf(delivery: Delivery, newest: AlertChange, now: number): AlertNotice {
  const id = idOf([
    { ...delivery, changeNumber: newest.changeNumber, receiver: `${delivery.receiver} ${delivery.toldAt}` },
  ])
  const told = { newest, changes: [newest], reference: delivery.reference || undefined, confirmUrl: undefined }
  return { kind: 'reminder', id, group: delivery.groupKey, alerts: [told], at: now }
}

function withRefused(own: readonly DeliveryRow[], desk: Desk): DeliveryRow[] {
  const [{ receiver }] = own as [DeliveryRow]
  const ids = new Set(own.map(({ alertId }) => alertId))
  const keys = new Set(own.map(deliveryKey))
  const refused = [...desk.pending.values()].filter(
    (row) => row.receiver === receiver && row.attempt > 0 && ids.has(row.alertId) && !keys.has(deliveryKey(row)),
  )
  return [...own, ...refused].toSorted((a, b) => a.changeNumber - b.changeNumber)
}

function toTold(rows: readonly DeliveryRow[], desk: Desk, confirmUrl: ConfirmUrl): Told {
  const changes = rows.map(changeOf)
  const asked = rows.findLast(({ asksImpact, person }) => asksImpact && person !== '')
  const reference = desk.told.get(toldKey(rows[0]!))?.reference
  return {
    newest: changes.at(-1)!,
    changes,
    reference: reference || undefined,
    confirmUrl: asked && confirmUrl(asked.alertId, asked.person),
  }
}

const gravity = ({ alert: { severity, status } }: AlertChange) =>
  severities.indexOf(severity) + (status === 'resolved' ? 0 : severities.length)

const idOf = (rows: readonly Pick<Delivery, 'alertId' | 'changeNumber' | 'receiver'>[]) =>
  createHash('sha256').update(rows.map(deliveryKey).toSorted().join('\n')).digest('hex').slice(0, 32)
