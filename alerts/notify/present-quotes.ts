import type { Store } from '../../infra/store/store.ts'
import type { Alert, AlertChange } from '../alert/alert.ts'
import { withoutRemoved } from '../alert/removed-quotes.ts'
import type { AlertNotification, AlertUpdate } from './notifier.ts'

/**
 * The notification with the quotes of removed mentions blanked. It may have waited, for quiet hours, a digest or a retry: what was removed
 * meanwhile must not be sent. Asks the store nothing when nothing is quoted.
 */
export async function withPresentQuotes(store: Store, notification: AlertNotification): Promise<AlertNotification> {
  return { ...notification, alerts: await updatesWithPresentQuotes(store, notification.alerts) }
}

/** The updates with the quotes of removed mentions blanked. */
export async function updatesWithPresentQuotes(store: Store, updates: readonly AlertUpdate[]): Promise<AlertUpdate[]> {
  const alerts = [...new Set(updates.flatMap(({ newest, changes }) => [newest, ...changes]).map(({ alert }) => alert))]
  const shown = await withoutRemoved(store, alerts)
  const shownOf = new Map<Alert, Alert>(alerts.map((alert, i) => [alert, shown[i]!]))
  const blanked = (change: AlertChange): AlertChange => ({ ...change, alert: shownOf.get(change.alert)! })
  return updates.map((update) => ({
    ...update,
    newest: blanked(update.newest),
    changes: update.changes.map(blanked),
  }))
}
