import { upperTail } from '../detector/count-tail.ts'

/** A term's history in a department. */
export interface Past {
  /** Before the window: occurrences of the term, and mentions in total; both discounted. */
  before: number
  beforeOf: number
  /** The department's occurrences in the window. The expected count is a share of them, so a busy hour raises no term. */
  volume: number
  dispersion: number
}

/** A term's count in the window, with its peak and its use in other departments. */
export interface Weighed extends Past {
  observed: number
  /** The largest share on an earlier day. */
  peak: number
  /** The other departments in the same window: occurrences of the term, and all. */
  elsewhere: number
  elsewhereOf: number
}

/** Added to every count, so a new term has half an earlier occurrence (Krichevsky & Trofimov 1981). */
const pseudoCount = 0.5
/** Significance level against the peak day. This test can only reject a term, so it needs no correction for multiple tests. */
const peakLevel = 0.01
/** Significance level against other departments. Stricter, because a general rise is tested with every mention of every department. */
const elsewhereLevel = 0.001
/** Weight of the prior, in mentions elsewhere, that their share is as expected. */
const priorElsewhere = 10

export const baselineShare = ({ before, beforeOf }: Pick<Past, 'before' | 'beforeOf'>): number =>
  (before + pseudoCount) / (beforeOf + 1)

/**
 * The expected count in the window and its variance: dispersion, and the uncertainty of the share (as `varianceOf` in detector/state.ts).
 */
export function expectationOf(past: Past): { expected: number; variance: number } {
  const { before, dispersion, volume } = past
  const expected = baselineShare(past) * volume
  return { expected, variance: dispersion * expected * (1 + expected / (before + pseudoCount)) }
}

/**
 * The p-value of the term's count, given its own past. 1 if other departments use it as much, if it was as common on an earlier day (a
 * weekday, a season), or if it is below `ratio` times the expected count.
 */
export function pOfTerm(weighed: Weighed, ratio: number): number {
  const { observed, volume, peak, elsewhere, elsewhereOf, dispersion } = weighed
  const { expected, variance } = expectationOf(weighed)
  if (observed < ratio * expected) return 1
  const p = upperTail(observed, expected, variance)
  if (p > peakLevel) return 1
  const best = peak * volume
  if (observed < ratio * best || upperTail(observed, best, dispersion * best) > peakLevel) return 1
  const expectedElsewhere =
    (volume * (elsewhere + priorElsewhere * baselineShare(weighed))) / (elsewhereOf + priorElsewhere)
  // The share of two or three occurrences is itself uncertain.
  const spread = dispersion * expectedElsewhere * (1 + expectedElsewhere / (elsewhere + pseudoCount))
  return observed < ratio * expectedElsewhere || upperTail(observed, expectedElsewhere, spread) > elsewhereLevel ? 1 : p
}
