import type { Store } from '../../infra/store/store.ts'
import type { AlertChange } from '../alert/alert.ts'
import { newestChanges } from '../alert/alert-table.ts'
import { parseChange } from '../alert/stored-alert.ts'
import {
  deliveryKey,
  dueDeliveries,
  saveDeliveries,
  sentDeliveries,
  type Delivery,
  type DeliveryRow,
} from './delivery-table.ts'
import { groupKeyOf, openPending, updateKey, toRow, type Pending } from './pending.ts'
import { isDirect } from './direct.ts'

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
export interface NotificationLog {
  pending: ReturnType<typeof openPending>
  /** The newest that a receiver was told of an alert, by `toldKey`. */
  told: Map<string, Delivery>
  /** When a receiver was last told of a group, by `groupKeyOf`. */
  groups: Map<string, number>
  /** When the next message of a group goes out, by `groupKeyOf`; the past = it has gone. */
  flushes: Map<string, number>
  /** The newest change of each alert that stands, by alert id. */
  active: Map<string, AlertChange>
  /** Plans new deliveries: those that come next go with them. */
  plan(deliveries: readonly Pending[]): void
  /** Files planned deliveries of these changes: durable, then pending. */
  file(deliveries: readonly Pending[], changes: readonly AlertChange[]): Promise<void>
  /** Filing it was tried and failed, and the store may have it all the same. */
  isUnsure(key: string): boolean
  /**
   * Deliveries as they stand now, written down in the background together with what else is settled meanwhile; waits only where much is unwritten. What the
   * store refuses stays here and is tried again by `save`; it is not told again.
   */
  settle(deliveries: readonly Pending[]): Promise<void>
  /** What was told already was told once more. */
  repeat(deliveries: readonly Delivery[]): Promise<void>
  /** Writes down all that is settled. */
  save(): Promise<void>
}

export async function openNotificationLog(store: Store, now: number): Promise<NotificationLog> {
  const { notificationLog, note, remember } = emptyNotificationLog(store)
  const { readable, unreadable } = read(await dueDeliveries(store))
  for (const pending of readable) {
    notificationLog.pending.put(pending)
    note(pending.change)
  }
  for (const change of await newestChanges(store, now - overMs)) note(change)
  for (const delivery of await sentDeliveries(store, now - rememberedMs)) remember(delivery)
  notificationLog.plan(readable)
  await saveDeliveries(store, unreadable)
  return notificationLog
}

/** One that cannot be read any more is given up and holds up no other. */
function read(rows: readonly DeliveryRow[]): { readable: Pending[]; unreadable: DeliveryRow[] } {
  const known = new Map<string, AlertChange>()
  const [readable, unreadable]: [Pending[], DeliveryRow[]] = [[], []]
  for (const row of rows) {
    const key = `${row.alertId} ${row.changeNumber}`
    try {
      const change = known.get(key) ?? parseChange(row.change)
      known.set(key, change)
      readable.push({ ...row, change })
    } catch (error) {
      const reason = `what was filed cannot be read: ${(error as Error).message}`
      unreadable.push({ ...row, state: 'failed', reason, version: row.version + 1 })
    }
  }
  return { readable, unreadable }
}

function emptyNotificationLog(store: Store) {
  const pending = openPending()
  const [told, groups, flushes] = [new Map<string, Delivery>(), new Map<string, number>(), new Map<string, number>()]
  const active = new Map<string, AlertChange>()
  const unsaved = new Set<DeliveryRow>()
  const unsure = new Set<string>()
  let saving: Promise<void> | undefined

  function note(change: AlertChange): void {
    const before = active.get(change.alertId)
    if (!before || before.changeNumber < change.changeNumber) active.set(change.alertId, change)
  }

  function remember(delivery: Delivery): void {
    const before = told.get(updateKey(delivery))
    if (!before || before.changeNumber <= delivery.changeNumber)
      told.set(updateKey(delivery), { ...delivery, reference: delivery.reference || (before?.reference ?? '') })
    const key = groupKeyOf(delivery)
    if (delivery.mode === 'now') groups.set(key, Math.max(delivery.sentAt, groups.get(key) ?? 0))
  }

  function plan(deliveries: readonly Pending[]): void {
    for (const { mode, attempt, change, dueAt, createdAt, ...delivery } of deliveries) {
      if (mode !== 'now' || attempt > 0 || dueAt <= createdAt || isDirect(change.change)) continue
      const planned = flushes.get(groupKeyOf(delivery)) ?? 0
      flushes.set(groupKeyOf(delivery), planned > createdAt ? Math.min(planned, dueAt) : dueAt)
    }
  }

  async function file(deliveries: readonly Pending[], changes: readonly AlertChange[]): Promise<void> {
    for (const delivery of deliveries) unsure.add(deliveryKey(delivery))
    await saveDeliveries(store, deliveries.map(toRow))
    // Both at once: a change that stands and is not pending yet would look as if it had been told.
    for (const change of changes) note(change)
    for (const delivery of deliveries) pending.put(delivery)
    for (const delivery of deliveries) unsure.delete(deliveryKey(delivery))
  }

  async function settle(deliveries: readonly Pending[]): Promise<void> {
    for (const delivery of deliveries) {
      unsaved.add(toRow(delivery))
      if (delivery.state === 'due') pending.put(delivery)
      else pending.drop(delivery)
      const { change: _change, ...rest } = delivery
      if (rest.state === 'sent') remember(rest)
    }
    const saved = save()
    if (unsaved.size > mostUnsaved) await saved
    else saved.catch(() => {})
  }

  async function repeat(deliveries: readonly Delivery[]): Promise<void> {
    for (const delivery of deliveries) {
      unsaved.add({ ...delivery, change: '' })
      remember(delivery)
    }
    await save()
  }

  /** One writing at a time: a part of the table for each message would be more than it can merge. */
  async function save(): Promise<void> {
    await saving?.catch(() => {})
    if (unsaved.size === 0) return
    saving ??= write().finally(() => (saving = undefined))
    await saving
  }

  async function write(): Promise<void> {
    const rows = [...unsaved]
    await saveDeliveries(store, rows)
    for (const row of rows) unsaved.delete(row)
  }

  const isUnsure = (key: string) => unsure.has(key)
  const notificationLog: NotificationLog = {
    pending,
    told,
    groups,
    flushes,
    active,
    plan,
    file,
    isUnsure,
    settle,
    repeat,
    save,
  }
  return { notificationLog, note, remember }
}

/** Drops what is over for long. */
export function tidy({ pending, told, groups, flushes, active }: NotificationLog, now: number): void {
  const needed = new Set([...pending.all.values()].map(({ alertId }) => alertId))
  for (const [id, { alert }] of active)
    if (alert.status === 'resolved' && alert.updatedAt < now - overMs && !needed.has(id)) active.delete(id)
  for (const [key, { alertId, sentAt }] of told)
    if (sentAt < now - rememberedMs && !active.has(alertId)) told.delete(key)
  for (const [key, dueAt] of flushes) if (dueAt < now) flushes.delete(key)
  for (const [key, sentAt] of groups) if (sentAt < now - rememberedMs) groups.delete(key)
}
