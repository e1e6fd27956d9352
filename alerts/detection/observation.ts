import { excessOf, type Alert } from '../alert/alert.ts'
import type { Evaluation } from '../alert/lifecycle.ts'
import { isAboutPartOf } from '../alert/take-over.ts'
import { expectationOf } from '../detector/baseline.ts'
import { dayThreshold, dayUnderTest, figuresOfDay, hasDaysOnly, peekDay, type DayUnderTest } from '../detector/days.ts'
import { dropShare, figuresOf, peek, type Figures, type Finding } from '../detector/finding.ts'
import type { Bucket } from '../detector/state.ts'
import type { Counted } from '../series/counted.ts'
import type { DistinctCounts } from '../series/distinct-counts.ts'
import { baseBucketMs, coveringSubject, isTerm, subjectKey } from '../series/subject.ts'
import type { Moment, Series } from './counts.ts'
import { onsetOf } from './onset.ts'

/** A series at one evaluation. Immutable. */
export interface Observation {
  readonly series: Series
  readonly finding: Finding
  /** Zeros until `applyGates` has counted. */
  readonly distinct: DistinctCounts
  readonly evaluation: Evaluation
  /** For the window of the finding, or of the alert (`observeInWindow`). */
  readonly figures: Figures
  /** The same for a window of any length in ms. */
  readonly figuresIn: (windowMs: number) => Figures
  /** The p-value at or below which it is a spike. */
  readonly threshold: number
  /** It is of one day, by the regression of days. */
  readonly isOfDay: boolean
  /** Of an emerging term: when it emerged, epoch ms. */
  readonly emergedAt?: number
  /** Of a slow rise over days: the observation of hours. */
  readonly ofHours?: Observation
  /** Event time, epoch ms: the window is `from` (included) to `at`. */
  readonly from: number
  readonly at: number
}

const nothingCounted: DistinctCounts = {
  mentions: 0,
  authors: 0,
  texts: 0,
  departments: new Map(),
  sharedWith: new Map(),
  largestTopic: { id: '', share: 0 },
}

/** A moment, and how many times the expected count a planned event allows the subject (1 = none). */
type UpliftedMoment = Moment & { uplift: number }

/** Combines the buckets after the last closed one into one open bucket. `share`: elapsed time in bucket widths. */
function openBucket({ open }: Series, { now, closed, uplift }: UpliftedMoment) {
  return { bucket: { at: closed, count: open, live: open, uplift }, share: Math.max(0, now - closed) / baseBucketMs }
}

/** Tests the series as it is now. Pure. */
export function observe(
  series: Series,
  moment: UpliftedMoment & { threshold: number; isBehind: boolean },
): Observation {
  const { bucket, share } = openBucket(series, moment)
  if (hasDaysOnly(series.state, bucket))
    return observeDay(series, dayUnderTest(series.state, bucket), { bucket, ...moment })
  const ofHours = observeBucket(series, { bucket, share }, moment)
  if (ofHours.finding.kind !== 'calm' || !series.state.days || isTerm(series.subject)) return ofHours
  // What rises slowly over days is hardly unusual in any window of hours.
  const day = dayUnderTest(series.state, bucket, { uncovered: true })
  const ofDay = observeDay(series, day, { bucket, ...moment })
  return ofDay.finding.kind === 'spike' ? { ...ofDay, ofHours } : ofHours
}

function observeBucket(
  series: Series,
  { bucket, share }: ReturnType<typeof openBucket>,
  moment: UpliftedMoment & { threshold: number; isBehind: boolean },
): Observation {
  const isBlind = moment.isBehind || moment.blind.has(`${series.subject.kind}:${series.subject.id}`)
  const finding = peek(series.state, { ...bucket, blind: isBlind }, moment.threshold, share)
  const isDrop = finding.kind === 'drop'
  const excess = excessOf(isDrop ? 'drop' : 'spike', finding.observedInWindow, finding.expectedInWindow)
  const figuresIn = (windowMs: number) => figuresOf(series.state, bucket, { windowMs, share })
  return {
    series,
    finding,
    distinct: nothingCounted,
    evaluation: { spike: isDrop, above: isDrop || finding.kind === 'spike', blind: isBlind, excess },
    figures: figuresIn(finding.windowMs),
    figuresIn,
    threshold: moment.threshold,
    isOfDay: false,
    from: moment.closed - finding.windowMs + baseBucketMs,
    at: moment.now,
  }
}

/**
 * Tests its day by the regression of days: all there is of a series with days for times. A cut of such a series is never a spike: its
 * whole names it as a driver.
 */
function observeDay(
  series: Series,
  day: DayUnderTest | undefined,
  { bucket, ...moment }: UpliftedMoment & { bucket: Bucket; threshold: number; isBehind: boolean },
): Observation {
  const { state } = series
  const threshold = dayThreshold(state, moment.threshold)
  const finding = day ? peekDay(state, day, threshold) : peek(state, bucket, 0)
  const figures = day ? figuresOfDay(state, day) : figuresOf(state, bucket, { windowMs: finding.windowMs })
  const excess = excessOf('spike', finding.observedInWindow, finding.expectedInWindow)
  const isSpike = day !== undefined && finding.kind === 'spike'
  return {
    series,
    finding: isSpike ? finding : { ...finding, kind: 'calm' },
    distinct: nothingCounted,
    evaluation: { spike: false, above: isSpike, blind: moment.isBehind, excess },
    figures,
    figuresIn: () => figures,
    threshold,
    isOfDay: true,
    from: day?.at ?? moment.closed,
    at: moment.now,
  }
}

/** With fewer expected mentions an empty window is no evidence of a drop. */
const fewestExpected = 5

/** The observation in the window that the alert opened with, so that its figures are comparable over time. Pure. */
export function observeInWindow(latest: Observation, alert: Alert, { closed }: Moment): Observation {
  const observation = latest.ofHours && alert.bucketMs < dayMs ? latest.ofHours : latest
  const figures = observation.figuresIn(alert.bucketMs)
  const { observedInWindow, expectedInWindow, upperOfWindow } = figures
  const { finding, evaluation } = observation
  const isDrop = alert.kind === 'drop'
  const above = isDrop ? observedInWindow < dropShare * expectedInWindow : observedInWindow > upperOfWindow
  const inWindow: Observation = {
    ...observation,
    finding: { ...finding, ...figures, windowMs: alert.bucketMs },
    figures,
    from: observation.isOfDay ? observation.from : closed - alert.bucketMs + baseBucketMs,
    evaluation: {
      spike: isDrop ? finding.kind === 'drop' : finding.kind === 'spike' && evaluation.spike,
      excess: excessOf(alert.kind, observedInWindow, expectedInWindow),
      above,
      // At night hardly anything is expected, so an empty window does not end a drop.
      blind: evaluation.blind || (isDrop && expectedInWindow < fewestExpected),
    },
  }
  return isDrop ? inWindow : inShownWindow(inWindow)
}

/**
 * Whether an alert already covers the subject: an open alert covers all cuts of its topic or department, a resolved one only its own
 * subject, and one about a cut not the whole, which can take it over. Drops cover only drops.
 */
export function hasActiveAlert(alerts: Iterable<Alert>, { finding, series: { subject } }: Observation): boolean {
  const isDrop = finding.kind === 'drop'
  return [...alerts].some((alert) => {
    const { status, kind, facts } = alert
    if ((kind === 'drop') !== isDrop || isAboutPartOf(alert, subject)) return false
    if (status === 'resolved') return subjectKey(facts.subject) === subjectKey(subject)
    return subjectKey(coveringSubject(facts.subject)) === subjectKey(coveringSubject(subject))
  })
}

/** A shorter window would soon say "1 in 5 min" of an event that goes on. */
const leastWindowMs = 30 * 60_000

/**
 * The observation in the window that an alert shows: that of the finding, but at least half an hour where the count is above the expected range
 * of that too. Pure.
 */
export function inShownWindow(observation: Observation): Observation {
  const { finding, isOfDay, from, evaluation } = observation
  const wider = observation.figuresIn(leastWindowMs)
  const isShort = !isOfDay && finding.windowMs < leastWindowMs
  if (!isShort || wider.observedInWindow <= wider.upperOfWindow) return observation
  const { observedInWindow, expectedInWindow } = wider
  return {
    ...observation,
    finding: { ...finding, ...wider, windowMs: leastWindowMs },
    figures: wider,
    from: from + finding.windowMs - leastWindowMs,
    evaluation: { ...evaluation, above: true, excess: observedInWindow - expectedInWindow },
  }
}

/** Observed, expected and band as an alert shows them, rounded to 0.01. */
export function alertFigures({ finding, figures }: Observation) {
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

/** Authors, texts and mentions as an alert shows them. Distinct counts are read slightly later than mentions, so they are capped. */
export function alertDistinct({ distinct, finding }: Observation) {
  const mentions = finding.observedInWindow
  return { authors: Math.min(mentions, distinct.authors), texts: Math.min(mentions, distinct.texts), mentions }
}

const dayMs = 24 * 3_600_000

/** When the excess began, epoch ms. `lastDay` are the subject's counts of the day before. */
export function onsetAtOf({ series, finding, at, from, isOfDay }: Observation, lastDay: readonly Counted[]): number {
  if (isOfDay) return from
  const to = Math.floor(at / baseBucketMs) * baseBucketMs
  const expectedAt = (start: number) => expectationOf(series.state.baseline, start).mean
  const onset = onsetOf(lastDay, { from: to - dayMs, to, bucketMs: baseBucketMs, expectedAt })
  return Math.min(from + finding.windowMs, onset)
}

const rounded = (x: number) => Math.round(x * 100) / 100
