import type { Store } from '../../infra/store/store.ts'
import { openTurns } from '../../infra/turns.ts'
import { newState, type ActiveSeries, type Moment } from './counts.ts'
import type { DetectorState } from '../detector/state.ts'
import { inUtc, isOfLocality, type LocalityOf } from './locality.ts'
import { loadCounts, type CountedSubject } from '../series/count-query.ts'
import type { Counted } from '../series/counted.ts'
import type { UpliftOf } from './planned-events.ts'
import { baseBucketMs, subjectChunks, subjectKey, type Subject } from '../series/subject.ts'
import type { ChangedSeries } from '../series/count-table.ts'
import { learnUpTo } from './learn-up-to.ts'
import { loadStates, saveStates, slotsOf } from './baseline-table.ts'

const dayMs = 24 * 3_600_000
const historyMs = 42 * dayMs
/**
 * A state is about 20 KB, so this is 250 MB. Beyond it the least recently used are evicted, and reloaded from their snapshot when needed.
 */
const mostStates = 12_000
/** Batch sizes for restoring and learning; the time is checked after each batch. Six weeks of a series take about 20 ms. */
const restoredAtOnce = 500
const learntAtOnce = 20
/** Time that an evaluation spends on preparing baselines. Series that are not ready then wait for the next evaluation. */
const mostPreparingMs = 1_200
const savedAtOnce = 250
const saveEveryMs = dayMs
/** The same on stopping: a state saved more recently catches up from the counts as fast as from a new snapshot. */
const saveOnStopMs = dayMs / 24

interface Held {
  subject: Subject
  state: DetectorState
  learntFrom: number
  /** Epoch ms up to which the newest snapshot has learnt. */
  savedAt: number
}

type IsMasked = (subject: Subject) => boolean
type Span = Pick<Moment, 'first' | 'gaps' | 'closed' | 'now'>

/**
 * Detector states of series up to the last closed bucket: from memory, else from a snapshot, else learnt from six weeks of counts. States
 * that learnt a count that has changed since, or in another time zone or with other holidays, are not used.
 */
export function openBaselines(store: Store, upliftOf: UpliftOf, localityOf: LocalityOf = inUtc) {
  const states = new Map<string, Held>()
  let knownGaps = '[]'

  /** Restores or learns states that are not in memory, within `mostPreparingMs`. */
  const prepare = async (subjects: readonly Subject[], span: Span & { learntFrom: number }): Promise<void> => {
    const until = performance.now() + mostPreparingMs
    const { learntFrom } = span
    for (const some of subjectChunks(subjects, restoredAtOnce)) {
      const snapshots = await loadStates(store, some, { ...span, learntFrom })
      for (const [key, snapshot] of snapshots)
        if (isOfLocality(snapshot.state.baseline, localityOf(snapshot.subject)))
          states.set(key, { ...snapshot, savedAt: snapshot.state.nextAt })
        else snapshots.delete(key)
      await catchUp(
        [...snapshots.values()].map(({ subject }) => subject),
        span,
      )
      for (const unlearnt of inParts(
        some.filter((subject) => !states.has(subjectKey(subject))),
        learntAtOnce,
      )) {
        for (const subject of unlearnt)
          states.set(subjectKey(subject), {
            subject,
            state: newState(subject, { learntFrom, locality: localityOf(subject) }),
            learntFrom,
            savedAt: -Infinity,
          })
        await catchUp(unlearnt, span)
        if (performance.now() > until) return
      }
      if (performance.now() > until) return
    }
  }

  const heldOf = (subject: Subject) => states.get(subjectKey(subject))

  /** Loads and learns the counts since the states last learnt: for states just restored, and series without recent mentions. */
  const catchUp = async (subjects: readonly Subject[], { closed, gaps }: Span): Promise<void> => {
    const held = subjects.map((subject) => heldOf(subject)!)
    const from = Math.min(...held.map(({ state }) => state.nextAt))
    if (from >= closed) return
    const counts = await loadCounts(store, subjects, { from, to: closed - 1 })
    const turns = openTurns()
    for (const each of held) {
      learnCounts(each, {
        counted: counts.get(subjectKey(each.subject)) ?? [],
        closed,
        gaps,
        upliftOf,
        isMasked: false,
      })
      await turns()
    }
  }

  /** Learns the counts since the last evaluation, and marks the state as the most recently used. */
  const learnRecent = (
    key: string,
    { counted }: CountedSubject,
    { closed, gaps, masked }: Pick<Span, 'closed' | 'gaps'> & { masked: IsMasked },
  ): void => {
    const held = states.get(key)!
    learnCounts(held, { counted, closed, gaps, upliftOf, isMasked: masked(held.subject) })
    states.delete(key)
    states.set(key, held)
  }

  return {
    /** The series of these subjects, given their counts since `from`. Tracked subjects come first and are never skipped. */
    async upTo(
      { tracked, active }: { tracked: readonly CountedSubject[]; active: readonly CountedSubject[] },
      { from, masked, ...span }: Span & { from: number; masked: IsMasked },
    ): Promise<ActiveSeries> {
      const wanted = [...tracked, ...largest(active, mostStates - tracked.length)]
      const learntFrom = Math.max(span.first, Math.floor((span.closed - historyMs) / baseBucketMs) * baseBucketMs)
      // A new gap was learnt as zeros.
      const gapsKey = JSON.stringify(span.gaps)
      if (gapsKey !== knownGaps) states.clear()
      knownGaps = gapsKey
      // A state that began to learn later lacks history imported since; one that began earlier learnt zeros from uncovered time.
      for (const [key, held] of states)
        if (held.learntFrom > learntFrom || held.learntFrom < span.first) states.delete(key)
      const unknown = wanted.map(({ subject }) => subject).filter((subject) => !heldOf(subject))
      await prepare(unknown, { ...span, learntFrom })
      const ready = wanted.filter(({ subject }) => heldOf(subject))
      const behind = ready.map(({ subject }) => subject).filter((subject) => heldOf(subject)!.state.nextAt < from)
      for (const some of inParts(behind, restoredAtOnce)) await catchUp(some, span)
      const series: ActiveSeries['series'] = []
      const turns = openTurns()
      for (const each of ready) {
        const key = subjectKey(each.subject)
        learnRecent(key, each, { ...span, masked })
        const open = each.counted.reduce((sum, c) => (c.at >= span.closed && c.at <= span.now ? sum + c.live : sum), 0)
        series.push({ subject: each.subject, state: states.get(key)!.state, open })
        await turns()
      }
      for (const key of states.keys()) {
        if (states.size <= mostStates) break
        states.delete(key)
      }
      return { series, waiting: wanted.length - ready.length, skipped: tracked.length + active.length - wanted.length }
    },

    /** Drops all states. They are learnt again, or restored from snapshots that learnt no later time. */
    forget: () => states.clear(),

    /** Drops states that learnt a changed count. They are learnt again, from an older snapshot if there is one. */
    invalidate(changed: readonly ChangedSeries[]): void {
      for (const { subject, at } of changed)
        if ((heldOf(subject)?.state.nextAt ?? 0) > at) states.delete(subjectKey(subject))
    },

    /** Writes a batch of the snapshots that are due; the last save writes all. `countedUntil` as in `saveStates`. */
    async save(countedUntil: number, { isLast = false } = {}): Promise<void> {
      const every = isLast ? saveOnStopMs : saveEveryMs
      const due = [...states.values()].filter(({ state, savedAt }) => state.nextAt - savedAt >= every)
      for (const some of inParts(isLast ? due : due.slice(0, savedAtOnce), savedAtOnce)) {
        await saveStates(
          store,
          some.map((held) => ({ ...held, slots: slotsOf(held.state.nextAt, held.savedAt) })),
          countedUntil,
        )
        for (const held of some) held.savedAt = held.state.nextAt
      }
    },
  }
}

/** The `most` series with the most mentions, in the given order, which is the sort order of the store. */
function largest(all: readonly CountedSubject[], most: number): readonly CountedSubject[] {
  if (all.length <= most) return all
  const volume = ({ counted }: CountedSubject) => counted.reduce((sum, { live }) => sum + live, 0)
  const chosen = new Set(all.toSorted((a, b) => volume(b) - volume(a)).slice(0, most))
  return all.filter((each) => chosen.has(each))
}

function* inParts<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < all.length; i += size) yield all.slice(i, i + size)
}

/** Learns every closed bucket in order. */
function learnCounts(
  held: Held,
  {
    counted,
    closed,
    gaps,
    upliftOf,
    isMasked,
  }: Pick<Span, 'closed' | 'gaps'> & { counted: readonly Counted[]; upliftOf: UpliftOf; isMasked: boolean },
): void {
  let i = counted.findIndex((c) => c.at >= held.state.nextAt)
  held.state = learnUpTo(held.state, {
    closed,
    gaps,
    bucketAt(at) {
      const here = i >= 0 && counted[i]?.at === at ? counted[i++] : undefined
      const uplift = upliftOf(held.subject, at)
      return { at, count: here?.mentions ?? 0, live: here?.live ?? 0, uplift, masked: isMasked }
    },
  })
}
