import { upperTail } from '../detector/count-tail.ts'

/** What tells how usual a term is in a department. */
export interface Past {
  /** Voices before the window that had it, of so many; both discounted alike. */
  before: number
  beforeOf: number
  /** Voices of the department in the window: what is usual is a share of them, so a busy hour is no news. */
  heard: number
  dispersion: number
}

/** A term's voices in the window, and what speaks against their being news. */
export interface Weighed extends Past {
  observed: number
  /** Its greatest share on one day before. */
  peak: number
  /** The other departments in the same window: with the term, and all. */
  elsewhere: number
  elsewhereOf: number
}

/** A word never heard before is taken to have been said half a time (Krichevsky & Trofimov 1981). */
const unheard = 0.5
/** How sure it must be that it is more than on its best day: a veto alone, so no correction is due. */
const peakLevel = 0.01
/** And more than elsewhere: stricter, because what rises everywhere is tried with every voice in every department. */
const elsewhereLevel = 0.001
/** Few mentions elsewhere say little: so many are taken to be as usual. */
const priorElsewhere = 10

export const baselineShare = ({ before, beforeOf }: Pick<Past, 'before' | 'beforeOf'>): number =>
  (before + unheard) / (beforeOf + 1)

/** What the window would hold as usual, and the variance of that: dispersion, and what we do not know of the share (as of a level in detector.ts). */
export function expectationOf(past: Past): { expected: number; variance: number } {
  const { before, dispersion, heard } = past
  const expected = baselineShare(past) * heard
  return { expected, variance: dispersion * expected * (1 + expected / (before + unheard)) }
}

/**
 * How unlikely so many voices are, given the term's own past; 1 where that tells nothing new: the others say it as much, or it was as
 * common once before (a weekday, a season), or it is not `ratio` times what is usual.
 */
export function pOfTerm(weighed: Weighed, ratio: number): number {
  const { observed, heard, peak, elsewhere, elsewhereOf, dispersion } = weighed
  const { expected, variance } = expectationOf(weighed)
  if (observed < ratio * expected) return 1
  const p = upperTail(observed, expected, variance)
  if (p > peakLevel) return 1
  const best = peak * heard
  if (observed < ratio * best || upperTail(observed, best, dispersion * best) > peakLevel) return 1
  const usual = (heard * (elsewhere + priorElsewhere * baselineShare(weighed))) / (elsewhereOf + priorElsewhere)
  // A share told by two or three voices is itself unsure.
  const spread = dispersion * usual * (1 + usual / (elsewhere + unheard))
  return observed < ratio * usual || upperTail(observed, usual, spread) > elsewhereLevel ? 1 : p
}
