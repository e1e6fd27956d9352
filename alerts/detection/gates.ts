import { pOfCount } from '../detector/finding.ts'
import { distinctCounts, type MentionScope } from '../series/distinct-counts.ts'
import { coveringSubject, subjectKey, type Subject } from '../series/subject.ts'
import type { Observation } from './observation.ts'

/** Minimums for a spike: mentions, distinct authors, distinct texts, and multiple of the expected count. */
export interface Gates {
  mentions: number
  authors: number
  texts: number
  ratio: number
}

/**
 * Threshold for the p-value of the smaller of distinct authors and texts. It need not keep the alarm budget, which the test of mentions
 * does: it runs once per candidate and is conservative, because the expectation is learnt from mentions, which are at least as many as
 * authors.
 */
const distinctThreshold = 0.001

/** The smaller of distinct authors and distinct texts: a hundred posts by one author, or copies of one text, count once. */
export const independentCount = ({ distinct }: Observation): number => Math.min(distinct.authors, distinct.texts)

/** Whether this independent count (see `independentCount`) is a spike in the window of the finding. */
export function isSpikeOf(observation: Observation, independent: number, gates: Gates): boolean {
  const { finding, series, threshold, isOfDay } = observation
  if (independent < Math.max(gates.authors, gates.texts, gates.ratio * finding.expectedInWindow)) return false
  const state = isOfDay ? series.state.days!.state : series.state
  return pOfCount(state, finding, independent) <= Math.max(distinctThreshold, threshold)
}

/**
 * Counts the distinct authors and texts of a candidate and sets `evaluation.spike` if they are a spike too. Queries the store unless
 * there are too few mentions. `known` subjects already have alerts: `distinct.sharedWith` is the share of the mentions that count there too.
 */
export async function applyGates(
  observation: Observation,
  { scope, gates, known }: { scope: MentionScope; gates: Gates; known: readonly Subject[] },
): Promise<Observation> {
  const { finding, series, evaluation, from, at } = observation
  const { observedInWindow, expectedInWindow } = finding
  const least = Math.max(gates.mentions, gates.authors, gates.texts, gates.ratio * expectedInWindow)
  if (observedInWindow < least) return observation
  const others = known.filter((each) => !isSameOrCut(each, series.subject))
  const distinct = await distinctCounts(scope, series.subject, { from, to: at, known: others })
  const counted = { ...observation, distinct }
  const spike = distinct.mentions >= gates.mentions && isSpikeOf(counted, independentCount(counted), gates)
  return { ...counted, evaluation: { ...evaluation, spike } }
}

/** Whether an alert on one covers the other anyway. */
const isSameOrCut = (a: Subject, b: Subject) => subjectKey(coveringSubject(a)) === subjectKey(coveringSubject(b))
