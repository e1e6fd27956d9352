import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { changes, Related, statuses, verdicts, type AlertChange } from '../../alerts/alert/alert.ts'
import { observedOf } from '../../alerts/alert/sentence.ts'
import { impactStatuses } from '../../alerts/alert/planner-card.ts'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { toWireAlert } from '../../alerts/alert/wire-alert.ts'
import { WireAlert } from '../../alerts/alert/wire-alert-schema.ts'
import { textOrNull, time, timeOrNull, toIso, toIsoOrNull } from '../request/schemas.ts'

/** The JSON form of an alert, the same in webhooks and Kafka: see `alerts/alert/wire-alert-schema.ts`. */
export const AlertDto = WireAlert
export type AlertDto = WireAlert
export const toAlertDto = toWireAlert

export const ChangeDto = Type.Object(
  {
    change: Type.Enum([...changes], doc('What happened')),
    changeNumber: Type.Integer(doc('1 for the first change of the alert, and so on', 3)),
    at: time('When it happened'),
    by: Type.String(doc('The person, by id, or groundswell', 'mara')),
    reason: Type.String(doc('The note with it; empty: none', 'Calling Nordfracht')),
    status: Type.Enum([...statuses], doc('The status after it')),
    severity: Type.Enum([...severities], doc('The severity after it')),
    observed: Type.Integer(doc('Mentions in the window at that time', 41)),
    figure: Type.String(doc('observed with its window at that time, in words', '41 in 1 h')),
    owner: textOrNull('The owner after it, by id; null: nobody', 'mara'),
    snoozedUntil: timeOrNull('When the snooze ends; null: no such snooze'),
    departments: Type.Array(Type.String(), doc('The departments after it, the acting one first', ['logistics'])),
    impact: Type.Union([Type.Enum([...impactStatuses]), Type.Null()], doc('The impact status after it; null: none')),
    calledFor: Type.Array(
      Type.String(),
      doc('The people and receivers notified because nobody acknowledged the alert', ['petra']),
    ),
    verdict: Type.Union([Type.Enum([...verdicts]), Type.Null()], doc('The last rating; null: none')),
    related: Type.Union([Related, Type.Null()], {
      description: 'What else a merge or split is about: an alert with its title as name, or a topic (alertId null)',
    }),
  },
  { title: 'AlertChange', description: 'A change of an alert' },
)
export type ChangeDto = Static<typeof ChangeDto>

export const toChangeDto = ({ change, changeNumber, at, by, reason, alert, related }: AlertChange): ChangeDto => ({
  change,
  changeNumber,
  at: toIso(at),
  by,
  reason,
  status: alert.status,
  severity: alert.severity,
  observed: alert.observed,
  figure: observedOf(alert),
  owner: alert.owner,
  snoozedUntil: toIsoOrNull(alert.snoozedUntil),
  departments: alert.departments,
  impact: alert.impact?.status ?? null,
  calledFor: alert.escalation?.to ?? [],
  verdict: alert.verdict?.verdict ?? null,
  related: related ?? null,
})
