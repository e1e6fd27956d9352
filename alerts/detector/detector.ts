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

/** A bucket above expected + 3 deviations teaches no more than that: an outbreak is not the new usual. */
const teachDeviations = 3
/**
 * Where a bucket is a day or more it has had its own chance to alarm: in a window with later ones it counts up to expected + 2.5 deviations,
 * or the window would go on alarming when the outbreak is over.
 */
const passedDeviations = 2.5

/**
 * Tests a closed bucket against what came before it, then learns from it. `level` is the p-value at or below which a
 * finding is a spike, and mirrored a drop.
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

/** Goes on past buckets up to `to` of which nothing is known: they teach nothing, and are as usual in every window. */
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
  // What a planned event explains is not learnt.
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
  // The regression weighs outbreaks down by itself.
  const capped = baseline.kind === 'level' && !cold
  teach(baseline, bucket.at, capped ? Math.min(count, expectation.mean + teachDeviations * deviation + 1) : count)
  if (bucket.live > 0) state.liveFrom = Math.min(state.liveFrom, bucket.at)
  state.nextAt = bucket.at + state.bucketMs
  return state
}
