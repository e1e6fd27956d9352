import type { IncidentDto } from '../../dto/incident-dto.ts'
import { departmentName, now, personName } from '../lib/now.ts'
import { capital, changeWord, clockTime, named, percent, span, spanOr } from '../lib/words.ts'
import { Severity, Status } from './severity.tsx'
import { ValueLink } from './value-link.tsx'

/** An incident in the history, with its cause, its end, and how similar ones ended. */
export function IncidentRow({ incident }: { incident: IncidentDto }) {
  const { alertId, title, severity, status, owner, onsetAt, lastedMs, acknowledgeMs, verdict, verdictReason } = incident
  return (
    <tr>
      <td>
        <a class="link strong" href={`/alerts/${alertId}`}>
          {title}
        </a>{' '}
        <Severity of={severity} /> {lastedMs === null && <Status of={status} />}
        <Departments of={incident.departments} />
        <Cause incident={incident} />
        <End incident={incident} />
        {incident.before && <Before of={incident.before} />}
      </td>
      <td>
        <time dateTime={onsetAt}>{clockTime(onsetAt, now.value)}</time>
      </td>
      <td class="n">{lastedMs === null ? `${span(now.value - Date.parse(onsetAt))} so far` : span(lastedMs)}</td>
      <td class="n hide-s">{spanOr(acknowledgeMs)}</td>
      <td class="hide-s">{owner ? personName(owner) : <span class="muted">Unassigned</span>}</td>
      <td class="hide-s">
        {verdict ? capital(verdict) : <span class="muted">Not rated</span>}
        {verdictReason && <p class="small muted">{verdictReason}</p>}
      </td>
    </tr>
  )
}

function Departments({ of: [owner = '–', ...watching] }: { of: readonly string[] }) {
  return (
    <p class="small muted">
      {departmentName(owner)}
      {watching.length > 0 && `, watched by ${watching.map(departmentName).join(', ')}`}
    </p>
  )
}

const mostCauses = 3

function Cause({ incident: { causes, kind, topic } }: { incident: IncidentDto }) {
  if (kind === 'hazard') return <p class="small">Single reports of harm</p>
  if (causes.length === 0)
    return (
      <p class="small muted">
        No common factor{topic && ' within '}
        {topic && <ValueLink dimension="topic" value={topic} class="link" />}
      </p>
    )
  return (
    <p class="small">
      Cause:{' '}
      {causes.slice(0, mostCauses).map(({ dimension, value, share }, i) => (
        <span key={dimension + value}>
          {i > 0 && ', '}
          <ValueLink dimension={dimension} value={value} class="link">
            {named({ dimension, value })}
          </ValueLink>{' '}
          {percent(share)}
          {i === 0 && ` of the ${changeWord({ kind })}`}
        </span>
      ))}
    </p>
  )
}

function End({ incident: { status, resolvedBy, resolution } }: { incident: IncidentDto }) {
  if (status !== 'resolved') return null
  return <p class="small muted">{capital(endInWords(resolvedBy, resolution))}</p>
}

/** `resolved by Mara Olsen: “the carrier works again”` */
function endInWords(by: string | null, note: string): string {
  const who = by === null ? 'resolved' : by === 'groundswell' ? 'resolved when volume was back to typical' : ''
  return `${who || `resolved by ${personName(by!)}`}${note && by !== 'groundswell' ? `: “${note}”` : ''}`
}

function Before({ of: { count: similar, medianMs, last } }: { of: NonNullable<IncidentDto['before']> }) {
  const lasted = similar === 1 ? `lasted ${span(medianMs)}` : `median duration ${span(medianMs)}`
  return (
    <p class="small muted">
      {similar} similar before: {lasted}. {similar === 1 ? '' : 'The last one, '}
      <a class="link" href={`/alerts/${last.alertId}`}>
        {last.title}
      </a>
      , was {endInWords(last.resolvedBy, last.resolution)}
      {last.verdict && `, rated ${last.verdict}`}.
    </p>
  )
}
