import { verdicts } from '../alert/alert.ts'
import { median } from '../../infra/median.ts'
import type { ReportedAlert } from './alert-figures-query.ts'
import type { AlertFigures, AlertTotals } from './report.ts'

const dayMs = 24 * 3_600_000

/** The figures of one department over alerts opened in a period. `dailyReportAtMs` is a time of the UTC day. Pure. */
export function alertFigures(
  alerts: readonly ReportedAlert[],
  department: string,
  dailyReportAtMs: number,
): AlertFigures {
  const own = alerts.filter(({ departments }) => departments[0] === department)
  const counted = (verdict: string) => own.filter((alert) => alert.verdict === verdict).length
  const [useful, noise, expected, duplicate] = verdicts.map(counted) as [number, number, number, number]
  const judged = useful + noise + expected + duplicate
  const involved = alerts.filter(({ departments }) => departments.includes(department)).length
  return {
    opened: own.length,
    watched: involved - own.length,
    involved,
    medianAcknowledgeMs: median(own.flatMap((alert) => sinceOpening(alert, acknowledgedAt(alert)))),
    medianResolveMs: median(own.flatMap((alert) => sinceOpening(alert, resolvedAt(alert)))),
    medianLeadMs: median(own.map((alert) => leadOf(alert, dailyReportAtMs))),
    verdicts: { useful, noise, expected, duplicate },
    judged,
    precision: judged === 0 ? null : useful / judged,
  }
}

export const alertTotals = (alerts: readonly ReportedAlert[]): AlertTotals => ({
  opened: alerts.length,
  judged: alerts.filter(({ verdict }) => verdict !== '').length,
  useful: alerts.filter(({ verdict }) => verdict === 'useful').length,
})

const sinceOpening = ({ openedAt }: ReportedAlert, at: number | undefined): number[] =>
  at === undefined ? [] : [Math.max(0, at - openedAt)]

/** An assignment counts as an acknowledgement. */
function acknowledgedAt({ changes, times }: ReportedAlert): number | undefined {
  const first = changes.findIndex((change) => change === 'acknowledged' || change === 'assigned')
  return times[first]
}

/** The last resolution; undefined if the alert was reopened since. */
function resolvedAt({ changes, times }: ReportedAlert): number | undefined {
  const last = changes.findLastIndex((change) => change === 'resolved')
  return last < 0 || changes.indexOf('reopened', last) >= 0 ? undefined : times[last]
}

/** Time in ms from the detection to the first daily report after the onset; negative if the report came first. */
export function leadOf(
  { onset, detected }: Pick<ReportedAlert, 'onset' | 'detected'>,
  dailyReportAtMs: number,
): number {
  const reportAt = (Math.floor((onset - dailyReportAtMs) / dayMs) + 1) * dayMs + dailyReportAtMs
  return reportAt - detected
}
