import { Type, type Static } from 'typebox'
import { changes, Related, statuses, verdicts, type AlertChange } from '../../alerts/alert/alert.ts'
import { observedOf } from '../../alerts/alert/sentence.ts'
import { impactStatuses } from '../../alerts/alert/planner-card.ts'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { toWireAlert, WireAlert } from '../../alerts/alert/wire-alert.ts'
import { NullableString, NullableTime, TimeOut, toIso, toIsoOrNull } from '../request/schemas.ts'

/** The JSON form of an alert, the same in webhooks and Kafka: see `alerts/alert/wire-alert.ts`. */
export const AlertDto = WireAlert
export type AlertDto = WireAlert
export const toAlertDto = toWireAlert

export const ChangeDto = Type.Object({
  change: Type.Enum([...changes]),
  changeNumber: Type.Integer(),
  at: TimeOut,
  by: Type.String(),
  reason: Type.String(),
  status: Type.Enum([...statuses]),
  severity: Type.Enum([...severities]),
  observed: Type.Integer(),
  figure: Type.String({ description: 'observed with its window at that time, in words: 41 in 1 h' }),
  owner: NullableString,
  snoozedUntil: NullableTime,
  departments: Type.Array(Type.String()),
  impact: Type.Union([Type.Enum([...impactStatuses]), Type.Null()]),
  calledFor: Type.Array(Type.String(), {
    description: 'The people and receivers notified because nobody acknowledged the alert',
  }),
  verdict: Type.Union([Type.Enum([...verdicts]), Type.Null()]),
  related: Type.Union([Related, Type.Null()], {
    description: 'What else a merge or split is about: an alert with its title as name, or a topic (alertId null)',
  }),
})
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
