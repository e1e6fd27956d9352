import type { AlertDto } from '../../dto/alert-dto.ts'
import type { List } from '../lib/api.ts'
import { alertsChanged } from '../lib/live.ts'
import { departmentName, departments, now, personName } from '../lib/now.ts'
import { AlertRow } from '../parts/alert-row.tsx'
import { More } from '../parts/more.tsx'
import { Select } from '../parts/select.tsx'
import { ValueLink } from '../parts/value-link.tsx'
import { filtersHere } from '../lib/filters.ts'
import { subjects } from '../lib/subjects.ts'
import { addressOf, go, route, withQuery } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { clockTime } from '../lib/words.ts'

const statuses = [
  ['', 'any'],
  ['open', 'open'],
  ['acknowledged', 'acknowledged'],
  ['snoozed', 'snoozed'],
  ['resolved', 'resolved'],
] as const

/** What an alert can be found by: its title, what explains it, whom it is for. */
const aboutOf = ({ title, drivers, departments: ids, owner }: AlertDto): string =>
  [title, ...drivers.map(({ value }) => value), ...ids.map(departmentName), owner ? personName(owner) : '']
    .join(' ')
    .toLowerCase()

/** The word filter looks at so many. */
const mostFiltered = 200

/** What the address narrows the alerts to: values of topics, products, suppliers … */
const namesHere = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(filtersHere()).filter(([name]) => subjects.some(({ dimension }) => dimension === name)),
  )

const noneOf = ({ nextCursor }: List<AlertDto>): string =>
  nextCursor === null
    ? 'No alerts match these filters.'
    : `None of the newest ${mostFiltered} alerts matches these filters.`

/** All alerts, newest first. */
export function AlertsPage() {
  useTitle('Alerts')
  const { query } = route.value
  const about = namesHere()
  const params = {
    ...about,
    status: query.get('status') ?? '',
    department: query.get('department') ?? '',
    limit: query.get('about') ? String(mostFiltered) : (query.get('limit') ?? '50'),
    from: query.get('from') ?? undefined,
    to: query.get('to') ?? undefined,
  }
  const { data, error } = useApi<List<AlertDto>>(addressOf('/alerts', params), alertsChanged)
  const words = (query.get('about') ?? '').toLowerCase().split(/\s+/)
  const shown = (data?.items ?? []).filter((alert) => words.every((word) => aboutOf(alert).includes(word)))
  return (
    <div class="page">
      <div class="head">
        <h1>Alerts</h1>
        <Controls status={params.status} department={params.department} />
      </div>
      <Narrowed to={about} from={params.from} until={params.to} />
      <section class="card">
        {error && <p role="alert">Alerts could not be loaded: {error.message}</p>}
        {data && shown.length === 0 && <p class="muted">{noneOf(data)}</p>}
        <ul class="rows">
          {shown.map((alert) => (
            <AlertRow key={alert.id} alert={alert} />
          ))}
        </ul>
        {data?.nextCursor && <More limit={Number(params.limit)} />}
      </section>
    </div>
  )
}

interface NarrowedProps {
  /** Names by dimension. */
  to: Record<string, string>
  from: string | undefined
  until: string | undefined
}

/** What the list is narrowed to besides the controls, with a way back. */
function Narrowed({ to: about, from, until }: NarrowedProps) {
  return (
    <>
      {Object.entries(about).map(([dimension, value]) => (
        <p key={dimension} class="small muted">
          About <ValueLink dimension={dimension} value={value} class="link" />.{' '}
          <a class="link" href={withQuery({ [dimension]: '' })}>
            Show all
          </a>
        </p>
      ))}
      {(from || until) && (
        <p class="small muted">
          Opened {from && `since ${clockTime(from, now.value)}`} {until && `until ${clockTime(until, now.value)}`}.{' '}
          <a class="link" href={withQuery({ from: '', to: '' })}>
            Show all
          </a>
        </p>
      )}
    </>
  )
}

function Controls({ status, department }: { status: string; department: string }) {
  return (
    <div class="controls">
      <input
        type="search"
        aria-label="Filter by words: topic, carrier, product, owner"
        placeholder="Topic, carrier, product, owner"
        value={route.value.query.get('about') ?? ''}
        onInput={(event) => go(withQuery({ about: event.currentTarget.value }), { replace: true })}
      />
      <Select
        label="Status"
        value={status}
        options={statuses}
        onPick={(value) => go(withQuery({ status: value }), { replace: true })}
      />
      <Select
        label="Department"
        value={department}
        options={[['', 'any'], ...departments.value.map(({ id, name }) => [id, name] as const)]}
        onPick={(value) => go(withQuery({ department: value }), { replace: true })}
      />
    </div>
  )
}
