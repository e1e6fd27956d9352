import type { Notice, Told } from '../../notify/notifier.ts'
import { toWireAlert } from '../../alert/wire-alert.ts'

const types = {
  changes: 'alerts.changed',
  reminder: 'alerts.reminder',
  digest: 'alerts.digest',
  report: 'report',
} as const satisfies Record<Notice['kind'], string>

/** A notice as programs are told of it by webhook and Kafka: `type`, `timestamp`, `data`, as Standard Webhooks has it. */
export function toWireNotice(notice: Notice, dashboard: string) {
  const { kind, group, at } = notice
  const head = { type: types[kind], timestamp: new Date(at).toISOString() }
  return notice.kind === 'report'
    ? { ...head, data: { group, title: notice.title, lines: notice.lines } }
    : { ...head, data: { group, alerts: notice.alerts.map((told) => toWireTold(told, dashboard)) } }
}

function toWireTold({ newest, changes, confirmUrl }: Told, dashboard: string) {
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
