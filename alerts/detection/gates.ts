import { pOfCount } from '../detector/finding.ts'
import { distinctCounts, type MentionScope } from '../series/distinct-counts.ts'
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
export const isSpikeOf = ({ finding, series }: Observation, independent: number, gates: Gates): boolean =>
  independent >= Math.max(gates.authors, gates.texts, gates.ratio * finding.expectedInWindow) &&
  pOfCount(series.state, finding, independent) <= distinctThreshold

/**
 * Counts the distinct authors and texts of a candidate and sets `evaluation.spike` if they are a spike too. Queries the store unless
 * there are too few mentions. `knownTopics` already have alerts: `distinct.sharedWith` is the share of the mentions that count there too.
 */
export async function applyGates(
  observation: Observation,
  { scope, gates, knownTopics }: { scope: MentionScope; gates: Gates; knownTopics: readonly string[] },
): Promise<Observation> {
  const { finding, series, evaluation, from, at } = observation
  const { observedInWindow, expectedInWindow } = finding
  const least = Math.max(gates.mentions, gates.authors, gates.texts, gates.ratio * expectedInWindow)
  if (observedInWindow < least) return observation
  const known = knownTopics.filter((topic) => topic !== '' && topic !== series.subject.id)
  const distinct = await distinctCounts(scope, series.subject, { from, to: at, known })
  const counted = { ...observation, distinct }
  const spike = distinct.mentions >= gates.mentions && isSpikeOf(counted, independentCount(counted), gates)
  return { ...counted, evaluation: { ...evaluation, spike } }
}
