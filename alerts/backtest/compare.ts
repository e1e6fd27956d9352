import type { Report, ReportedAlert } from './report.ts'

/** The differences between two rules: `appear` and `disappear` from the first to the second. */
export interface Comparison {
  appear: ReportedAlert[]
  disappear: ReportedAlert[]
  /** Names of incidents that only the second rule catches, and that only the first one catches. */
  caughtToo: string[]
  missedThen: string[]
  alertsPerWeek: [before: number, after: number]
  falseAlerts: [before: number, after: number]
}

/** Alerts about the same topic or department, opened within a day of each other, are considered the same. */
const sameMs = 24 * 3_600_000

export function compared(before: Report, after: Report): Comparison {
  const without = (all: readonly ReportedAlert[], others: readonly ReportedAlert[]) =>
    all.filter((alert) => !others.some((other) => isSame(alert, other)))
  const caught = (report: Report) =>
    report.incidents.filter((each) => each.kind === 'incident' && each.caught).map(({ name }) => name)
  const [first, second] = [caught(before), caught(after)]
  return {
    appear: without(after.alerts, before.alerts),
    disappear: without(before.alerts, after.alerts),
    caughtToo: second.filter((name) => !first.includes(name)),
    missedThen: first.filter((name) => !second.includes(name)),
    alertsPerWeek: [before.summary.alertsPerWeek, after.summary.alertsPerWeek],
    falseAlerts: [before.summary.falseAlerts, after.summary.falseAlerts],
  }
}

function isSame(a: ReportedAlert, b: ReportedAlert): boolean {
  const isAboutSame = a.topic === b.topic && (a.topic !== '' || a.departments[0] === b.departments[0])
  return isAboutSame && Math.abs(Date.parse(a.openedAt) - Date.parse(b.openedAt)) <= sameMs
}
