import type { AlertDto } from '../../dto/alert-dto.ts'
import { departmentName, personName } from '../lib/now.ts'
import { alertFact, Fact, Stated } from './fact.tsx'
import { Severity } from './severity.tsx'

/** An alert in the column of a department that another one owns: what it is, and who acts. */
export function WatchedCard({ alert }: { alert: AlertDto }) {
  const owner = alert.departments[0]
  return (
    <article class="card watched">
      <Fact of={alertFact(alert, 'severity')}>
        <Severity of={alert.severity} />
      </Fact>
      <h3>
        <a href={`/alerts/${alert.id}`}>{alert.title}</a>
      </h3>
      <p>
        <Stated alert={alert} text={alert.figure} />
      </p>
      <p class="who">
        Owner: {owner ? departmentName(owner) : '–'} · {alert.owner ? personName(alert.owner) : 'Unassigned'}
      </p>
    </article>
  )
}
