import type { Store } from '../../infra/store/store.ts'
import type { AlertChange } from '../alert.ts'
import { newestChanges } from '../alert-table.ts'
import {
  deliveryKey,
  dueDeliveries,
  saveDeliveries,
  toldDeliveries,
  type Delivery,
  type DeliveryRow,
} from './delivery-table.ts'

/** What was told so long ago says nothing any more of groups, messages and repeats. */
const rememberedMs = 14 * 24 * 3_600_000
/** So much is told a second time at most after a crash. */
const mostUnsaved = 100
/** An alert that is over may reopen for so long. */
const overMs = 24 * 3_600_000

/**
 * What has to be told and what was: the table's rows in memory. Belongs to the process that holds the partition of `alerts`, the only one that
 * writes them, so nothing is asked of the store while nothing changes.
 */
export interface Desk {
  /** By `deliveryKey`. */
  pending: Map<string, DeliveryRow>
  /** The newest that a receiver was told of an alert, by `toldKey`. */
  told: Map<string, Delivery>
  /** When a receiver was last told of a group, by `groupKeyOf`. */
  groups: Map<string, number>
  /** When the next message of a group goes out, by `groupKeyOf`; the past = it has gone. */
  flushes: Map<string, number>
  /** The newest change of each alert that stands, by alert id. */
  standing: Map<string, AlertChange>
  /** Takes a change in. */
  note(change: AlertChange): void
  /** Plans new rows of a change: those that come next go with them. */
  plan(rows: readonly DeliveryRow[]): void
  /** Files planned rows: durable, then pending. */
  file(rows: readonly DeliveryRow[]): Promise<void>
  /**
   * Rows as they stand after an attempt, written down in the background together with what else is settled meanwhile; waits only where much is unwritten.
   * What the store refuses stays here and is tried again by `save`; it is not told again.
   */
  settle(rows: readonly DeliveryRow[]): Promise<void>
  /** Writes down all that is settled. */
  save(): Promise<void>
}

export const toldKey = ({ alertId, receiver }: Pick<Delivery, 'alertId' | 'receiver'>) => `${alertId} ${receiver}`
export const groupKeyOf = ({ receiver, groupKey }: Pick<Delivery, 'receiver' | 'groupKey'>) => `${receiver} ${groupKey}`

export async function openDesk(store: Store, now: number): Promise<Desk> {
  const desk = emptyDesk(store)
  for (const row of await dueDeliveries(store)) desk.pending.set(deliveryKey(row), row)
  for (const change of await newestChanges(store, now - overMs)) desk.note(change)
  for (const row of await toldDeliveries(store, now - rememberedMs)) remember(desk, row)
  return desk
}

function emptyDesk(store: Store): Desk {
  const unsaved: DeliveryRow[] = []
  let saving: Promise<void> | undefined
  /** One at a time: a part of the table for each message would be more than it can merge. */
  const write = async () => {
    const some = unsaved.slice()
    await saveDeliveries(store, some)
    unsaved.splice(0, some.length)
  }
  const desk: Desk = {
    pending: new Map(),
    told: new Map(),
    groups: new Map(),
    flushes: new Map(),
    standing: new Map(),
    note(change) {
      const before = desk.standing.get(change.alertId)
      if (!before || before.changeNumber < change.changeNumber) desk.standing.set(change.alertId, change)
    },
    plan(rows) {
      for (const row of rows.filter(({ mode, dueAt, filedAt }) => mode === 'now' && dueAt > filedAt))
        desk.flushes.set(groupKeyOf(row), row.dueAt)
    },
    async file(rows) {
      await saveDeliveries(store, rows)
      for (const row of rows) desk.pending.set(deliveryKey(row), row)
    },
    async settle(rows) {
      for (const row of rows) {
        if (row.state === 'due') desk.pending.set(deliveryKey(row), row)
        else desk.pending.delete(deliveryKey(row))
        if (row.state === 'told') remember(desk, row)
      }
      unsaved.push(...rows)
      const saved = desk.save()
      if (unsaved.length > mostUnsaved) await saved
      else saved.catch(() => {})
    },
    async save() {
      await saving?.catch(() => {})
      if (unsaved.length === 0) return
      saving ??= write().finally(() => (saving = undefined))
      await saving
    },
  }
  return desk
}

function remember(desk: Desk, { ...row }: Delivery): void {
  const before = desk.told.get(toldKey(row))
  if (!before || before.changeNumber <= row.changeNumber)
    desk.told.set(toldKey(row), { ...row, reference: row.reference || (before?.reference ?? '') })
  desk.groups.set(groupKeyOf(row), Math.max(row.toldAt, desk.groups.get(groupKeyOf(row)) ?? 0))
}

/** Drops what is over for long. */
export function tidy(desk: Desk, now: number): void {
  for (const [id, { alert }] of desk.standing)
    if (alert.status === 'resolved' && alert.updatedAt < now - overMs) desk.standing.delete(id)
  for (const [key, { alertId, toldAt }] of desk.told)
    if (toldAt < now - rememberedMs && !desk.standing.has(alertId)) desk.told.delete(key)
  for (const [key, dueAt] of desk.flushes) if (dueAt < now) desk.flushes.delete(key)
  for (const [key, toldAt] of desk.groups) if (toldAt < now - rememberedMs) desk.groups.delete(key)
}
