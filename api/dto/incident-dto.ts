import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { kinds, Similar, statuses, verdicts } from '../../alerts/alert/alert.ts'
import { Driver } from '../../alerts/alert/driver.ts'
import { acknowledgeMsOf, lastedMsOf, type Incident, type SimilarBefore } from '../../alerts/report/incidents.ts'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { time, timeOrNull, toIso, toIsoOrNull } from '../request/schemas.ts'

const NullableMs = (description: string) => Type.Union([Type.Number(), Type.Null()], doc(description, 7_200_000))
const NullablePerson = (description: string) => Type.Union([Type.String(), Type.Null()], doc(description, 'mara'))
const resolvedBy = NullablePerson('Who resolved it: `groundswell`, or the id of a person; null = active, or not known')
const resolution = Type.String(doc('The note with which it was resolved; empty = none', 'The depot is open again'))

const BeforeDto = Type.Object({
  count: Type.Integer(doc('Number of similar alerts, at most 3', 3)),
  medianMs: Type.Number(doc('Median of their times from opening to resolution, ms', 7200000)),
  last: Type.Object(
    {
      ...Similar.properties,
      openedAt: time('When it opened'),
      resolvedAt: time('When it was resolved'),
      resolvedBy,
      resolution,
    },
    { description: 'The one that was resolved last' },
  ),
})

export const IncidentDto = Type.Object({
  alertId: Type.String(doc('Id of the alert', '51d0c7e29a4f')),
  kind: Type.Enum([...kinds], doc('What kind of alert it is')),
  title: Type.String(doc('Its title', 'Parcel late · Nordfracht')),
  severity: Type.Enum([...severities], doc('How bad it is')),
  status: Type.Enum([...statuses], doc('Where it stands')),
  departments: Type.Array(
    Type.String(),
    doc('Ids: the first one owns the alert, the others watch', ['logistics', 'support']),
  ),
  topic: Type.String(doc('Id of the topic; empty = it is about a whole department', 'delivery.late')),
  owner: NullablePerson('The person who has it; null = nobody'),
  onsetAt: time('When it started'),
  openedAt: time('When the alert opened'),
  resolvedAt: timeOrNull('null while it is active'),
  lastedMs: NullableMs('Time from onsetAt to resolvedAt, ms; null while it is active'),
  acknowledgeMs: NullableMs(
    'Time from openedAt to the first acknowledgement or assignment, ms; null = nobody acknowledged it',
  ),
  mentions: Type.Integer(doc('Mentions since the onset; of a hazard, reports', 316)),
  causes: Type.Array(Type.Pick(Driver, ['dimension', 'value', 'share']), {
    description: 'What the mentions have in common, with its share of the increase, 0 to 1; most first',
  }),
  verdict: Type.Union([Type.Enum([...verdicts]), Type.Null()], { description: 'The last rating; null = not rated' }),
  verdictReason: Type.String(doc('The note of the rating; empty = none', 'Found in time')),
  resolvedBy,
  resolution,
  before: Type.Union([BeforeDto, Type.Null()], {
    description: 'Similar alerts that were resolved before it opened; null = none, or the caller sees none of them',
  }),
})
export type IncidentDto = Static<typeof IncidentDto>

const FiguresDto = Type.Object({
  opened: Type.Integer(doc('Number of incidents', 14)),
  active: Type.Integer(doc('Of these, not resolved', 2)),
  medianAcknowledgeMs: NullableMs('Median of acknowledgeMs, ms; null = none was acknowledged'),
  medianLastedMs: NullableMs('Median of lastedMs, ms; null = none is resolved'),
  useful: Type.Integer(doc('Rated useful', 9)),
  rated: Type.Integer(doc('Rated in all', 11)),
})

export const IncidentsDto = Type.Object({
  from: time('Start of the period'),
  to: time('End of the period, exclusive'),
  isCapped: Type.Boolean({ description: 'There are more; items has those of the newest 1,000 alerts' }),
  figures: Type.Object(FiguresDto.properties, { description: 'Over all items' }),
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
