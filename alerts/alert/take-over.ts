import { coveringSubject, isCut, isTerm, subjectKey, type Subject } from '../series/subject.ts'
import { excessOf, type Alert } from './alert.ts'
import { statusAfterSnooze, type Change } from './lifecycle.ts'

const mostQuotes = 5

/** Whether the alert is about a part of this whole subject (one carrier of a topic), so that a spike of the whole can take it over. Pure. */
export const isAboutPartOf = (
  { kind, status, mergedInto, facts }: Pick<Alert, 'kind' | 'status' | 'mergedInto' | 'facts'>,
  subject: Subject,
): boolean =>
  kind === 'shift' &&
  (status === 'open' || status === 'acknowledged') &&
  mergedInto === null &&
  !isCut(subject) &&
  !isTerm(subject) &&
  subjectKey(coveringSubject(facts.subject)) === subjectKey(subject)

/** Whether a spike of the whole subject takes the alert of a part over: it has at least the excess of the part. Pure. */
export const isWholeOf = (subject: Subject, excess: number, alert: Alert): boolean =>
  isAboutPartOf(alert, subject) && excess >= excessOf(alert.kind, alert.observed, alert.expected)

/**
 * The alert of a part, about the whole from now on: one carrier's late parcels become late parcels, of which that carrier is the first
 * driver. It is the same event, so nobody is notified of it. Pure.
 */
export function widened(alert: Alert, spike: Alert): { alert: Alert; change: Change } {
  const related = { alertId: null, name: alert.title }
  const { notifiedExcess, peakExcess } = alert.facts
  const kept = takenOver(alert, spike, '').alert
  return {
    alert: { ...kept, facts: { ...kept.facts, notifiedExcess, peakExcess } },
    change: { change: 'joined', set: {}, reason: 'the whole topic spikes', related },
  }
}

/**
 * An active alert that a spike leads from now on: the figures, drivers and title of the spike under the same id, with all that people did.
 * Its former topic and subject have joined. The report of a hazard stays its first quote. Pure.
 */
export function takenOver(alert: Alert, spike: Alert, reason: string): { alert: Alert; change: Change } {
  const { id, status, openedAt, detectedAt, owner, hazard, changeNumber, facts } = alert
  const report = hazard ? alert.evidence.slice(0, 1) : []
  const kept: Alert = {
    ...alert,
    ...spike,
    severity: alert.severity,
    id,
    status,
    openedAt,
    detectedAt,
    owner,
    hazard,
    changeNumber,
    onsetAt: Math.min(alert.onsetAt, spike.onsetAt),
    departments: departmentsAfter(alert, spike),
    also: distinct([...alert.also, alert.topic, ...spike.also]).filter(
      (topic) => topic !== '' && topic !== spike.topic,
    ),
    ...handledBy(alert),
    evidence: [...report, ...spike.evidence.filter(({ mentionId }) => mentionId !== report[0]?.mentionId)].slice(
      0,
      mostQuotes,
    ),
    facts: {
      ...spike.facts,
      joined: joinedOf(alert, spike),
      reports: facts.reports,
      revision: facts.revision,
      waitingSince: facts.waitingSince,
    },
  }
  if (status === 'snoozed') return { alert: kept, change: wokenUp(alert, reason) }
  return { alert: kept, change: { change: 'worsened', set: {}, reason } }
}

/** The change of a snoozed alert that is active again. */
export const wokenUp = (alert: Alert, reason: string): Change => ({
  change: 'reopened',
  set: { snoozedUntil: null, snoozedWorse: null, status: statusAfterSnooze(alert), escalation: null },
  reason,
})

/** Who acts on a hazard, or has acknowledged the alert, still acts; otherwise the department of the spike does. */
function departmentsAfter(alert: Alert, spike: Alert): string[] {
  const isHandled = alert.hazard !== null || alert.owner !== null || alert.status === 'acknowledged'
  return distinct(
    isHandled ? [...alert.departments, ...spike.departments] : [...spike.departments, ...alert.departments],
  )
}

function joinedOf(alert: Alert, spike: Alert): string[] {
  const keyOf = ({ facts }: Alert) => subjectKey(coveringSubject(facts.subject))
  return distinct([...alert.facts.joined, keyOf(alert)]).filter((key) => key !== keyOf(spike))
}

const distinct = (list: readonly string[]) => [...new Set(list)]

/** The fields that people set. */
const handledBy = (alert: Alert) => ({
  merged: alert.merged,
  mergedInto: alert.mergedInto,
  splitTopics: alert.splitTopics,
  reopenedAt: alert.reopenedAt,
  resolvedAt: alert.resolvedAt,
  snoozedUntil: alert.snoozedUntil,
  snoozedWorse: alert.snoozedWorse,
  claim: alert.claim,
  escalation: alert.escalation,
  impact: alert.impact,
  verdict: alert.verdict,
  unit: alert.unit,
})
