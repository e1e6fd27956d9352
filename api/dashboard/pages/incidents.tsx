import type { IncidentDto, IncidentsDto } from '../../dto/incident-dto.ts'
import { alertsChanged } from '../lib/live.ts'
import { departmentName, departments, now } from '../lib/now.ts'
import { addressOf, go, route, withQuery } from '../lib/router.ts'
import { useApi } from '../lib/use-api.ts'
import { useTitle } from '../lib/use-title.ts'
import { count, span } from '../lib/words.ts'
import { zone } from '../lib/zone.ts'
import { Download } from '../parts/download.tsx'
import { IncidentRow } from '../parts/incident-row.tsx'
import { Select } from '../parts/select.tsx'

const dayMs = 86_400_000
/** So that a page that stays open does not ask at every tick of the clock. */
const roundMs = 60 * 60_000
const periods = [
  ['7', 'last 7 days'],
  ['30', 'last 30 days'],
  ['90', 'last 90 days'],
  ['365', 'last 12 months'],
] as const
const statuses = [
  ['', 'any'],
  ['open', 'open'],
  ['acknowledged', 'acknowledged'],
  ['snoozed', 'snoozed'],
  ['resolved', 'resolved'],
] as const
const verdicts = [
  ['', 'any'],
  ['useful', 'useful'],
  ['noise', 'noise'],
  ['expected', 'expected'],
  ['duplicate', 'duplicate'],
] as const
const fewRows = 50

const periodHere = () => periods.find(([days]) => days === route.value.query.get('days')) ?? periods[1]

/** The history of alerts: what happened, how fast somebody had it, how it ended, and how similar ones ended before. */
export function IncidentsPage() {
  useTitle('Incidents')
  const { query } = route.value
  const [days, period] = periodHere()
  const from = Math.floor(now.value / roundMs) * roundMs - Number(days) * dayMs
  const [q, status, department, verdict] = ['q', 'status', 'department', 'verdict'].map((name) => query.get(name) ?? '')
  const asked = { from: new Date(from).toISOString(), q: q?.trim(), status, department, verdict }
  const { data, error } = useApi<IncidentsDto>(addressOf('/incidents', asked), alertsChanged)
  return (
    <div class="page">
      <div class="head">
        <h1>Incidents</h1>
        <Controls {...{ q, status, department, verdict }} />
        <Download path={addressOf('/incidents.csv', asked) as `/${string}`} name="incidents.csv">
          Export CSV
        </Download>
      </div>
      {error && <p role="alert">Incidents could not be loaded: {error.message}</p>}
      {!data && !error && <p class="muted">Loading…</p>}
      {data && (
        <section class="card scroll" aria-label="History" tabIndex={0}>
          <p class="lede">{sentenceOf(data, period)}</p>
          {data.items.length > 0 && <Table items={data.items} />}
        </section>
      )}
    </div>
  )
}

/** 12 incidents in the last 30 days, 2 still active. Half were acknowledged within 12 min … */
function sentenceOf({ figures, isCapped }: IncidentsDto, period: string): string {
  const { opened, active, medianAcknowledgeMs, medianLastedMs, useful, rated } = figures
  if (opened === 0) return `No incident in the ${period} matches.`
  const parts = [
    `${isCapped ? 'The newest ' : ''}${count(opened)} ${opened === 1 ? 'incident' : 'incidents'} in the ${period}${active > 0 ? `, ${count(active)} still active` : ''}`,
    medianAcknowledgeMs !== null && `median time to acknowledge ${span(medianAcknowledgeMs)}`,
    medianLastedMs !== null && `median duration ${span(medianLastedMs)}`,
    rated > 0 && `${count(useful)} of ${count(rated)} rated useful`,
  ].filter((part) => part !== false)
  return `${parts.join('; ')}.`
}

interface ControlsProps {
  q: string | undefined
  status: string | undefined
  department: string | undefined
  verdict: string | undefined
}

const set = (name: string) => (value: string) => go(withQuery({ [name]: value, limit: '' }), { replace: true })

function Controls({ q = '', status = '', department = '', verdict = '' }: ControlsProps) {
  return (
    <div class="controls">
      <input
        type="search"
        aria-label="Find incidents by words: title, cause, department, person, note"
        placeholder="Title, cause, person, note"
        maxLength={200}
        value={q}
        onInput={(event) => set('q')(event.currentTarget.value)}
      />
      <Select label="Period" value={periodHere()[0]} options={periods} onPick={set('days')} />
      <Select label="Status" value={status} options={statuses} onPick={set('status')} />
      <Select
        label="Department"
        value={department}
        options={[['', 'any'], ...departments.value.map(({ id }) => [id, departmentName(id)] as const)]}
        onPick={set('department')}
      />
      <Select label="Rated" value={verdict} options={verdicts} onPick={set('verdict')} />
    </div>
  )
}

function Table({ items }: { items: readonly IncidentDto[] }) {
  const limit = Number(route.value.query.get('limit') ?? fewRows)
  return (
    <>
      <table class="incidents">
        <thead>
          <tr>
            <th scope="col">Incident</th>
            <th scope="col">Started ({zone.value})</th>
            <th scope="col" class="n">
              Lasted
            </th>
            <th scope="col" class="n hide-s">
              Time to acknowledge
            </th>
            <th scope="col" class="hide-s">
              Owner
            </th>
            <th scope="col" class="hide-s">
              Rated
            </th>
          </tr>
        </thead>
        <tbody>
          {items.slice(0, limit).map((incident) => (
            <IncidentRow key={incident.alertId} incident={incident} />
          ))}
        </tbody>
      </table>
      {items.length > limit && (
        <p class="all">
          <button
            class="btn"
            type="button"
            onClick={() => go(withQuery({ limit: String(limit + fewRows) }), { replace: true })}
          >
            Show more
          </button>
        </p>
      )}
    </>
  )
}
