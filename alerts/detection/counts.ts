import type { Locality } from '../detector/baseline.ts'
import { newDetector, type DetectorState } from '../detector/state.ts'
import type { Counted } from '../series/counted.ts'
import type { Gap } from '../series/coverage.ts'
import { baseBucketMs, coveringSubject, isCut, isTerm, subjectKey, type Subject } from '../series/subject.ts'

/** The time of an evaluation, and how far the sources are covered then. Times in epoch ms. */
export interface Moment {
  now: number
  /** Start of the covered time. */
  first: number
  /** Unknown counts within it. */
  gaps: readonly Gap[]
  /** Buckets that end before this are closed. */
  closed: number
  /** Topics and departments (`kind:id`) that get a large share of their mentions from sources that are down. */
  blind: ReadonlySet<string>
  /** Every source is healthy and up to date, so no mentions means that there were none. */
  isCovered: boolean
}

export interface Series {
  subject: Subject
  /** Has learnt every closed bucket. */
  state: DetectorState
  /** Live mentions since the last closed bucket. */
  open: number
}

export interface ActiveSeries {
  series: Series[]
  /**
   * Active series that were not evaluated: `waiting` until their baseline is learnt, `skipped` (the quietest) because memory is too
   * small.
   */
  waiting: number
  skipped: number
}

export interface TrackedSubject {
  subject: Subject
  /** An open alert covers it, so its baseline must not learn these mentions as normal. */
  isMasked: boolean
}

/** Where an evaluation gets its counts: live from the store, or from a period in memory. */
export interface Counts {
  /** Undefined before the first mention. */
  momentAt(now: number): Promise<Moment | undefined>
  /** The active series, and all tracked ones. */
  upTo(moment: Moment, tracked: readonly TrackedSubject[]): Promise<ActiveSeries>
  /** The subject's counts of the day before `now`. */
  lastDay(subject: Subject, now: number): Promise<Counted[]>
}

/** A cut is active when it had mentions within this time, a whole within a day: only wholes have a window of a day. */
export const activeMs = { cut: 6 * 3_600_000, whole: 24 * 3_600_000 }
export const activeMsOf = (subject: Subject): number => activeMs[isCut(subject) ? 'cut' : 'whole']

/** The state of a series that learns from `learntFrom` (epoch ms) on; absent `locality`: UTC without holidays. */
export const newState = (
  subject: Subject,
  { learntFrom, locality }: { learntFrom: number; locality?: Locality | undefined },
): DetectorState =>
  newDetector(baseBucketMs, learntFrom, {
    locality,
    ...((!isCut(subject) || isTerm(subject)) && { longestMs: activeMs.whole }),
  })

/** Whether a subject is, or belongs to, one with an open alert. */
export function maskedSubjects(tracked: readonly TrackedSubject[]): (subject: Subject) => boolean {
  const masked = new Set(
    tracked.filter((each) => each.isMasked).map(({ subject }) => subjectKey(coveringSubject(subject))),
  )
  return (subject) => masked.has(subjectKey(coveringSubject(subject)))
}
