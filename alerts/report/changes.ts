import type { TopicCount } from './changes-query.ts'
import type { Change } from './report.ts'

const most = 3
/** Below two standard deviations a change is what chance does, too. */
const leastScore = 2

/**
 * The topics whose negative mentions changed most against the period before, the most certain change first: by the difference of two Poisson
 * counts in standard deviations, (n − m) / √(n + m).
 */
export const topChanges = (counts: readonly TopicCount[]): Change[] =>
  counts
    .map((each) => ({ ...each, score: scoreOf(each) }))
    .filter(({ score }) => Math.abs(score) >= leastScore)
    .toSorted((a, b) => Math.abs(b.score) - Math.abs(a.score) || a.topic.localeCompare(b.topic))
    .slice(0, most)
    .map(({ topic, negative, negativeBefore }) => ({ topic, negative, negativeBefore }))

const scoreOf = ({ negative, negativeBefore }: TopicCount): number =>
  negative + negativeBefore === 0 ? 0 : (negative - negativeBefore) / Math.sqrt(negative + negativeBefore)
