import { Type, type Static } from 'typebox'
import { statuses, verdicts } from '../../alerts/alert/alert.ts'
import { displayValue } from '../../alerts/alert/display-value.ts'
import { findIncidents, incidentFigures, type Incident } from '../../alerts/report/incidents.ts'
import type { Visibility } from '../../alerts/alert/visibility.ts'
import { percent } from '../../infra/format.ts'
import { IncidentsDto, toIncidentDto, type IncidentDto } from '../dto/incident-dto.ts'
import { toCsv } from '../request/csv.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { problems, query, TimeIn, toEpochMsOr, toIso, Word } from '../request/schemas.ts'

const dayMs = 24 * 3_600_000
const defaultDays = 30
const mostDays = 400
const mostListed = 1_000

const IncidentsQuery = query({
  from: Type.Optional(
    Type.Union([TimeIn], { description: 'Only alerts that opened since; 30 days before `to` if absent' }),
  ),
  to: Type.Optional(Type.Union([TimeIn], { description: 'Only alerts that opened before; now if absent' })),
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Words of the title, a cause, a department, a person, a rating or a note; all of them, in any case',
    }),
  ),
  status: Type.Optional(Type.Enum([...statuses], { description: 'Only alerts that now have this status' })),
  department: Type.Optional(
    Type.Union([Word], { description: 'Only alerts of this department, which owns or watches' }),
  ),
  verdict: Type.Optional(Type.Enum([...verdicts], { description: 'Only alerts that were rated so last' })),
})
type Asked = Static<typeof IncidentsQuery>

/** The history of alerts, each with how it was handled and how similar ones ended. */
export function incidentRoutes(app: App, deps: ApiDeps): void {
  const config = { permission: 'alerts.read' } as const
  app.get(
    '/incidents',
    {
      config,
      schema: {
        operationId: 'listIncidents',
        summary: 'Alerts that opened in a period, newest first, with how they were handled and how similar ones ended',
        querystring: IncidentsQuery,
        response: { 200: IncidentsDto, ...problems },
      },
    },
    async ({ caller, query: asked }) => {
      const { incidents, ...rest } = await answer(deps, asked, caller.visibility)
      return { ...rest, figures: incidentFigures(incidents), items: incidents.map(toIncidentDto) }
    },
  )
  app.get(
    '/incidents.csv',
    {
      config,
      schema: {
        operationId: 'exportIncidents',
        summary: 'The same as CSV, one row for each alert',
        querystring: IncidentsQuery,
        response: {
          200: { description: 'CSV', content: { 'text/csv': { schema: { type: 'string' } } } },
          ...problems,
        },
      },
    },
    async ({ caller, query: asked }, reply) => {
      const { incidents } = await answer(deps, asked, caller.visibility)
      return reply.type('text/csv; charset=utf-8').send(toCsv([header, ...incidents.map(toIncidentDto).map(toCells)]))
    },
  )
}

async function answer(deps: ApiDeps, { from, to, q = '', ...filters }: Asked, visibility: Visibility) {
  const span = spanOf(from, to, deps.clock())
  const found = await findIncidents(deps.reader, { ...filters, ...span, visibility, limit: mostListed + 1 })
  const words = q.toLowerCase().split(/\s+/)
  const isWanted = (incident: Incident) => {
    const text = wordsOf(incident, deps).join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  }
  return {
    from: toIso(span.from),
    to: toIso(span.to),
    isCapped: found.length > mostListed,
    incidents: found.slice(0, mostListed).filter(isWanted),
  }
}

/** What an incident can be found by. */
function wordsOf(
  { alert, resolvedBy, resolution }: Incident,
  { organisation, taxonomy }: Pick<ApiDeps, 'organisation' | 'taxonomy'>,
): string[] {
  const personOf = (id: string | null) => (id === null ? '' : (organisation.people.get(id)?.name ?? id))
  return [
    alert.title,
    ...alert.drivers.flatMap(({ value, also = [] }) => [value, ...also.map((other) => other.value)]),
    ...alert.departments.map((id) => taxonomy.departments.find((each) => each.id === id)?.name ?? id),
    personOf(alert.owner),
    alert.verdict?.verdict ?? '',
    personOf(resolvedBy),
    resolution,
  ]
}

function spanOf(from: string | undefined, to: string | undefined, now: number): { from: number; to: number } {
  // What opened just now is in it, too.
  const toMs = toEpochMsOr('to', to, now + 1)
  const fromMs = toEpochMsOr('from', from, Math.max(0, toMs - defaultDays * dayMs))
  if (fromMs >= toMs) throw new Problem(400, 'from must be before to')
  if (toMs - fromMs > mostDays * dayMs) throw new Problem(400, `the period has more than ${mostDays} days`)
  return { from: fromMs, to: toMs }
}

const header = [
  'alert_id',
  'title',
  'severity',
  'status',
  'started_at',
  'opened_at',
  'resolved_at',
  'lasted_ms',
  'acknowledge_ms',
  'department',
  'watching',
  'owner',
  'topic',
  'mentions',
  'cause',
  'verdict',
  'verdict_reason',
  'resolved_by',
  'resolution',
  'similar_before',
  'similar_median_ms',
]

function toCells(incident: IncidentDto): (string | number | null)[] {
  const [owning = '', ...watching] = incident.departments
  return [
    incident.alertId,
    incident.title,
    incident.severity,
    incident.status,
    incident.onsetAt,
    incident.openedAt,
    incident.resolvedAt,
    incident.lastedMs,
    incident.acknowledgeMs,
    owning,
    watching.join(' '),
    incident.owner,
    incident.topic,
    incident.mentions,
    incident.causes.map((cause) => `${displayValue(cause)} ${percent(cause.share)}`).join('; '),
    incident.verdict,
    incident.verdictReason,
    incident.resolvedBy,
    incident.resolution,
    incident.before?.count ?? 0,
    incident.before?.medianMs ?? null,
  ]
}
