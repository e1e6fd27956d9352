import type { AlertDto } from '../../dto/alert-dto.ts'
import { now, personName } from '../lib/now.ts'
import { clockTime, percent, span } from '../lib/words.ts'

/** Similar resolved alerts, with duration, owner and rating. */
export function Similar({ alert: { similar } }: { alert: AlertDto }) {
  if (similar.length === 0) return null
  return (
    <section class="card" aria-labelledby="similar">
      <h2 id="similar">Similar past alerts</h2>
      <ul class="rows similar">
        {similar.map(({ alertId, title, openedAt, resolvedAt, owner, verdict, score }) => (
          <li key={alertId}>
            <a class="link strong" href={`/alerts/${alertId}`}>
              {title}
            </a>
            <p class="small muted">
              <time dateTime={openedAt}>{clockTime(openedAt, now.value)}</time> · lasted{' '}
              {span(Date.parse(resolvedAt) - Date.parse(openedAt))}
              {' · '}
              {owner ? `Owner: ${personName(owner)}` : 'no owner'}
              {verdict && ` · rated ${verdict}`}
              {' · '}
              {percent(score)} similar
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
