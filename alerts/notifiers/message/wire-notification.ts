import type { AlertUpdate, Notification } from '../../notify/notifier.ts'
import { toWireAlert } from '../../alert/wire-alert.ts'

const types = {
  changes: 'alerts.changed',
  reminder: 'alerts.reminder',
  digest: 'alerts.digest',
  report: 'report',
} as const satisfies Record<Notification['kind'], string>

/** A notification as webhooks and Kafka carry it: `type`, `timestamp` and `data`, after Standard Webhooks. */
export function toWireNotification(notification: Notification, dashboard: string) {
  const { kind, group, at } = notification
  const head = { type: types[kind], timestamp: new Date(at).toISOString() }
  return notification.kind === 'report'
    ? { ...head, data: { group, title: notification.title, lines: notification.lines } }
    : { ...head, data: { group, alerts: notification.alerts.map((update) => toWireUpdate(update, dashboard)) } }
}

function toWireUpdate({ newest, changes, confirmUrl }: AlertUpdate, dashboard: string) {
  return {
    change: newest.change,
    changeNumber: newest.changeNumber,
    changes: changes.map(({ change, changeNumber, at, by, reason }) => ({
      change,
      changeNumber,
      at: new Date(at).toISOString(),
      by,
      reason,
    })),
    alert: toWireAlert(newest.alert),
    url: `${dashboard}/alerts/${encodeURIComponent(newest.alertId)}`,
    confirmUrl: confirmUrl ?? null,
  }
}
