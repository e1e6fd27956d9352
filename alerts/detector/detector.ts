import { updateBaseline, expectationOf, isInHoliday } from './baseline.ts'
import { findingOf, type Finding } from './finding.ts'
import {
  isCold,
  noMentions,
  upliftedExpectation,
  varianceOf,
  type Bucket,
  type Days,
  type DetectorState,
  type UpliftedExpectation,
} from './state.ts'
import { learnHour } from './regular-hours.ts'
import { advance, type Window } from './windows.ts'

/** The baseline learns a count only up to expected + 3 standard deviations, so that an outbreak does not raise the expectation. */
const learnDeviations = 3
/**
 * Caps closed buckets of a day or longer in windows at expected + 2.5 standard deviations. The bucket itself is tested uncapped; the cap
 * ends a window's spike soon after the outbreak.
 */
const windowDeviations = 2.5

/**
 * Tests a closed bucket against the ones before it, then learns from it. Pure, except that it reuses the memory of `state`.
 * @param threshold the p-value at or below which the upper tail is a spike and the lower tail a drop
 */
export function step(
  state: DetectorState,
  bucket: Bucket,
  threshold: number,
): { state: DetectorState; finding: Finding } {
  const expectation = upliftedExpectation(state, bucket)
  const finding = findingOf(state, bucket, { expectation, threshold, share: 1 })
  return { state: learnt(state, bucket, expectation), finding }
}

/** A whole holiday is no excess of the week after it as far as the uncertainty about holidays explains its count: 2 deviations. */
function plausible(count: number, { mean, uplift, spread }: UpliftedExpectation): number {
  const most = Math.exp(2 * Math.sqrt(spread))
  return Math.max(mean / most, Math.min(count, mean * uplift * most))
}

/** Learns from a bucket without testing it. */
export const learn = (state: DetectorState, bucket: Bucket): DetectorState =>
  learnt(state, bucket, upliftedExpectation(state, bucket))

/** Skips buckets of unknown count up to `to` (epoch ms): nothing is learnt, and windows contain the expected counts instead. */
export function skip(state: DetectorState, to: number): DetectorState {
  const longest = state.windows.counts.length
  const from = Math.max(state.nextAt, to - longest * state.bucketMs)
  for (let at = from; at < to; at += state.bucketMs) {
    const { mean } = expectationOf(state.baseline, at)
    advance(state.windows, {
      count: mean,
      live: mean,
      expected: mean,
      typical: mean,
      learnsError: false,
      ranksSum: false,
    })
  }
  noteSkipped(state, state.nextAt, to)
  state.nextAt = to
  if (state.days) skipDays(state.days, to)
  return state
}

const mostSkipped = 20

/** Notes an unknown time, so that a snapshot shows whether it knew of it. */
function noteSkipped(state: DetectorState, from: number, to: number): void {
  const skipped = state.skipped ?? []
  const last = skipped.at(-1)
  const next = last?.to === from ? [...skipped.slice(0, -1), { from: last.from, to }] : [...skipped, { from, to }]
  state.skipped = next.slice(-mostSkipped)
}

/** Ends the days up to `to` (epoch ms); what is skipped of them is unknown. */
function skipDays(days: Days, to: number): void {
  const of = Math.floor(to / dayMs)
  while (days.newest < of) {
    endDay(days)
    days.today.unknown = days.newest < of || to > of * dayMs
  }
}

/** Begins a day: the day before yesterday is learnt, unless it is unknown. */
function endDay(days: Days): void {
  const at = (days.newest - 1) * dayMs
  days.state = days.yesterday.unknown ? skip(days.state, at + dayMs) : learn(days.state, { at, ...days.yesterday })
  days.yesterday = days.today
  days.today = noMentions()
  days.newest++
}

function learnt(state: DetectorState, bucket: Bucket, expectation: UpliftedExpectation): DetectorState {
  const { baseline, windows } = state
  const [first] = windows.all as [Window]
  const cold = isCold(state)
  const isHoliday = isInHoliday(baseline, bucket.at)
  const isOrdinary = expectation.uplift === 1 && !bucket.masked && !isHoliday
  const deviation = Math.sqrt(varianceOf(first, expectation, expectation.mean))
  // Does not learn the part of the count that the planned event allows for.
  const explained = Math.min(Math.max(0, bucket.count - expectation.mean), (expectation.uplift - 1) * expectation.mean)
  const count = bucket.count - explained
  const expected = expectation.mean * expectation.uplift
  const most = baseline.kind === 'calendar' && !cold ? expected + windowDeviations * deviation : Infinity
  advance(windows, {
    count: Math.min(bucket.count, most),
    live: Math.min(bucket.live, most),
    expected: isHoliday && baseline.kind === 'calendar' ? plausible(bucket.count, expectation) : expected,
    typical: expectation.typical,
    learnsError: !cold && isOrdinary,
    ranksSum: isOrdinary,
  })
  // No cap for the regression, which down-weights outbreaks itself.
  const capped = baseline.kind === 'level' && !cold
  updateBaseline(baseline, bucket.at, {
    count,
    capped: capped ? Math.min(count, expectation.mean + learnDeviations * deviation + 1) : count,
  })
  if (state.regularHours) learnHour(state.regularHours, bucket.at, bucket.count)
  countMidnight(state, bucket)
  if (state.days) learnDays(state.days, bucket)
  if (bucket.count > 0) state.firstAt = Math.min(state.firstAt, bucket.at)
  if (bucket.live > 0) state.liveFrom = Math.min(state.liveFrom, bucket.at)
  state.nextAt = bucket.at + state.bucketMs
  return state
}

const dayMs = 24 * 3_600_000
/** Part of the counts that the next day keeps. */
const midnightKept = 0.97

function countMidnight({ midnight }: DetectorState, { at, count }: Bucket): void {
  if (at % dayMs === 0) {
    midnight.all *= midnightKept
    midnight.exact = midnight.exact * midnightKept + count
  }
  midnight.all += count
}

/** Adds a bucket to its day, and learns the day before yesterday when a day begins. */
function learnDays(days: Days, { at, count, live, masked = false }: Bucket): void {
  const of = Math.floor(at / dayMs)
  while (days.newest < of) endDay(days)
  const { today } = days
  days.today = {
    ...today,
    count: today.count + count,
    live: today.live + live,
    covered: today.covered + (masked ? live : 0),
    masked: today.masked || masked,
  }
}
