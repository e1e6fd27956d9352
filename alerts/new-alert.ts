import { alertId, initialFields, type Alert } from './alert/alert.ts'
import { alertDistinct, alertFigures, inShownWindow, type Observation } from './detection/observation.ts'
import { detectorVersion } from './detector/state.ts'
import { baseBucketMs, isCut, isTerm } from './series/subject.ts'

/** A new alert for an observation. Its explanation sets severity, drivers and evidence later. Pure. */
export function newAlert(
  observation: Observation,
  { departments, onsetAt, title }: Pick<Alert, 'departments' | 'onsetAt' | 'title'>,
): Alert {
  const { finding, distinct, at, threshold } = observation
  const { subject } = observation.series
  const { dimension, value } = subject
  return {
    id: alertId(subject, Math.floor(at / baseBucketMs) * baseBucketMs),
    kind: finding.kind === 'drop' ? 'drop' : isCut(subject) && !isTerm(subject) ? 'shift' : 'spike',
    title,
    status: 'open',
    severity: 'low',
    departments,
    topic: subject.kind === 'topic' ? subject.id : '',
    cut: dimension === '' ? null : { dimension, value },
    also: [],
    onsetAt,
    detectedAt: at,
    openedAt: at,
    updatedAt: at,
    resolvedAt: null,
    snoozedUntil: null,
    ...initialFields,
    ...alertFigures(finding.kind === 'drop' ? observation : inShownWindow(observation)),
    ...alertDistinct(observation),
    drivers: [],
    evidence: [],
    similar: [],
    owner: null,
    verdict: null,
    changeNumber: 0,
    facts: {
      subject,
      joined: [],
      reports: [],
      revision: 0,
      notifiedExcess: 0,
      peakExcess: 0,
      calmSince: null,
      waitingSince: at,
      severityLowerSince: null,
      explainedObserved: 0,
      explainedAt: 0,
      driverTable: null,
      finding: {
        detector: detectorVersion,
        observed: finding.observedInWindow,
        expected: finding.expectedInWindow,
        tested: finding.tested ?? { windows: [], full: 0, pooled: false },
        authors: distinct.authors,
        texts: distinct.texts,
        threshold,
        p: finding.dropP ?? finding.p,
      },
    },
  }
}
