import { figuresOf, peek, type Figures, type Finding } from './finding.ts'
import type { Bucket, Days, DetectorState } from './state.ts'

const dayMs = 24 * 3_600_000
/** Fewest mentions, and share of them at midnight UTC, by which a series has days and not instants (reviews, complaints). */
const fewest = 4
const midnightShare = 0.95

/**
 * Whether the times of the series are days: its mentions, with those of the `open` bucket, are all at midnight UTC. Then nothing shorter
 * than a day can be tested.
 */
export function hasDaysOnly({ midnight }: DetectorState, open: Pick<Bucket, 'at' | 'count'>): boolean {
  const all = midnight.all + open.count
  const exact = midnight.exact + (open.at % dayMs === 0 ? open.count : 0)
  return all >= fewest && exact >= midnightShare * all
}

/**
 * However large the budget. Real counts of days exceed the regression about twenty times as often as they should, because brands grow and
 * change; chosen on the reviews of one app (docs/detection.md).
 */
const mostThreshold = 0.0002

/** The p-value at or below which a day is a spike, from the threshold of a bucket: a day is tested once. */
export const dayThreshold = (state: DetectorState, threshold: number): number =>
  Math.min(mostThreshold, (threshold * dayMs) / state.bucketMs)

export interface DayUnderTest extends Bucket {
  /** Start of the day, epoch ms. */
  at: number
}

/**
 * Today so far or yesterday, whichever has more live mentions: a day counts until the next one is over. `open` as for `peek`.
 * @param options `uncovered`: without the mentions that an alert covered
 */
export function dayUnderTest(
  { days }: DetectorState,
  open: Bucket,
  { uncovered = false } = {},
): DayUnderTest | undefined {
  if (!days) return undefined
  const of = Math.floor(open.at / dayMs)
  const isNewDay = of > days.newest
  const liveOf = ({ live, covered }: Days['today']) => (uncovered ? live - covered : live)
  const before = liveOf(isNewDay ? days.today : days.yesterday)
  const today = (isNewDay ? 0 : liveOf(days.today)) + open.live
  return today >= before
    ? { ...open, at: of * dayMs, count: today, live: today }
    : { ...open, at: (of - 1) * dayMs, count: before, live: before }
}

/** The finding for the day under test; undefined for a series without a state of days. @param threshold of a day */
export function peekDay(state: DetectorState, day: DayUnderTest, threshold: number): Finding {
  const found = peek(state.days!.state, day, threshold)
  return { ...found, windowMs: dayMs, observedInWindow: day.live, expectedInWindow: found.expected }
}

export const figuresOfDay = (state: DetectorState, day: DayUnderTest): Figures =>
  figuresOf(state.days!.state, day, { windowMs: dayMs })
