import type { Store } from '../../infra/store/store.ts'
import { activeMsOf, maskedSubjects, newState, type Counts, type Series } from '../detection/counts.ts'
import { learnUpTo } from '../detection/learn-up-to.ts'
import type { DetectorState } from '../detector/state.ts'
import { coverage, type Gap } from '../series/coverage.ts'
import { activeCounts } from '../series/count-query.ts'
import { inUtc, type LocalityOf } from '../detection/locality.ts'
import type { UpliftOf } from '../detection/planned-events.ts'
import { baseBucketMs, isTerm, subjectKey, type Subject } from '../series/subject.ts'
import { termCounts } from '../series/term-counts.ts'
import { clampedCounts } from '../series/count-table.ts'

/** Counts of one series, in order. Backfill counts like live mentions. */
interface PeriodSeries {
  subject: Subject
  /** Starts of the buckets, epoch ms. */
  at: number[]
  mentions: number[]
}

/** All counts of a period, in memory. */
export interface Period {
  /** Epoch ms from which the baseline learns. */
  learntFrom: number
  /** Unknown counts after it. */
  gaps: readonly Gap[]
  series: PeriodSeries[]
}

export const subjectsOf = ({ series }: Period): Subject[] => series.map(({ subject }) => subject)

const readAtOnceMs = 7 * 24 * 3_600_000

export async function loadPeriod(store: Store, { from, to }: { from: number; to: number }): Promise<Period> {
  const series = new Map<string, PeriodSeries>()
  const learntFrom = Math.floor(from / baseBucketMs) * baseBucketMs
  const clamped = new Map<string, number>()
  for (const { subject, at, mentions } of await clampedCounts(store, { from: learntFrom, to: to + 1 }))
    clamped.set(`${subjectKey(subject)} ${at}`, mentions)
  for (let start = learntFrom; start <= to; start += readAtOnceMs) {
    const end = Math.min(to, start + readAtOnceMs - 1)
    for (const { subject, counted } of await activeCounts(store, { from: start, to: end, least: 0 })) {
      const key = subjectKey(subject)
      const own = series.get(key) ?? { subject, at: [], mentions: [] }
      series.set(key, own)
      for (const { at, mentions } of counted) {
        own.at.push(at)
        own.mentions.push(mentions - (clamped.get(`${key} ${at}`) ?? 0))
      }
    }
  }
  const { gaps = [] } = (await coverage(store, to)) ?? {}
  return { learntFrom, gaps, series: [...series.values()] }
}

interface TrackedSeries extends PeriodSeries {
  state: DetectorState | undefined
  /** Indexes of buckets: first one not learnt, first one not yet in `sum`, first one still in `sum`. */
  learnt: number
  entering: number
  leaving: number
  /** Mentions within `activeMsOf` the subject. */
  sum: number
}

interface PeriodOptions {
  /** Has the mentions of terms, which are counted when they first emerge, up to `to` (epoch ms). */
  store: Store
  to: number
  least: number
  upliftOf: UpliftOf
  /** Absent: UTC without holidays. */
  localityOf?: LocalityOf | undefined
}

const untouched = (series: PeriodSeries): TrackedSeries => ({
  ...series,
  state: undefined,
  learnt: 0,
  entering: 0,
  leaving: 0,
  sum: 0,
})

/** The counts of a period as live evaluations would have read them. Call with increasing times. */
export function openPeriodCounts(
  { learntFrom, gaps, series }: Period,
  { store, to, least, upliftOf, localityOf = inUtc }: PeriodOptions,
): Counts {
  const all = series.map(untouched)
  const byKey = new Map(all.map((each) => [subjectKey(each.subject), each]))

  const upTo = (each: TrackedSeries, { now, closed }: { now: number; closed: number }, isMasked: boolean): Series => {
    each.state ??= newState(each.subject, { learntFrom, locality: localityOf(each.subject) })
    each.state = learnUpTo(each.state, {
      closed,
      gaps,
      bucketAt(at) {
        const count = each.at[each.learnt] === at ? each.mentions[each.learnt++]! : 0
        return { at, count, live: count, uplift: upliftOf(each.subject, at), masked: isMasked }
      },
    })
    let open = 0
    for (let i = each.learnt; i < each.at.length && each.at[i]! <= now; i++) open += each.mentions[i]!
    return { subject: each.subject, state: each.state, open }
  }

  const addTerm = async (subject: Subject) => {
    const counted = await termCounts(store, subject, { from: learntFrom, to })
    const [at, mentions] = [counted.map((each) => each.at), counted.map((each) => each.mentions)]
    byKey.set(subjectKey(subject), untouched({ subject, at, mentions }))
  }

  return {
    async momentAt(now) {
      const closed = Math.floor(now / baseBucketMs) * baseBucketMs
      return { now, first: learntFrom, gaps, closed, blind: new Set(), isCovered: true }
    },
    async upTo(moment, active) {
      for (const { subject } of active) if (isTerm(subject) && !byKey.has(subjectKey(subject))) await addTerm(subject)
      const wanted = new Set(active.map(({ subject }) => subjectKey(subject)))
      const masked = maskedSubjects(active)
      for (const each of all) {
        advance(each, moment.now)
        if (each.sum >= least) wanted.add(subjectKey(each.subject))
      }
      const series = [...wanted]
        .flatMap((key) => byKey.get(key) ?? [])
        .map((each) => upTo(each, moment, masked(each.subject)))
      return { series, waiting: 0, skipped: 0 }
    },
    async lastDay(subject, now) {
      const { at, mentions } = byKey.get(subjectKey(subject))!
      const from = now - 24 * 3_600_000
      return at.flatMap((start, i) =>
        start >= from && start <= now ? [{ at: start, mentions: mentions[i]!, live: mentions[i]! }] : [],
      )
    },
  }
}

function advance(each: TrackedSeries, now: number): void {
  const { at, mentions } = each
  while (each.entering < at.length && at[each.entering]! <= now) each.sum += mentions[each.entering++]!
  while (each.leaving < each.entering && at[each.leaving]! < now - activeMsOf(each.subject))
    each.sum -= mentions[each.leaving++]!
}
