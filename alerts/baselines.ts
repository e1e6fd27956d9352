import type { Store } from '../infra/store/store.ts'
import { learn, newDetector, type DetectorState } from './detector.ts'
import { baseBucketMs, subjectKey, type Subject } from './series.ts'
import { loadCounts, type Counted } from './series-table.ts'

const historyMs = 42 * 24 * 3_600_000
/** A state is about 20 KB; those not asked for the longest go first and are rebuilt from the counts when wanted. */
const mostStates = 5000

export interface Series {
  subject: Subject
  /** Has learnt every closed bucket. */
  state: DetectorState
  /** Live counts of the last day by bucket start, the open bucket too. */
  recent: Map<number, number>
}

/**
 * The detector states of the subjects asked for, brought up to the closed buckets. The counts are the truth: a state is
 * built from them when first wanted, after a restart, or when an old bucket changed, and is never written down.
 */
export function openBaselines(store: Store): {
  upTo(subjects: readonly Subject[], span: { first: number; closed: number; now: number }): Promise<Series[]>
  forget(subjects: readonly Subject[]): void
} {
  const states = new Map<string, DetectorState>()

  const upTo = async (subjects: readonly Subject[], span: { first: number; closed: number; now: number }) => {
    const fresh = Math.max(span.first, Math.floor((span.closed - historyMs) / baseBucketMs) * baseBucketMs)
    const fromOf = (subject: Subject) => states.get(subjectKey(subject))?.nextAt ?? fresh
    const [known, unknown] = [
      subjects.filter((s) => states.has(subjectKey(s))),
      subjects.filter((s) => !states.has(subjectKey(s))),
    ]
    const counts = await loadCounts(store, unknown, { from: fresh, to: span.now })
    // A known one needs the day before for its window too: small, so one question serves for all.
    const dayBack = span.closed - 24 * 3_600_000
    for (const [key, counted] of await loadCounts(store, known, {
      from: Math.min(dayBack, ...known.map(fromOf)),
      to: span.now,
    }))
      counts.set(key, counted)
    return subjects.map((subject) => {
      const key = subjectKey(subject)
      const counted = counts.get(key) ?? []
      const state = learnUpTo(states.get(key) ?? newDetector(baseBucketMs, fresh), counted, span.closed)
      states.delete(key)
      states.set(key, state)
      if (states.size > mostStates) states.delete(states.keys().next().value!)
      return { subject, state, recent: new Map(counted.filter((c) => c.at >= dayBack).map((c) => [c.at, c.live])) }
    })
  }
  return { upTo, forget: (subjects) => subjects.forEach((subject) => states.delete(subjectKey(subject))) }
}

/** Every closed bucket in order, the silent ones too. */
function learnUpTo(state: DetectorState, counted: readonly Counted[], closed: number): DetectorState {
  let next = state
  let i = counted.findIndex((c) => c.at >= state.nextAt)
  for (let at = state.nextAt; at < closed; at += state.bucketMs) {
    const here = i >= 0 && counted[i]?.at === at ? counted[i++] : undefined
    next = learn(next, { at, count: here?.mentions ?? 0, live: here?.live ?? 0 })
  }
  return next
}
