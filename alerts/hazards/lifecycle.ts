import type { Alert } from '../alert/alert.ts'
import { reopenedFields, type Change } from '../alert/lifecycle.ts'
import { wokenUp } from '../alert/take-over.ts'
import { lastReportAt } from './hazard-alert.ts'
import type { HazardPolicy } from './policy.ts'

const awake = { snoozedUntil: null, snoozedWorse: null }

/** The change that a report makes to a hazard alert that already contains it; undefined: it only counts. Pure. */
export function changeByReport(alert: Alert, now: number, { worsenedBy }: HazardPolicy): Change | undefined {
  const { status, observed, snoozedWorse, facts } = alert
  if (status === 'resolved') return { change: 'reopened', set: reopenedFields(alert, now), reason: 'a new report' }
  if (status === 'snoozed') {
    const isWorse = snoozedWorse && observed > snoozedWorse.excess * (1 + snoozedWorse.percent / 100)
    return isWorse ? wokenUp(alert, `reports rose by more than ${snoozedWorse.percent} % since the snooze`) : undefined
  }
  const hasGrown = observed >= worsenedBy * facts.notifiedExcess && observed > facts.peakExcess
  return hasGrown ? { change: 'worsened', set: {}, reason: 'more reports' } : undefined
}

/** The change that time makes to a hazard alert: a snooze ends, or it resolves `quietMs` after the last report or reopening. Pure. */
export function changeByTime(alert: Alert, now: number, { quietMs }: HazardPolicy): Change | undefined {
  if (alert.status === 'resolved') return undefined
  const quietSince = Math.max(lastReportAt(alert), alert.openedAt, alert.reopenedAt ?? 0)
  if (now - quietSince >= quietMs) {
    const set = { ...awake, status: 'resolved' as const, resolvedAt: now, claim: null }
    return { change: 'resolved', set, reason: `no further report for ${Math.round(quietMs / 86_400_000)} days` }
  }
  const isOver = alert.status === 'snoozed' && alert.snoozedUntil !== null && now >= alert.snoozedUntil
  return isOver ? wokenUp(alert, 'the snooze ended and it is not resolved') : undefined
}
