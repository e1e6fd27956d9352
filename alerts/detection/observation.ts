import { excessOf, type Alert } from '../alert/alert.ts'
import type { Moment, Series } from './counts.ts'
import { dropShare, figuresOf, peek, type Figures, type Finding } from '../detector/finding.ts'
import type { Evaluation } from '../alert/lifecycle.ts'
import { baseBucketMs, subjectKey } from '../series/subject.ts'
import type { DistinctCounts } from '../series/distinct-counts.ts'
import { expectationOf } from '../detector/baseline.ts'
import type { Counted } from '../series/count-query.ts'
import { onsetOf } from './onset.ts'

export interface Observation {
  series: Series
  finding: Finding
  voices: DistinctCounts
  evaluation: Evaluation
  /** Of the window that the finding, or the alert followed, is about; and of any other. */
  figures: Figures
  figuresIn: (windowMs: number) => Figures
  /** The p-value in force for it. */
  threshold: number
  /** Event time up to which the figures speak. */
  at: number
  from: number
}

const nobody: DistinctCounts = {
  mentions: 0,
  authors: 0,
  texts: 0,
  departments: new Map(),
  sharedWith: new Map(),
  ofOneTopic: 0,
}

/** The buckets after the last closed one are tested as one open bucket, of which a share has passed. */
function openBucket({ open }: Series, { now, closed, uplift }: UpliftedExpectation) {
  return { bucket: { at: closed, count: open, live: open, uplift }, share: Math.max(0, now - closed) / baseBucketMs }
}

/** What a planned event allows the subject. */
type UpliftedExpectation = Moment & { uplift: number }

/** What is found of a series now. */
export function observe(
  series: Series,
  moment: UpliftedExpectation & { threshold: number; isBehind: boolean },
): Observation {
  const { bucket, share } = openBucket(series, moment)
  const isBlind = moment.isBehind || moment.blind.has(`${series.subject.kind}:${series.subject.id}`)
  const finding = peek(series.state, { ...bucket, blind: isBlind }, moment.threshold, share)
  const isDrop = finding.kind === 'drop'
  const excess = excessOf(isDrop ? 'drop' : 'spike', finding.observedInWindow, finding.expectedInWindow)
  const evaluation: Evaluation = { spike: isDrop, above: isDrop || finding.kind === 'spike', blind: isBlind, excess }
  const from = moment.closed - finding.windowMs + baseBucketMs
  const figuresIn = (windowMs: number) => figuresOf(series.state, bucket, { windowMs, share })
  return {
    series,
    finding,
    figures: figuresIn(finding.windowMs),
    figuresIn,
    threshold: moment.threshold,
    voices: nobody,
    evaluation,
    at: moment.now,
    from,
  }
}

/** Mentions a window must lead one to expect for its silence to say anything. */
const fewestExpected = 5

/** An open alert is followed in the window it opened with, so that its figures can be compared. */
export function observeInWindow(seen: Observation, alert: Alert, { closed }: Moment): Observation {
  const figures = seen.figuresIn(alert.bucketMs)
  const { observedInWindow, expectedInWindow, upperOfWindow } = figures
  const finding = { ...seen.finding, ...figures, windowMs: alert.bucketMs }
  const isDrop = alert.kind === 'drop'
  const excess = excessOf(alert.kind, observedInWindow, expectedInWindow)
  const above = isDrop ? observedInWindow < dropShare * expectedInWindow : observedInWindow > upperOfWindow
  // At night, when next to nothing is expected, silence is no calm.
  const blind = seen.evaluation.blind || (isDrop && expectedInWindow < fewestExpected)
  const spike = isDrop ? seen.finding.kind === 'drop' : seen.finding.kind === 'spike' && seen.evaluation.spike
  return {
    ...seen,
    finding,
    figures,
    from: closed - alert.bucketMs + baseBucketMs,
    evaluation: { spike, excess, above, blind },
  }
}

/** An open alert answers for its topic or department whatever the cut, a drop for drops; one that may reopen for the very same subject only. */
export function hasActiveAlert(active: Iterable<Alert>, { finding, series: { subject } }: Observation): boolean {
  const isDrop = finding.kind === 'drop'
  return [...active].some(({ status, kind, facts }) => {
    if ((kind === 'drop') !== isDrop) return false
    if (status === 'resolved') return subjectKey(facts.subject) === subjectKey(subject)
    return facts.subject.kind === subject.kind && facts.subject.id === subject.id
  })
}

const dayMs = 24 * 3_600_000

export function figuresIn({ finding, figures }: Observation) {
  const { observedInWindow, expectedInWindow, lowerOfWindow, upperOfWindow } = figures
  return {
    observed: observedInWindow,
    expected: rounded(expectedInWindow),
    lower: rounded(lowerOfWindow),
    upper: rounded(upperOfWindow),
    bucketMs: finding.windowMs,
    p: finding.p,
  }
}

/** Voices are heard a moment after the counts: never more of them than mentions counted. */
export function voicesOf({ voices, finding }: Observation) {
  const most = finding.observedInWindow
  return { authors: Math.min(most, voices.authors), texts: Math.min(most, voices.texts), mentions: most }
}

/** `lastDay` are the subject's counts of the day before. */
export function onsetAtOf({ series, finding, at, from }: Observation, lastDay: readonly Counted[]): number {
  const to = Math.floor(at / baseBucketMs) * baseBucketMs
  const expectedAt = (start: number) => expectationOf(series.state.baseline, start).mean
  return Math.min(
    from + finding.windowMs,
    onsetOf(lastDay, { from: to - dayMs, to, bucketMs: baseBucketMs, expectedAt }),
  )
}

const rounded = (x: number) => Math.round(x * 100) / 100
