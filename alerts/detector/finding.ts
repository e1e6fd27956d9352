import { expectationOf, type Expectation } from './baseline.ts'
import { quantileAt, upperTail } from './count-tail.ts'
import { combined, isExtrapolated, pOfWindow, testsFactor, type Tested, type TestedWindow } from './p-value.ts'
import { atLeast, extrapolated } from './ranks.ts'
import { regularAt } from './regular-hours.ts'
import {
  isCold,
  hasLiveHistory,
  upliftedExpectation,
  varianceOf,
  type Bucket,
  type DetectorState,
  type UpliftedExpectation,
} from './state.ts'
import { fullOf, hoursOf, isPlain, windowOf, type Window } from './windows.ts'

export interface Finding {
  kind: 'spike' | 'calm' | 'drop' | 'blind'
  /** Expected count of this bucket, and its expected range (80 %). */
  expected: number
  lower: number
  upper: number
  /** Calibrated upper-tail p-value over all windows that end with this bucket. */
  p: number
  /** The most significant window (for a drop, of the lower tail): length in ms, observed and expected count. */
  windowMs: number
  observedInWindow: number
  expectedInWindow: number
  /** Too little history for a reliable expected count. */
  cold: boolean
  /** Only of a spike: the inputs of its p-value. */
  tested?: Tested
  /** Only of a drop: the lower-tail p-value of its window. */
  dropP?: number
}

/** z of the 10 % and 90 % quantiles. */
const bandZ = 1.2816

/** The finding that `step` would return for the next bucket, without learning. @param share elapsed part of an open bucket, 0 … 1 */
export function peek(state: DetectorState, bucket: Bucket, threshold: number, share = 1): Finding {
  return findingOf(state, bucket, { expectation: upliftedExpectation(state, bucket), threshold, share })
}

export interface Test {
  expectation: UpliftedExpectation
  threshold: number
  share: number
}

/** The finding for a bucket with its expectation. */
export function findingOf(state: DetectorState, bucket: Bucket, { expectation, threshold, share }: Test): Finding {
  const expected = expectation.mean * share
  const upliftedMean = expected * expectation.uplift
  const [first] = state.windows.all as [Window]
  const uplifted = { ...expectation, mean: upliftedMean, typical: expectation.typical * share }
  const tested = testedOf(state, bucket.live, { ...uplifted, share })
  const best = strongestWindow(tested, { windowMs: state.bucketMs, observed: bucket.live, expected: upliftedMean })
  const variance = varianceOf(first, expectation, expected)
  const lower = quantileAt(-bandZ, expected, variance)
  const upper = quantileAt(
    bandZ,
    upliftedMean,
    expectation.uplift === 1 ? variance : varianceOf(first, expectation, upliftedMean),
  )
  const cold = isCold(state)
  const isSpike = best.p <= threshold
  const low =
    isSpike || bucket.blind || expectation.uplift > 1 || bucket.live !== bucket.count || !hasLiveHistory(state)
      ? undefined
      : lowestWindow(state, bucket.live, { ...expectation, mean: expected })
  const isDrop = low !== undefined && low.p <= threshold
  const kind = isSpike ? 'spike' : bucket.blind ? 'blind' : isDrop ? 'drop' : 'calm'
  return {
    kind,
    expected,
    lower,
    upper,
    ...best,
    ...(isDrop && { ...low, p: best.p, dropP: low.p }),
    cold,
    ...(isSpike && { tested }),
  }
}

/** Only a window below this share of the expected count can be a drop. */
export const dropShare = 0.5

/**
 * The window with the smallest lower-tail p-value. Uses the model only: many past sums of a quiet series are zero, so ranks hardly tell
 * them apart.
 */
function lowestWindow(state: DetectorState, live: number, expectation: Expectation) {
  const { windows, bucketMs } = state
  const full = fullOf(windows)
  let lowest: Pick<Finding, 'p' | 'windowMs' | 'observedInWindow' | 'expectedInWindow'> | undefined
  for (let i = 0; i < full; i++) {
    const window = windows.all[i]!
    const [observedInWindow, expectedInWindow] = [window.live + live, window.expected + expectation.mean]
    // Skips windows with backfill, planned events, alerts or unknown buckets: they are not comparable.
    if (observedInWindow >= dropShare * expectedInWindow || window.live !== window.count || !isPlain(windows, window))
      continue
    const variance = varianceOf(window, expectation, expectedInWindow)
    const p = testsFactor(full) * (1 - upperTail(observedInWindow + 1, expectedInWindow, variance))
    if (!lowest || p < lowest.p) lowest = { p, windowMs: window.buckets * bucketMs, observedInWindow, expectedInWindow }
  }
  return lowest
}

/** In a spike the excess a bucket of each shorter window is at least this share of that of the longer one; otherwise the spike is over. */
const ongoingShare = 0.6

/** The p-value over all windows, and the most significant window; without one, the bucket itself. */
function strongestWindow(tested: Tested, bucket: { windowMs: number; observed: number; expected: number }) {
  const ps = tested.windows.map(pOfWindow)
  const least = Math.min(...ps)
  const strongest = least < 1 ? tested.windows[ps.indexOf(least)] : undefined
  return {
    p: combined(ps, tested),
    windowMs: strongest?.lengthMs ?? bucket.windowMs,
    observedInWindow: strongest?.observed ?? bucket.observed,
    expectedInWindow: strongest?.expected ?? bucket.expected,
  }
}

/** The windows that count, ascending. @param share elapsed part of the bucket under test, 0 … 1 */
function testedOf(
  state: DetectorState,
  live: number,
  { share, ...expectation }: Expectation & { share: number },
): Tested {
  const { windows } = state
  const full = fullOf(windows)
  const pooled = isPooled(state)
  const tested: TestedWindow[] = []
  let recent = Infinity
  for (const window of windows.all.slice(0, full)) {
    const [observed, expected] = [window.live + live, window.expected + expectation.mean]
    const excess = (observed - expected) / window.buckets
    if (!pooled) {
      if (recent < ongoingShare * excess) break
      // A bucket that is still open says little.
      recent = window.buckets > 1 || share === 1 ? excess : Infinity
      if (excess <= 0) continue
    }
    tested.push(testedIn(state, window, observed, { expectation, expected }))
  }
  return { windows: tested, full, pooled }
}

/**
 * Buckets of a day or longer: the p-values of all windows are pooled. Shorter ones: the smallest counts, because longer windows dilute a
 * sudden spike.
 */
const isPooled = ({ baseline }: DetectorState) => baseline.kind === 'calendar'

interface Expected {
  expectation: Expectation
  /** In the window. */
  expected: number
}

function testedIn(
  { bucketMs, nextAt, regularHours }: DetectorState,
  window: Window,
  observed: number,
  { expectation, expected }: Expected,
): TestedWindow {
  const hours = hoursOf(expected, expectation.typical * window.buckets)
  const lengthMs = window.buckets * bucketMs
  return {
    buckets: window.buckets,
    lengthMs,
    observed,
    expected,
    variance: varianceOf(window, expectation, expected),
    ranked: window.ranks.ranked[hours],
    atLeast: atLeast(window.ranks, observed, hours),
    extrapolated: extrapolated(window.ranks, observed, hours),
    regular: regularHours && isExtrapolated({ lengthMs, observed, expected }) ? regularAt(regularHours, nextAt) : 0,
  }
}

/** Excess (observed − expected count) of the bucket and of each longer window, by length in ms. */
export function excessesOf({ baseline, windows, bucketMs }: DetectorState, { at, live }: Bucket): Map<number, number> {
  const { mean } = expectationOf(baseline, at)
  return new Map(windows.all.map((window) => [window.buckets * bucketMs, window.live + live - window.expected - mean]))
}

export interface Figures {
  observedInWindow: number
  expectedInWindow: number
  /** The expected range (80 %) of the whole window. */
  lowerOfWindow: number
  upperOfWindow: number
}

/** Observed and expected count, and expected range, of the window of this length that ends with the (open) bucket. */
export function figuresOf(
  state: DetectorState,
  bucket: Bucket,
  { windowMs, share = 1 }: { windowMs: number; share?: number },
): Figures {
  const window = windowOf(state.windows, windowMs / state.bucketMs)
  const expectation = upliftedExpectation(state, bucket)
  const observedInWindow = window.live + bucket.live
  const expectedInWindow = window.expected + expectation.mean * expectation.uplift * share
  const variance = varianceOf(window, expectation, expectedInWindow)
  const [lowerOfWindow, upperOfWindow] = [
    quantileAt(-bandZ, expectedInWindow, variance),
    quantileAt(bandZ, expectedInWindow, variance),
  ]
  return { observedInWindow, expectedInWindow, lowerOfWindow, upperOfWindow }
}

/** The calibrated p-value of another count (distinct authors or texts) in the window of the finding. */
export function pOfCount(state: DetectorState, finding: Finding, count: number): number {
  const window = windowOf(state.windows, finding.windowMs / state.bucketMs)
  const expectation = expectationOf(state.baseline, state.nextAt)
  const { all } = state.windows
  return (
    pOfWindow(testedIn(state, window, count, { expectation, expected: finding.expectedInWindow })) *
    testsFactor(all.length)
  )
}
