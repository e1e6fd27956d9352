import type { Store } from '../../infra/store/store.ts'
import type { AlertChange } from '../alert/alert.ts'
import { newestChanges } from '../alert/alert-table.ts'
import { parseChange } from '../alert/stored-alert.ts'
import {
  deliveryKey,
  dueDeliveries,
  existingDeliveries,
  saveDeliveries,
  sentDeliveries,
  type Delivery,
  type DeliveryRow,
} from './delivery-table.ts'
import { isDirect } from './direct.ts'
import { groupKeyOf, openPending, toRow, updateKey, type Pending, type PendingIndex } from './pending.ts'

/** Sent deliveries are kept this long, for groups, message updates and reminders. */
const rememberedMs = 14 * 24 * 3_600_000
/** At most this many notifications are sent a second time after a crash. */
const mostUnsaved = 100
/** A resolved alert may reopen for this long. */
const reopenMs = 24 * 3_600_000

/** Pending and sent deliveries in memory: the input of the pure functions of notify. Read-only. */
export interface NotificationState {
  readonly pending: PendingIndex
  /** The newest delivery that a receiver got of an alert, by `updateKey`. */
  readonly sent: ReadonlyMap<string, Delivery>
  /** When a receiver last got a message of a group (epoch ms), by `groupKeyOf`. */
  readonly lastSent: ReadonlyMap<string, number>
  /** When the next message of a group is planned (epoch ms; past = it has gone), by `groupKeyOf`. */
  readonly flushes: ReadonlyMap<string, number>
  /** The newest change of each active alert, by alert id. */
  readonly active: ReadonlyMap<string, AlertChange>
}

/**
 * The rows of `deliveries` in memory. Only the process that holds the partition of `alerts` has one and writes the table, so it need not
 * query the store while nothing changes.
 */
export interface NotificationLog {
  readonly state: NotificationState
  /**
   * Writes new deliveries and makes them pending. Calls `rowsFor` for each change in turn, so that it sees the flushes planned by earlier
   * ones. Existing deliveries are unchanged.
   */
  add(changes: readonly AlertChange[], rowsFor: (change: AlertChange) => Pending[]): Promise<void>
  /**
   * Records the results of deliveries. Writes in the background, and waits only while more than 100 rows are unwritten. If a write fails,
   * the rows stay for the next `save`; their notifications are not sent again.
   */
  settle(deliveries: readonly Pending[]): Promise<void>
  /** Records sent reminders, and writes them. */
  repeated(deliveries: readonly Delivery[]): Promise<void>
  /** Changes the due time of pending deliveries in memory, without writing. */
  postpone(deliveries: readonly Pending[]): void
  /** Reads the changes in memory again after an erasure. @returns the ids of active alerts that are not as before */
  reread(now: number): Promise<string[]>
  /** Writes everything that is settled. */
  save(): Promise<void>
  /** Removes alerts resolved more than 24 h ago, and records of sent deliveries after 14 days. */
  removeExpired(now: number): void
}

/** Loads due deliveries, those sent in the last 14 days, and the active alerts. */
export async function openNotificationLog(store: Store, now: number): Promise<NotificationLog> {
  const memory = emptyMemory()
  const { readable, unreadable } = parseRows(await dueDeliveries(store))
  for (const pending of readable) {
    memory.pending.put(pending)
    memory.noteChange(pending.change)
  }
  for (const change of await newestChanges(store, now - reopenMs)) memory.noteChange(change)
  for (const delivery of await sentDeliveries(store, now - rememberedMs)) memory.noteSent(delivery)
  memory.planFlushes(readable)
  await saveDeliveries(store, unreadable)
  return notificationLogOf(store, memory)
}

/** Marks unreadable rows as failed, so that they do not block others. */
function parseRows(rows: readonly DeliveryRow[]): { readable: Pending[]; unreadable: DeliveryRow[] } {
  const parsed = new Map<string, AlertChange>()
  const [readable, unreadable]: [Pending[], DeliveryRow[]] = [[], []]
  for (const row of rows) {
    const key = `${row.alertId} ${row.changeNumber}`
    try {
      const change = parsed.get(key) ?? parseChange(row.change)
      parsed.set(key, change)
      readable.push({ ...row, change })
    } catch (error) {
      const reason = `the stored change cannot be read: ${(error as Error).message}`
      unreadable.push({ ...row, state: 'failed', reason, version: row.version + 1 })
    }
  }
  return { readable, unreadable }
}

function emptyMemory() {
  const pending = openPending()
  const sent = new Map<string, Delivery>()
  const lastSent = new Map<string, number>()
  const flushes = new Map<string, number>()
  const active = new Map<string, AlertChange>()
  return {
    pending,
    sent,
    lastSent,
    flushes,
    active,

    noteChange(change: AlertChange): void {
      const before = active.get(change.alertId)
      if (!before || before.changeNumber < change.changeNumber) active.set(change.alertId, change)
    },

    /** Replaces the change of an active alert by the stored version of the same one. @returns whether they differ */
    replaceChange(stored: AlertChange): boolean {
      const before = active.get(stored.alertId)
      if (before?.changeNumber !== stored.changeNumber) return false
      active.set(stored.alertId, stored)
      return JSON.stringify(before) !== JSON.stringify(stored)
    },

    noteSent(delivery: Delivery): void {
      const before = sent.get(updateKey(delivery))
      if (!before || before.changeNumber <= delivery.changeNumber)
        sent.set(updateKey(delivery), { ...delivery, reference: delivery.reference || (before?.reference ?? '') })
      const key = groupKeyOf(delivery)
      if (delivery.mode === 'now') lastSent.set(key, Math.max(delivery.sentAt, lastSent.get(key) ?? 0))
    },

    planFlushes(deliveries: readonly Pending[]): void {
      for (const { mode, attempt, change, dueAt, createdAt, ...delivery } of deliveries) {
        if (mode !== 'now' || attempt > 0 || dueAt <= createdAt || isDirect(change.change)) continue
        const planned = flushes.get(groupKeyOf(delivery)) ?? 0
        flushes.set(groupKeyOf(delivery), planned > createdAt ? Math.min(planned, dueAt) : dueAt)
      }
    },
  }
}

function notificationLogOf(store: Store, memory: ReturnType<typeof emptyMemory>): NotificationLog {
  const { pending, sent, lastSent, flushes, active } = memory
  const unsaved = new Set<DeliveryRow>()
  /** Keys of rows whose insert failed; the store may contain them anyway. */
  const uncertain = new Set<string>()
  let saving: Promise<void> | undefined

  const write = async (): Promise<void> => {
    const rows = [...unsaved]
    await saveDeliveries(store, rows)
    for (const row of rows) unsaved.delete(row)
  }

  /** One insert at a time: an insert per message would create more table parts than ClickHouse can merge. */
  const save = async (): Promise<void> => {
    await saving?.catch(() => {})
    if (unsaved.size === 0) return
    saving ??= write().finally(() => (saving = undefined))
    await saving
  }

  return {
    state: { pending, sent, lastSent, flushes, active },

    async add(changes, rowsFor) {
      const existing = await existingDeliveries(store, [...new Set(changes.map(({ alertId }) => alertId))])
      const added = new Map<string, Pending>()
      for (const change of changes) {
        const rows = rowsFor(change).filter((row) => !existing.has(deliveryKey(row)) || uncertain.has(deliveryKey(row)))
        memory.planFlushes(rows)
        for (const row of rows) added.set(deliveryKey(row), row)
      }
      for (const key of added.keys()) uncertain.add(key)
      await saveDeliveries(store, [...added.values()].map(toRow))
      // Without an `await` in between: a change that is active but not yet pending would look as if it had been sent.
      for (const change of changes) memory.noteChange(change)
      for (const delivery of added.values()) pending.put(delivery)
      for (const key of added.keys()) uncertain.delete(key)
    },

    async settle(deliveries) {
      for (const delivery of deliveries) {
        unsaved.add(toRow(delivery))
        if (delivery.state === 'due') pending.put(delivery)
        else pending.remove(delivery)
        const { change: _change, ...rest } = delivery
        if (rest.state === 'sent') memory.noteSent(rest)
      }
      const saved = save()
      if (unsaved.size > mostUnsaved) await saved
      else saved.catch(() => {})
    },

    async repeated(deliveries) {
      for (const delivery of deliveries) {
        unsaved.add({ ...delivery, change: '' })
        memory.noteSent(delivery)
      }
      await save()
    },

    postpone(deliveries) {
      for (const delivery of deliveries) pending.put(delivery)
    },

    save,

    async reread(now) {
      await save()
      const stored = await newestChanges(store, now - reopenMs)
      const changed = stored.filter((change) => memory.replaceChange(change))
      for (const { change, ...row } of parseRows(await dueDeliveries(store)).readable) {
        const before = pending.all.get(deliveryKey(row))
        if (before) pending.put({ ...before, change })
      }
      return changed.map(({ alertId }) => alertId)
    },

    removeExpired(now) {
      const needed = new Set([...pending.all.values()].map(({ alertId }) => alertId))
      for (const [id, { alert }] of active)
        if (alert.status === 'resolved' && alert.updatedAt < now - reopenMs && !needed.has(id)) active.delete(id)
      for (const [key, { alertId, sentAt }] of sent)
        if (sentAt < now - rememberedMs && !active.has(alertId)) sent.delete(key)
      for (const [key, dueAt] of flushes) if (dueAt < now) flushes.delete(key)
      for (const [key, sentAt] of lastSent) if (sentAt < now - rememberedMs) lastSent.delete(key)
    },
  }
}
