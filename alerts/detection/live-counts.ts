import type { Store } from '../../infra/store/store.ts'
import { openBaselines } from './baselines.ts'
import { activeMs, maskedSubjects, type Counts, type Moment } from './counts.ts'
import { blindSubjects, frontierAt } from '../series/frontier.ts'
import { activeCounts, loadCounts } from '../series/count-query.ts'
import type { LocalityOf } from './locality.ts'
import type { UpliftOf } from './planned-events.ts'
import { baseBucketMs, isCut, subjectKey, type Subject } from '../series/subject.ts'
import type { ChangedSeries } from '../series/count-table.ts'
import { coverage, type Coverage } from '../series/coverage.ts'

const dayMs = 24 * 3_600_000

/** The counts as they are in the store now. A series with at least `least` live mentions is active. */
export function openLiveCounts(
  store: Store,
  { least, upliftOf, localityOf }: { least: number; upliftOf: UpliftOf; localityOf?: LocalityOf | undefined },
) {
  const baselines = openBaselines(store, upliftOf, localityOf)
  const covered = cachedCoverage(store)
  const blindAt = cachedBlindness(store)
  let closed = 0
  const forget = () => {
    closed = 0
    covered.invalidate()
    baselines.forget()
  }

  const counts: Counts = {
    async momentAt(now) {
      // The clock was set back: the baselines have learnt time that is still to come.
      if (closed > now) forget()
      const known = await covered.at(now)
      if (known === undefined) return undefined
      const { first, gaps } = known
      const { until, blindSources, missingSources, isCovered } = await frontierAt(store, now)
      // Never decreases: a source that recovers with old mentions must not reopen buckets that were learnt.
      closed = Math.max(closed, first, Math.floor(until / baseBucketMs) * baseBucketMs)
      const blind = await blindAt([...new Set([...blindSources, ...missingSources])], closed)
      return { now, first, gaps, closed, blind, isCovered }
    },

    async upTo(moment, tracked) {
      const from = Math.ceil((moment.now - activeMs.cut) / baseBucketMs) * baseBucketMs
      const { wholes, cuts } = await activeSeries(store, { from, now: moment.now, least })
      const ours = distinct(tracked.map(({ subject }) => subject))
      const keys = new Set(ours.map(subjectKey))
      const counted = await loadCounts(store, ours, { from, to: moment.now })
      return baselines.upTo(
        {
          tracked: ours.map((subject) => ({ subject, counted: counted.get(subjectKey(subject)) ?? [] })),
          active: [...wholes, ...cuts].filter(({ subject }) => !keys.has(subjectKey(subject))),
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
      if (changed.length > 0) covered.invalidate()
      baselines.invalidate(changed)
    },
  }
}

/** Wholes with enough mentions in the last days, and cuts with enough since `from`. */
async function activeSeries(store: Store, { from, now, least }: { from: number; now: number; least: number }) {
  const active = await activeCounts(store, { from, to: now, least })
  const wholes = await activeCounts(store, { from: now - activeMs.whole, to: now, least, wholes: true })
  return { wholes, cuts: active.filter(({ subject }) => isCut(subject)) }
}

const distinct = (subjects: readonly Subject[]): Subject[] => [
  ...new Map(subjects.map((s) => [subjectKey(s), s])).values(),
]

/** Coverage changes only by a silence of days or by imported history, so it is queried once a day, and always within a silence. */
function cachedCoverage(store: Store) {
  let known: { coverage: Coverage; day: number } | undefined
  return {
    async at(now: number): Promise<Coverage | undefined> {
      const day = Math.floor(now / dayMs)
      if (known?.day === day && known.coverage.lastDay >= (day - 1) * dayMs) return known.coverage
      const found = await coverage(store, now)
      known = found && { coverage: found, day }
      return found
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
