import type { AlertDto } from '../../dto/alert-dto.ts'
import type { List } from '../lib/api.ts'
import { alertsChanged } from '../lib/live.ts'
import { departments, departmentsInWords, now, personName } from '../lib/now.ts'
import { alertFact, Fact, Stated } from '../parts/fact.tsx'
import { More } from '../parts/more.tsx'
import { Select } from '../parts/select.tsx'
import { Severity, statusWord } from '../parts/severity.tsx'
import { addressOf, go, route, withQuery } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { ago, clockTime, count, span } from '../lib/words.ts'

const statuses = [
  ['', 'any'],
  ['open', 'open'],
  ['acknowledged', 'acknowledged'],
  ['snoozed', 'snoozed'],
  ['resolved', 'resolved'],
] as const

/** All alerts, newest first. */
export function AlertsPage() {
  useTitle('Alerts')
  const { query } = route.value
  const params = {
    status: query.get('status') ?? '',
    department: query.get('department') ?? '',
    limit: query.get('limit') ?? '50',
    from: query.get('from') ?? undefined,
    to: query.get('to') ?? undefined,
  }
  const { data, error } = useApi<List<AlertDto>>(addressOf('/alerts', params), alertsChanged)
  return (
    <div class="page">
      <div class="head">
        <h1>Alerts</h1>
        <div class="controls">
          <Select
            label="Status"
            value={params.status}
            options={statuses}
            onPick={(status) => go(withQuery({ status }), { replace: true })}
          />
          <Select
            label="Department"
            value={params.department}
            options={[['', 'any'], ...departments.value.map(({ id, name }) => [id, name] as const)]}
            onPick={(department) => go(withQuery({ department }), { replace: true })}
          />
        </div>
      </div>
      {(params.from || params.to) && (
        <p class="small muted">
          Opened {params.from && `since ${clockTime(params.from, now.value)}`}{' '}
          {params.to && `until ${clockTime(params.to, now.value)}`}.{' '}
          <a class="link" href={withQuery({ from: '', to: '' })}>
            Show all
          </a>
        </p>
      )}
      <section class="card">
        {error && <p role="alert">Alerts could not be loaded: {error.message}</p>}
        {data?.items.length === 0 && <p class="muted">No alerts match these filters.</p>}
        <ul class="rows">
          {data?.items.map((alert) => (
            <Row key={alert.id} alert={alert} />
          ))}
        </ul>
        {data?.nextCursor && <More limit={Number(params.limit)} />}
      </section>
    </div>
  )
}

function Row({ alert }: { alert: AlertDto }) {
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
        <span class={alert.status === 'open' ? 'pill high' : 'pill'}>{statusWord(alert.status)}</span>
        <span class="muted">{alert.owner ? personName(alert.owner) : isResolved ? '' : 'Unassigned'}</span>
        <time class="muted" dateTime={alert.onsetAt}>
          started {ago(alert.onsetAt, now.value)}
        </time>
      </div>
    </li>
  )
}
