import type { Store } from '../../infra/store/store.ts'
import { openBaselines } from './baselines.ts'
import { activeMs, maskedSubjects, type Counts, type Moment } from './counts.ts'
import { blindSubjects, frontierAt } from '../series/frontier.ts'
import { activeCounts, loadCounts } from '../series/count-query.ts'
import type { UpliftOf } from './planned-events.ts'
import { baseBucketMs, isCut, subjectKey, type Subject } from '../series/subject.ts'
import { coveredSince, type ChangedSeries } from '../series/count-table.ts'

const dayMs = 24 * 3_600_000

/** The counts as they are in the store now. A series with at least `least` live mentions is active. */
export function openLiveCounts(
  store: Store,
  { least, upliftOf, timeZone }: { least: number; upliftOf: UpliftOf; timeZone?: string | undefined },
) {
  const baselines = openBaselines(store, upliftOf, timeZone)
  const firstCovered = cachedFirst(store)
  const blindAt = cachedBlindness(store)
  let closed = 0

  const counts: Counts = {
    async momentAt(now) {
      const first = await firstCovered.at(now)
      if (first === undefined) return undefined
      const { until, blindSources, isCovered } = await frontierAt(store, now)
      // Never decreases: a source that recovers with old mentions must not reopen buckets that were learnt.
      closed = Math.max(closed, first, Math.floor(until / baseBucketMs) * baseBucketMs)
      return { now, first, closed, blind: await blindAt(blindSources, closed), isCovered }
    },

    async upTo(moment, tracked) {
      const from = Math.ceil((moment.now - activeMs.cut) / baseBucketMs) * baseBucketMs
      const active = await activeCounts(store, { from, to: moment.now, least })
      const wholes = await activeCounts(store, {
        from: moment.now - activeMs.whole,
        to: moment.now,
        least,
        wholes: true,
      })
      const ours = distinct(tracked.map(({ subject }) => subject))
      const keys = new Set(ours.map(subjectKey))
      const counted = await loadCounts(store, ours, { from, to: moment.now })
      return baselines.upTo(
        {
          tracked: ours.map((subject) => ({ subject, counted: counted.get(subjectKey(subject)) ?? [] })),
          active: [...wholes, ...active.filter(({ subject }) => isCut(subject))].filter(
            ({ subject }) => !keys.has(subjectKey(subject)),
          ),
        },
        { ...moment, from, masked: maskedSubjects(tracked) },
      )
    },

    async lastDay(subject, now) {
      const counted = await loadCounts(store, [subject], { from: now - dayMs, to: now })
      return counted.get(subjectKey(subject)) ?? []
    },
  }
  return {
    ...counts,
    save: baselines.save,
    invalidate(changed: readonly ChangedSeries[]): void {
      if (changed.length > 0) firstCovered.invalidate()
      baselines.invalidate(changed)
    },
  }
}

const distinct = (subjects: readonly Subject[]): Subject[] => [
  ...new Map(subjects.map((s) => [subjectKey(s), s])).values(),
]

/** The first covered time changes only by a gap of days or by imported history, so it is queried once a day. */
function cachedFirst(store: Store) {
  let known: { first: number; day: number } | undefined
  return {
    async at(now: number): Promise<number | undefined> {
      const day = Math.floor(now / dayMs)
      if (known?.day === day) return known.first
      const first = await coveredSince(store, now)
      known = first === undefined ? undefined : { first, day }
      return first
    },
    invalidate: () => void (known = undefined),
  }
}

/** Blind subjects depend on the last two weeks, so they are queried once per bucket. */
function cachedBlindness(store: Store): (sources: readonly string[], closed: number) => Promise<Moment['blind']> {
  let known: { blind: Moment['blind']; of: string } | undefined
  return async (sources, closed) => {
    const of = `${closed} ${sources.join('\n')}`
    if (known?.of !== of) known = { blind: await blindSubjects(store, sources, closed), of }
    return known.blind
  }
}
