import type { ReportedAlert } from './alert-figures-query.ts'
import { leadOf } from './alert-figures.ts'
import type { Worth, WorthOptions } from './worth-schema.ts'

const hourMs = 3_600_000

/**
 * What the warnings of a period were worth: for each alert rated useful, the complaints above the expected count that came in until the
 * daily report, times the contacts for each, times the share that is avoided, times their cost. `dailyReportAtMs` is a time of the UTC day.
 */
export function worthOf(
  alerts: readonly ReportedAlert[],
  { assumptions, dailyReportAtMs }: { assumptions: WorthOptions; dailyReportAtMs: number },
): Worth {
  const useful = alerts
    .filter(({ verdict }) => verdict === 'useful')
    .map((alert) => ({ leadMs: leadOf(alert, dailyReportAtMs), excessPerHour: alert.excessPerHour }))
    .filter(({ leadMs }) => leadMs > 0)
  const complaints = useful.reduce((sum, { leadMs, excessPerHour }) => sum + (leadMs / hourMs) * excessPerHour, 0)
  const contactsAvoided = complaints * assumptions.contactsPerMention * assumptions.avoidedShare
  return {
    warnings: useful.length,
    leadMs: useful.reduce((sum, { leadMs }) => sum + leadMs, 0),
    complaints,
    contactsAvoided,
    saved: contactsAvoided * assumptions.costPerContact,
    assumptions,
  }
}
