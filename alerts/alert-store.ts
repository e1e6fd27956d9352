import type { Clock } from '../infra/clock.ts'
import type { EventLog } from '../infra/log/event-log.ts'
import type { Store } from '../infra/store/store.ts'
import { alertsTopic, excessOf, type Alert, type AlertChange } from './alert/alert.ts'
import { activeAlerts, saveAlerts, saveChange, unwrittenChanges } from './alert/alert-table.ts'
import { seesAll } from './alert/visibility.ts'
import { traceChange } from './trace-change.ts'
import { defaultPolicy, type Change, type Policy } from './alert/lifecycle.ts'

/** Who made a change, by which command ('' = none), and when (epoch ms): the time that the fields it sets have too. */
export interface Actor {
  name: string
  commandId: string
  at: number
}
export const systemAt = (at: number): Actor => ({ name: 'groundswell', commandId: '', at })

/** Active alerts (open, or resolved and able to reopen) and the ways to change them. */
export interface AlertStore {
  active: ReadonlyMap<string, Alert>
  /** Resolves when the change is published and written. */
  change(alert: Alert, made: Change, by: Actor): Promise<void>
  /** Updates figures without a change: no notification; the next `save` writes them. */
  refresh(alert: Alert, at: number): void
  /** Removes alerts that were resolved too long ago to reopen. */
  removeExpired(now: number): void
}

/** A resolved hazard alert is kept for so long: until then it tells an author's repeats, and counts in the budget. */
const hazardKeptMs = 30 * 24 * 3_600_000

/** Changes whose notification states the excess. The next change is measured against that excess. */
const statesExcess: AlertChange['change'][] = ['opened', 'worsened', 'eased', 'reopened']

/** Changes after which the alert waits for somebody to take it. */
const startsWaiting: AlertChange['change'][] = ['opened', 'reopened', 'handedOver', 'released']

/** The alert store of the process that holds `alert-commands`, the only writer of alerts. */
export function openAlertStore(
  { log, store, clock }: { log: EventLog; store: Store; clock: Clock },
  { reopenMs }: Policy,
) {
  const active = new Map<string, Alert>()
  const unsaved: AlertChange[] = []
  const refreshed = new Map<string, Alert>()

  /** Writes published changes, then figures. If a write fails, the rows stay queued and the next `save` writes them first. */
  const save = async (): Promise<void> => {
    await saveChange(store, ...unsaved)
    await saveAlerts(store, [...new Map(unsaved.map(({ alert }) => [alert.id, alert])).values()])
    unsaved.length = 0
    await saveAlerts(store, [...refreshed.values()])
    refreshed.clear()
  }

  /**
   * Publishes only; `save` writes. After a crash in between, the change is made again with the same number, so readers recognise the
   * repeat.
   */
  const publish = async (alert: Alert, made: Change, by: Actor): Promise<void> => {
    const event = changeOf(alert, made, by)
    await traceChange(store, event, () => log.publish(alertsTopic, [event]))
    active.set(event.alertId, event.alert)
    refreshed.delete(event.alertId)
    unsaved.push(event)
  }

  return {
    active,
    save,
    publish,

    /** After a start: loads the active alerts, and completes changes that were written without their alert. */
    async load(): Promise<void> {
      unsaved.push(...(await unwrittenChanges(store)))
      await save()
      for (const alert of await activeAlerts(store, clock() - Math.max(reopenMs, hazardKeptMs), seesAll))
        if (!isExpired(alert, { now: clock(), reopenMs })) active.set(alert.id, alert)
    },

    async change(alert: Alert, made: Change, by: Actor): Promise<void> {
      await publish(alert, made, by)
      await save()
    },

    refresh(alert: Alert, at: number): void {
      const next = withRevision(alert, at)
      active.set(next.id, next)
      refreshed.set(next.id, next)
    },

    removeExpired(now: number): void {
      for (const alert of active.values()) if (isExpired(alert, { now, reopenMs })) active.delete(alert.id)
    },
  }
}

/** Whether the alert was resolved too long ago to reopen (`now` in epoch ms). */
const isExpired = ({ status, resolvedAt, hazard }: Alert, { now, reopenMs }: { now: number; reopenMs: number }) =>
  status === 'resolved' &&
  resolvedAt !== null &&
  resolvedAt < now - (hazard ? Math.max(reopenMs, hazardKeptMs) : reopenMs)

const withRevision = (alert: Alert, at: number): Alert => ({
  ...alert,
  updatedAt: at,
  facts: { ...alert.facts, revision: alert.facts.revision + 1 },
})

/** The alert store of a replay: it publishes and writes nothing, and keeps every alert and change in memory. */
export function openReplayAlertStore() {
  const active = new Map<string, Alert>()
  const alerts = new Map<string, Alert>()
  const changes: AlertChange[] = []
  const keep = (alert: Alert) => void (active.set(alert.id, alert), alerts.set(alert.id, alert))
  const alertStore: AlertStore = {
    active,
    async change(alert, made, by) {
      const event = changeOf(alert, made, by)
      changes.push(event)
      keep(event.alert)
    },
    refresh: (alert, at) => keep(withRevision(alert, at)),
    removeExpired(now) {
      for (const alert of active.values())
        if (isExpired(alert, { now, reopenMs: defaultPolicy.reopenMs })) active.delete(alert.id)
    },
  }
  return { ...alertStore, alerts, changes }
}

function changeOf(alert: Alert, made: Change, { name, commandId, at }: Actor): AlertChange {
  const next = changed(alert, made, at)
  const { id, changeNumber } = next
  const { change, reason, related } = made
  const event = { alertId: id, changeNumber, change, at, by: name, reason, commandId, alert: next }
  return related ? { ...event, related } : event
}

function changed(alert: Alert, { change, set }: Change, at: number): Alert {
  const facts = { ...alert.facts, ...set.facts, revision: alert.facts.revision + 1 }
  if (statesExcess.includes(change)) {
    facts.notifiedExcess = excessOf(alert.kind, alert.observed, alert.expected)
    facts.peakExcess = change === 'reopened' ? facts.notifiedExcess : Math.max(facts.peakExcess, facts.notifiedExcess)
  }
  // Restarts the calm time: an alert resolved above its expected range reopens only after it was calm, or with a clearly larger excess.
  if (change === 'opened' || change === 'reopened') facts.calmSince = null
  if (change === 'reopened') facts.joined = []
  if (startsWaiting.includes(change)) facts.waitingSince = at
  return { ...alert, ...set, updatedAt: at, changeNumber: alert.changeNumber + 1, facts }
}
