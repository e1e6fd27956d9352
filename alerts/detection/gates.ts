import { pOfCount } from '../detector/finding.ts'
import { distinctCounts, type MentionScope } from '../series/distinct-counts.ts'
import type { Observation } from './observation.ts'

/** The least that a spike must have: mentions, distinct authors, distinct texts, and a multiple of the expected count. */
export interface Gates {
  mentions: number
  authors: number
  texts: number
  ratio: number
}

/**
 * The p-value that the rarer of authors and texts must reach in the window of the finding. The alarm budget is kept by the counts of mentions; this test
 * runs once for each candidate, against an expectation learnt from mentions, of which authors are at most as many.
 */
const distinctThreshold = 0.001

/** The rarer of distinct authors and distinct texts: a hundred posts by one author, or one story shared a hundred times, count once. */
export const independentCount = ({ distinct }: Observation): number => Math.min(distinct.authors, distinct.texts)

/** Whether so many independent authors or texts are a spike in the window of the observation. */
export const isSpikeOf = ({ finding, series }: Observation, independent: number, gates: Gates): boolean =>
  independent >= Math.max(gates.authors, gates.texts, gates.ratio * finding.expectedInWindow) &&
  pOfCount(series.state, finding, independent) <= distinctThreshold

/**
 * A candidate with its distinct authors and texts, and whether it is a spike in them too (`evaluation.spike`). Asks the store, except where the mentions
 * alone are too few. `knownTopics` have alerts already: `distinct.sharedWith` says how many of the mentions count there too.
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
