import { Type, type Static } from 'typebox'
import { kinds, Similar, statuses, verdicts } from '../../alerts/alert/alert.ts'
import { Driver } from '../../alerts/alert/driver.ts'
import { acknowledgeMsOf, lastedMsOf, type Incident, type SimilarBefore } from '../../alerts/report/incidents.ts'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { NullableTime, TimeOut, toIso, toIsoOrNull } from '../request/schemas.ts'

const NullableMs = (description: string) => Type.Union([Type.Number(), Type.Null()], { description })
const NullablePerson = (description: string) => Type.Union([Type.String(), Type.Null()], { description })
const resolvedBy = NullablePerson('Who resolved it: `groundswell`, or the id of a person; null = active, or not known')
const resolution = Type.String({ description: 'The note with which it was resolved; empty = none' })

const BeforeDto = Type.Object({
  count: Type.Integer({ description: 'Number of similar alerts, at most 3' }),
  medianMs: Type.Number({ description: 'Median of their times from opening to resolution, ms' }),
  last: Type.Object(
    { ...Similar.properties, openedAt: TimeOut, resolvedAt: TimeOut, resolvedBy, resolution },
    { description: 'The one that was resolved last' },
  ),
})

export const IncidentDto = Type.Object({
  alertId: Type.String({ description: 'Id of the alert' }),
  kind: Type.Enum([...kinds]),
  title: Type.String(),
  severity: Type.Enum([...severities]),
  status: Type.Enum([...statuses]),
  departments: Type.Array(Type.String(), { description: 'Ids: the first one owns the alert, the others watch' }),
  topic: Type.String({ description: 'Id of the topic; empty = it is about a whole department' }),
  owner: NullablePerson('The person who has it; null = nobody'),
  onsetAt: Type.Union([TimeOut], { description: 'When it started' }),
  openedAt: Type.Union([TimeOut], { description: 'When the alert opened' }),
  resolvedAt: Type.Union([NullableTime], { description: 'null while it is active' }),
  lastedMs: NullableMs('Time from onsetAt to resolvedAt, ms; null while it is active'),
  acknowledgeMs: NullableMs(
    'Time from openedAt to the first acknowledgement or assignment, ms; null = nobody acknowledged it',
  ),
  mentions: Type.Integer({ description: 'Mentions since the onset; of a hazard, reports' }),
  causes: Type.Array(Type.Pick(Driver, ['dimension', 'value', 'share']), {
    description: 'What the mentions have in common, with its share of the increase, 0 to 1; most first',
  }),
  verdict: Type.Union([Type.Enum([...verdicts]), Type.Null()], { description: 'The last rating; null = not rated' }),
  verdictReason: Type.String({ description: 'The note of the rating; empty = none' }),
  resolvedBy,
  resolution,
  before: Type.Union([BeforeDto, Type.Null()], {
    description: 'Similar alerts that were resolved before it opened; null = none, or the caller sees none of them',
  }),
})
export type IncidentDto = Static<typeof IncidentDto>

const FiguresDto = Type.Object({
  opened: Type.Integer({ description: 'Number of incidents' }),
  active: Type.Integer({ description: 'Of these, not resolved' }),
  medianAcknowledgeMs: NullableMs('Median of acknowledgeMs, ms; null = none was acknowledged'),
  medianLastedMs: NullableMs('Median of lastedMs, ms; null = none is resolved'),
  useful: Type.Integer({ description: 'Rated useful' }),
  rated: Type.Integer({ description: 'Rated in all' }),
})

export const IncidentsDto = Type.Object({
  from: Type.Union([TimeOut], { description: 'Start of the period' }),
  to: Type.Union([TimeOut], { description: 'End of the period, exclusive' }),
  isCapped: Type.Boolean({ description: 'There are more; items has those of the newest 1,000 alerts' }),
  figures: Type.Union([FiguresDto], { description: 'Over all items' }),
  items: Type.Array(IncidentDto, { description: 'Newest first' }),
})
export type IncidentsDto = Static<typeof IncidentsDto>

export function toIncidentDto(incident: Incident): IncidentDto {
  const { alert, resolvedBy: by, resolution: note, before } = incident
  const { id, kind, title, severity, status, departments, topic, owner, mentions, drivers, verdict } = alert
  return {
    alertId: id,
    kind,
    title,
    severity,
    status,
    departments,
    topic,
    owner,
    onsetAt: toIso(alert.onsetAt),
    openedAt: toIso(alert.openedAt),
    resolvedAt: toIsoOrNull(alert.resolvedAt),
    lastedMs: lastedMsOf(alert),
    acknowledgeMs: acknowledgeMsOf(incident),
    mentions,
    causes: drivers.map(({ dimension, value, share }) => ({ dimension, value, share })),
    verdict: verdict?.verdict ?? null,
    verdictReason: verdict?.reason ?? '',
    resolvedBy: by,
    resolution: note,
    before: before && toBeforeDto(before),
  }
}

const toBeforeDto = ({ count, medianMs, last }: SimilarBefore): IncidentDto['before'] => ({
  count,
  medianMs,
  last: { ...last, openedAt: toIso(last.openedAt), resolvedAt: toIso(last.resolvedAt) },
})
