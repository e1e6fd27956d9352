import { severities } from '../../enrich/labels/enriched-mention.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert } from '../alert/alert.ts'
import type { Subject } from '../series/subject.ts'

const highRatio = 4

const highObserved = 15

const lowRatio = 2.5

/** The topic's own severity where it has one; otherwise how far and how much it is above usual. */
export function severityOf(
  taxonomy: Taxonomy,
  subject: Subject,
  { observed, expected }: Pick<Alert, 'observed' | 'expected'>,
): Alert['severity'] {
  const own = taxonomy.topics.find((topic) => topic.id === subject.id)?.severity ?? 'low'
  const ratio = observed / Math.max(expected, 0.5)
  const bySize =
    ratio >= highRatio && observed >= highObserved
      ? 'high'
      : ratio < lowRatio && observed < highObserved
        ? 'low'
        : 'medium'
  return severities.indexOf(own) > severities.indexOf(bySize) ? own : bySize
}
