import type { AlertDto } from '../../dto/alert-dto.ts'
import { now } from '../now.ts'
import { clockTime, percent, span } from '../words.ts'

/** What was like it and is over: how long it lasted, who took it, what it turned out to be. */
export function Similar({ alert: { similar } }: { alert: AlertDto }) {
  if (similar.length === 0) return null
  return (
    <section class="card" aria-labelledby="similar">
      <h2 id="similar">It was like this before</h2>
      <ul class="rows similar">
        {similar.map(({ alertId, title, openedAt, resolvedAt, owner, verdict, score }) => (
          <li key={alertId}>
            <a class="link strong" href={`/alerts/${alertId}`}>
              {title}
            </a>
            <p class="small muted">
              <time dateTime={openedAt}>{clockTime(openedAt, now.value)}</time>, lasted{' '}
              {span(Date.parse(resolvedAt) - Date.parse(openedAt))}
              {' · '}
              {owner ? `taken by ${owner}` : 'taken by nobody'}
              {verdict && ` · called ${verdict}`}
              {' · '}
              {percent(score)} alike
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
