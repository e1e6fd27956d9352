import { teach, expectationOf } from './baseline.ts'
import { findingOf, type Finding } from './finding.ts'
import {
  isCold,
  upliftedExpectation,
  varianceOf,
  type Bucket,
  type DetectorState,
  type UpliftedExpectation,
} from './state.ts'
import { pass, type Window } from './windows.ts'

/** A bucket counts for learning up to expected + 3 standard deviations, so that an outbreak does not raise the expectation. */
const teachDeviations = 3
/**
 * A bucket of a day or more was tested on its own: in longer windows it counts up to expected + 2.5 standard deviations, so that a window does not stay a
 * spike after the outbreak.
 */
const passedDeviations = 2.5

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

/** Learns from a bucket without testing it. */
export const learn = (state: DetectorState, bucket: Bucket): DetectorState =>
  learnt(state, bucket, upliftedExpectation(state, bucket))

/** Skips buckets up to `to` (epoch ms) whose counts are unknown: they teach nothing, and windows hold their expected counts. */
export function skip(state: DetectorState, to: number): DetectorState {
  const longest = state.windows.counts.length
  const from = Math.max(state.nextAt, to - longest * state.bucketMs)
  for (let at = from; at < to; at += state.bucketMs) {
    const { mean } = expectationOf(state.baseline, at)
    pass(state.windows, { count: mean, live: mean, expected: mean, typical: mean, errors: false, sums: false })
  }
  state.nextAt = to
  return state
}

function learnt(state: DetectorState, bucket: Bucket, expectation: UpliftedExpectation): DetectorState {
  const { baseline, windows } = state
  const [first] = windows.all as [Window]
  const cold = isCold(state)
  const isOrdinary = expectation.uplift === 1 && !bucket.masked
  const deviation = Math.sqrt(varianceOf(first, expectation, expectation.mean))
  // The part that a planned event explains is not learnt.
  const explained = Math.min(Math.max(0, bucket.count - expectation.mean), (expectation.uplift - 1) * expectation.mean)
  const count = bucket.count - explained
  const expected = expectation.mean * expectation.uplift
  const most = baseline.kind === 'calendar' && !cold ? expected + passedDeviations * deviation : Infinity
  pass(windows, {
    count: Math.min(bucket.count, most),
    live: Math.min(bucket.live, most),
    expected,
    typical: expectation.typical,
    errors: !cold && isOrdinary,
    sums: isOrdinary,
  })
  // The regression down-weights outbreaks itself.
  const capped = baseline.kind === 'level' && !cold
  teach(baseline, bucket.at, capped ? Math.min(count, expectation.mean + teachDeviations * deviation + 1) : count)
  if (bucket.live > 0) state.liveFrom = Math.min(state.liveFrom, bucket.at)
  state.nextAt = bucket.at + state.bucketMs
  return state
}
