import type { DetectorState } from '../detector/state.ts'
import type { Counted } from '../series/count-query.ts'
import { alone, subjectKey, type Subject } from '../series/subject.ts'

/** How far things are heard when a look is taken. */
export interface Moment {
  now: number
  /** When listening began. */
  first: number
  /** Buckets before this are closed. */
  closed: number
  /** Topics and departments (`kind:id`) that silent sources feed. */
  blind: ReadonlySet<string>
  /** Every source was heard of lately: silence is silence. */
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
  /** So many are left out until their baseline is learnt, and so many, the quietest, because memory is too small. */
  waiting: number
  skipped: number
}

export interface TrackedSubject {
  subject: Subject
  /** An alert is telling of it: what is heard of its topic or department now is no evidence of what is usual. */
  isMasked: boolean
}

/** What looks go by: live from the store, or a period that is held in memory. */
export interface Counts {
  /** Undefined before the first mention. */
  momentAt(now: number): Promise<Moment | undefined>
  /** The series a spike can be in, and those of these subjects whatever they do. */
  upTo(moment: Moment, tracked: readonly TrackedSubject[]): Promise<ActiveSeries>
  /** The subject's counts of the day before `now`. */
  lastDay(subject: Subject, now: number): Promise<Counted[]>
}

/** A spike can be in what was heard of within so long. */
export const activeMs = 6 * 3_600_000

/** Topics and departments of which an alert is telling. */
export function maskedSubjects(tracked: readonly TrackedSubject[]): (subject: Subject) => boolean {
  const masked = new Set(tracked.filter((each) => each.isMasked).map(({ subject }) => subjectKey(alone(subject))))
  return (subject) => masked.has(subjectKey(alone(subject)))
}
