import type { Store } from '../../infra/store/store.ts'
import { openBaselines } from './baselines.ts'
import { activeMs, maskedSubjects, type Counts, type Moment } from './counts.ts'
import { blindSubjects, frontierAt } from '../series/frontier.ts'
import { activeCounts, loadCounts } from '../series/count-query.ts'
import type { UpliftOf } from './planned-events.ts'
import { baseBucketMs, subjectKey, type Subject } from '../series/subject.ts'
import { coveredSince, type ChangedSeries } from '../series/count-table.ts'

const dayMs = 24 * 3_600_000

/** The counts as they are in the store now. `least` live mentions make a series active. */
export function openLiveCounts(store: Store, { least, upliftOf }: { least: number; upliftOf: UpliftOf }) {
  const baselines = openBaselines(store, upliftOf)
  const sinceWhen = rememberedToday(store)
  const blindAt = rememberedBlindness(store)
  let closed = 0

  const counts: Counts = {
    async momentAt(now) {
      const first = await sinceWhen.ask(now)
      if (first === undefined) return undefined
      const { until, blindSources, isCovered } = await frontierAt(store, now)
      // Never back: a source that recovers with old news must not make learnt buckets open again.
      closed = Math.max(closed, first, Math.floor(until / baseBucketMs) * baseBucketMs)
      return { now, first, closed, blind: await blindAt(blindSources, closed), isCovered }
    },

    async upTo(moment, tracked) {
      const from = Math.ceil((moment.now - activeMs) / baseBucketMs) * baseBucketMs
      const active = await activeCounts(store, { from, to: moment.now, least })
      const ours = distinct(tracked.map(({ subject }) => subject))
      const keys = new Set(ours.map(subjectKey))
      const counted = await loadCounts(store, ours, { from, to: moment.now })
      return baselines.upTo(
        {
          tracked: ours.map((subject) => ({ subject, counted: counted.get(subjectKey(subject)) ?? [] })),
          active: active.filter(({ subject }) => !keys.has(subjectKey(subject))),
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
      if (changed.length > 0) sinceWhen.invalidate()
      baselines.invalidate(changed)
    },
  }
}

const distinct = (subjects: readonly Subject[]): Subject[] => [
  ...new Map(subjects.map((s) => [subjectKey(s), s])).values(),
]

/** When listening began moves only by a day of silence or by history that is told later. */
function rememberedToday(store: Store) {
  let known: { first: number; day: number } | undefined
  return {
    async ask(now: number): Promise<number | undefined> {
      const day = Math.floor(now / dayMs)
      if (known?.day === day) return known.first
      const first = await coveredSince(store, now)
      known = first === undefined ? undefined : { first, day }
      return first
    },
    invalidate: () => void (known = undefined),
  }
}

/** Blind are those of the last two weeks: within a bucket nothing of that changes. */
function rememberedBlindness(store: Store): (sources: readonly string[], closed: number) => Promise<Moment['blind']> {
  let known: { blind: Moment['blind']; of: string } | undefined
  return async (sources, closed) => {
    const of = `${closed} ${sources.join('\n')}`
    if (known?.of !== of) known = { blind: await blindSubjects(store, sources, closed), of }
    return known.blind
  }
}
