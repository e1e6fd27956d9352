import type { AlertDto } from '../../dto/alert-dto.ts'
import { ValueLinks } from './value-link.tsx'

/** What the alert is part of, and what has joined it: topics from the same mentions, and merged alerts. */
export function Grouping({ alert: { also, merged, mergedInto } }: { alert: AlertDto }) {
  const topics = also.filter((topic) => !merged.some((part) => part.topic === topic))
  return (
    <>
      {mergedInto !== null && (
        <p class="small">
          Merged into{' '}
          <a class="link" href={`/alerts/${mergedInto}`}>
            another alert
          </a>
          .
        </p>
      )}
      {topics.length > 0 && (
        <p class="small muted">
          Also rising from the same mentions: <ValueLinks dimension="topic" values={topics} />.
        </p>
      )}
      {merged.length > 0 && (
        <p class="small muted">
          Merged into this alert:{' '}
          {merged.map(({ alertId, title }, i) => (
            <span key={alertId}>
              {i > 0 && ', '}
              <a class="link" href={`/alerts/${alertId}`}>
                {title}
              </a>
            </span>
          ))}
          .
        </p>
      )}
    </>
  )
}
