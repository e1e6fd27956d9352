import type { AlertDto } from '../../dto/alert-dto.ts'
import { departmentsInWords, now, personName } from '../lib/now.ts'
import { ago, count, span } from '../lib/words.ts'
import { alertFact, Fact, Stated } from './fact.tsx'
import { Severity, Status } from './severity.tsx'

/** An alert in a list: what, how many, whose, since when. */
export function AlertRow({ alert }: { alert: AlertDto }) {
  const isResolved = alert.resolvedAt !== null
  return (
    <li class="alertrow">
      <Fact of={alertFact(alert, 'severity')}>
        <Severity of={alert.severity} />
      </Fact>
      <div>
        <a class="link strong" href={`/alerts/${alert.id}`}>
          {alert.title}
        </a>
        <p class="small muted">
          {isResolved ? (
            `lasted ${span(Date.parse(alert.resolvedAt!) - Date.parse(alert.onsetAt))} · ${alert.kind === 'hazard' ? alert.figure : `${count(alert.mentions)} mentions`}`
          ) : (
            <Stated alert={alert} text={alert.figure} />
          )}
          {' · '}
          {departmentsInWords(alert.departments)}
        </p>
      </div>
      <div class="side small">
        <Status of={alert.status} />
        <span class="muted">{alert.owner ? personName(alert.owner) : isResolved ? '' : 'Unassigned'}</span>
        <time class="muted" dateTime={alert.onsetAt}>
          started {ago(alert.onsetAt, now.value)}
        </time>
      </div>
    </li>
  )
}
