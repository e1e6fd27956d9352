import { upperTail } from '../detector/count-tail.ts'

/** A term's history in a department. */
export interface Past {
  /** Occurrences of the term before the window, and of all terms' mentions; both discounted alike. */
  before: number
  beforeOf: number
  /** The department's occurrences in the window. The expected count is a share of them, so a busy hour raises no term. */
  volume: number
  dispersion: number
}

/** A term's count in the window, with its peak and its use in other departments. */
export interface Weighed extends Past {
  observed: number
  /** The greatest share on an earlier day. */
  peak: number
  /** The other departments in the same window: occurrences of the term, and all. */
  elsewhere: number
  elsewhereOf: number
}

/** Added to every count, so a new term has half an earlier occurrence (Krichevsky & Trofimov 1981). */
const pseudoCount = 0.5
/** Significance required against the peak day. It can only veto, so no correction for multiple tests is needed. */
const peakLevel = 0.01
/** Significance required against other departments: stricter, as a general rise is tested with every mention of every department. */
const elsewhereLevel = 0.001
/** Mentions elsewhere that are assumed to be as expected, so few real ones weigh little. */
const priorElsewhere = 10

export const baselineShare = ({ before, beforeOf }: Pick<Past, 'before' | 'beforeOf'>): number =>
  (before + pseudoCount) / (beforeOf + 1)

/** The expected count in the window and its variance: dispersion, and the uncertainty of the share (as for a level in detector.ts). */
export function expectationOf(past: Past): { expected: number; variance: number } {
  const { before, dispersion, volume } = past
  const expected = baselineShare(past) * volume
  return { expected, variance: dispersion * expected * (1 + expected / (before + pseudoCount)) }
}

/**
 * The p-value of the term's count, given its own past. 1 if other departments use it as much, if it was as common on an earlier day (a weekday,
 * a season), or if it is below `ratio` times the expected count.
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
