import type { DetectorState } from '../detector/state.ts'
import type { Counted } from '../series/count-query.ts'
import { alone, subjectKey, type Subject } from '../series/subject.ts'

/** The time of an evaluation, and how far the sources are covered then. Times in epoch ms. */
export interface Moment {
  now: number
  /** Since when mentions are covered. */
  first: number
  /** Buckets that end before this are closed. */
  closed: number
  /** Topics and departments (`kind:id`) of which sources that are down gave a large share. */
  blind: ReadonlySet<string>
  /** Every source is healthy and up to date: no mentions means that nobody wrote. */
  isCovered: boolean
}

export interface Series {
  subject: Subject
  /** It has learnt every closed bucket. */
  state: DetectorState
  /** Live mentions since the last closed bucket. */
  open: number
}

export interface ActiveSeries {
  series: Series[]
  /** Active series that were not evaluated: `waiting` until their baseline is learnt, `skipped` (the quietest) because memory is too small. */
  waiting: number
  skipped: number
}

export interface TrackedSubject {
  subject: Subject
  /** An alert is open on it: the mentions of its topic or department are no evidence of what to expect. */
  isMasked: boolean
}

/** Where an evaluation gets its counts: live from the store, or from a period in memory. */
export interface Counts {
  /** Undefined before the first mention. */
  momentAt(now: number): Promise<Moment | undefined>
  /** The active series, and those of the tracked subjects whether active or not. */
  upTo(moment: Moment, tracked: readonly TrackedSubject[]): Promise<ActiveSeries>
  /** The subject's counts of the day before `now`. */
  lastDay(subject: Subject, now: number): Promise<Counted[]>
}

/** A series is active when it had mentions within this time. */
export const activeMs = 6 * 3_600_000

/** Whether a subject belongs to a topic or department with an open alert. */
export function maskedSubjects(tracked: readonly TrackedSubject[]): (subject: Subject) => boolean {
  const masked = new Set(tracked.filter((each) => each.isMasked).map(({ subject }) => subjectKey(alone(subject))))
  return (subject) => masked.has(subjectKey(alone(subject)))
}
