import type { Clock } from '../infra/clock.ts'
import type { EventLog } from '../infra/log/event-log.ts'
import type { Store } from '../infra/store/store.ts'
import { alertsTopic, excessOf, type Alert, type AlertChange } from './alert/alert.ts'
import { saveAlerts, saveChange, activeAlerts, unwrittenChanges } from './alert/alert-table.ts'
import { defaultPolicy, type Change, type Policy } from './alert/lifecycle.ts'

export interface By {
  name: string
  commandId: string
}
export const ourselves: By = { name: 'groundswell', commandId: '' }

/** The alerts that stand and how they change. */
export interface AlertStore {
  active: ReadonlyMap<string, Alert>
  /** Told and written down once it resolves. */
  change(alert: Alert, made: Change, by: By): Promise<void>
  /** New figures, no change: nobody is told, and a look writes all of them down at once. */
  refresh(alert: Alert, at: number): void
  /** Drops alerts that ended too long ago to reopen. */
  forget(now: number): void
}

/** What a change tells of the excess: people compare the next one with it. */
const tellsExcess: AlertChange['change'][] = ['opened', 'worsened', 'eased', 'reopened']

/** Somebody should take it from now on. */
const waitsAnew: AlertChange['change'][] = ['opened', 'reopened', 'handedOver', 'released']

/** The alerts that stand, and the one way to change them. Belongs to the process that holds `alert-commands`. */
export function openAlertStore(
  { log, store, clock }: { log: EventLog; store: Store; clock: Clock },
  { reopenMs }: Policy,
) {
  const active = new Map<string, Alert>()
  const unsaved: AlertChange[] = []
  const renewed = new Map<string, Alert>()

  /** Writes down what was told, then figures; what the store refuses stays here and is tried again before anything else changes. */
  const save = async (): Promise<void> => {
    await saveChange(store, ...unsaved)
    await saveAlerts(store, [...new Map(unsaved.map(({ alert }) => [alert.id, alert])).values()])
    unsaved.length = 0
    await saveAlerts(store, [...renewed.values()])
    renewed.clear()
  }

  /** tell → remember: after a crash in between, the same change is made again under the same number, and recognised. */
  const tell = async (alert: Alert, made: Change, by: By): Promise<void> => {
    const event = changeOf(alert, made, { by, at: clock() })
    await log.publish(alertsTopic, [event])
    active.set(event.alertId, event.alert)
    renewed.delete(event.alertId)
    unsaved.push(event)
  }

  return {
    active,
    save,

    /** After a start: the alerts that stand, brought up to changes that were written without their alert. */
    async readBack(): Promise<void> {
      unsaved.push(...(await unwrittenChanges(store)))
      await save()
      for (const alert of await activeAlerts(store, clock() - reopenMs)) active.set(alert.id, alert)
    },

    tell,

    async change(alert: Alert, made: Change, by: By): Promise<void> {
      await tell(alert, made, by)
      await save()
    },

    refresh(alert: Alert, at: number): void {
      const next = refreshed(alert, at)
      active.set(next.id, next)
      renewed.set(next.id, next)
    },

    forget(now: number): void {
      for (const alert of active.values()) if (isOver(alert, now - reopenMs)) active.delete(alert.id)
    },
  }
}

/** Ended too long ago to reopen. */
const isOver = ({ status, resolvedAt }: Alert, since: number) =>
  status === 'resolved' && resolvedAt !== null && resolvedAt < since

const refreshed = (alert: Alert, at: number): Alert => ({
  ...alert,
  updatedAt: at,
  facts: { ...alert.facts, revision: alert.facts.revision + 1 },
})

/** A book of a replay: nobody is told and nothing is written, all is kept. `clock` is the replay's. */
export function openReplayAlertStore(clock: Clock) {
  const active = new Map<string, Alert>()
  const alerts = new Map<string, Alert>()
  const changes: AlertChange[] = []
  const keep = (alert: Alert) => void (active.set(alert.id, alert), alerts.set(alert.id, alert))
  const book: AlertStore = {
    active,
    async change(alert, made, by) {
      const event = changeOf(alert, made, { by, at: clock() })
      changes.push(event)
      keep(event.alert)
    },
    refresh: (alert, at) => keep(refreshed(alert, at)),
    forget(now) {
      for (const alert of active.values()) if (isOver(alert, now - defaultPolicy.reopenMs)) active.delete(alert.id)
    },
  }
  return { ...book, alerts, changes }
}

function changeOf(alert: Alert, made: Change, { by, at }: { by: By; at: number }): AlertChange {
  const next = changed(alert, made, at)
  const { id: alertId, changeNumber } = next
  const { change, reason } = made
  return { alertId, changeNumber, change, at, by: by.name, reason, commandId: by.commandId, alert: next }
}

function changed(alert: Alert, { change, set }: Change, at: number): Alert {
  const facts = { ...alert.facts, revision: alert.facts.revision + 1 }
  if (tellsExcess.includes(change)) {
    facts.notifiedExcess = excessOf(alert.kind, alert.observed, alert.expected)
    facts.peakExcess = change === 'reopened' ? facts.notifiedExcess : Math.max(facts.peakExcess, facts.notifiedExcess)
  }
  // By hand and still above: it must have been calm once before it can reopen.
  if (change === 'opened' || change === 'reopened') facts.calmSince = null
  if (waitsAnew.includes(change)) facts.waitingSince = at
  return { ...alert, ...set, updatedAt: at, changeNumber: alert.changeNumber + 1, facts }
}
