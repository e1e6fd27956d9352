import type { Store } from '../../infra/store/store.ts'
import type { EmergingTerm } from '../terms/emergence.ts'
import { emergingTerms } from '../terms/emerging-terms.ts'
import type { TermPolicy } from '../terms/policy.ts'
import { mentionsWithin } from '../terms/term-store.ts'
import { readByTime } from './read-by-time.ts'

/**
 * The company's emerging terms as they were at each time of a replay. Call with increasing times (epoch ms).
 * @param from epoch ms of the first mention that is read
 */
export function openReplayTerms(
  store: Store,
  policy: TermPolicy,
  from: number,
): (now: number) => Promise<EmergingTerm[]> {
  const terms = emergingTerms(policy)
  const mentionsUntil = readByTime(
    (span) => mentionsWithin(store, span),
    ({ at }) => at,
    from,
  )
  return async (now) => {
    for (const mention of await mentionsUntil(now)) terms.add(mention)
    return terms.rising()
  }
}
