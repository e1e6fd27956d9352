import { Type, type Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import {
  Alert,
  changes,
  kinds,
  Similar,
  statuses,
  Verdict,
  verdicts,
  type AlertChange,
} from '../../alerts/alert/alert.ts'
import { Driver } from '../../alerts/alert/driver.ts'
import { Impact, impactStatuses, PlannerCard } from '../../alerts/alert/planner-card.ts'
import { toWireAlert } from '../../alerts/alert/wire-alert.ts'
import { NullableString, NullableTime, TimeOut, toIso, toIsoOrNull } from '../request/schemas.ts'

const EvidenceDto = Type.Object({
  mentionId: Type.String(),
  text: Type.String(),
  author: Type.String(),
  source: Type.String(),
  sentiment: Type.String(),
  url: Type.String(),
  createdAt: TimeOut,
})

const SimilarDto = Type.Object({ ...Similar.properties, openedAt: TimeOut, resolvedAt: TimeOut })

export const AlertDto = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...kinds], { description: 'shift: only a part of the whole is more than usual' }),
  title: Type.String(),
  sentence: Type.String({ description: 'The alert as a person would say it' }),
  status: Type.Enum([...statuses]),
  severity: Type.Enum([...severities]),
  departments: Type.Array(Type.String(), { description: 'The first acts, the others are told' }),
  topic: Type.String({ description: 'Empty when it is about a department as a whole' }),
  cut: Type.Union([Type.Object({ dimension: Type.String(), value: Type.String() }), Type.Null()]),
  also: Type.Array(Type.String(), { description: 'Topics that spike too, mostly with the same mentions' }),
  onsetAt: TimeOut,
  detectedAt: TimeOut,
  openedAt: TimeOut,
  updatedAt: TimeOut,
  resolvedAt: NullableTime,
  snoozedUntil: NullableTime,
  observed: Type.Integer({ description: 'Mentions in a window of bucketMs' }),
  expected: Type.Number(),
  lower: Type.Number(),
  upper: Type.Number(),
  bucketMs: Type.Integer(),
  p: Type.Number(),
  authors: Type.Integer({ description: 'Different people in the window' }),
  texts: Type.Integer({ description: 'Different texts in the window' }),
  mentions: Type.Integer({ description: 'Since the onset' }),
  drivers: Type.Array(Driver),
  evidence: Type.Array(EvidenceDto),
  similar: Type.Array(SimilarDto, { description: 'Alerts that are over and were like this one, the most alike first' }),
  owner: NullableString,
  unit: Type.String({ description: 'The business unit whose customers it is about; empty = none, or several' }),
  snoozedWorse: Type.Union([Type.Object({ percent: Type.Number(), excess: Type.Number() }), Type.Null()], {
    description: 'The snooze ends when the excess is so much percent above what it was then',
  }),
  claim: Type.Union([Type.Object({ by: Type.String(), until: TimeOut }), Type.Null()]),
  escalation: Type.Union(
    [Type.Object({ step: Type.Integer(), at: TimeOut, to: Type.Array(Type.String()) }), Type.Null()],
    { description: 'Whom it called because nobody took it' },
  ),
  card: Type.Union([PlannerCard, Type.Null()], { description: 'What a planner needs to know of it' }),
  impact: Type.Union([Type.Object({ ...Impact.properties, expectedUntil: NullableTime, at: TimeOut }), Type.Null()], {
    description: 'How it stands in the supply chain',
  }),
  ownAccounts: Alert.properties.ownAccounts,
  verdict: Type.Union([Type.Object({ ...Verdict.properties, at: TimeOut }), Type.Null()], {
    description: 'What a person said of it last',
  }),
})
export type AlertDto = Static<typeof AlertDto>

export const ChangeDto = Type.Object({
  change: Type.Enum([...changes]),
  changeNumber: Type.Integer(),
  at: TimeOut,
  by: Type.String(),
  reason: Type.String(),
  status: Type.Enum([...statuses]),
  observed: Type.Integer(),
  owner: NullableString,
  snoozedUntil: NullableTime,
  departments: Type.Array(Type.String()),
  impact: Type.Union([Type.Enum([...impactStatuses]), Type.Null()]),
  calledFor: Type.Array(Type.String(), { description: 'Whom it called because nobody took it' }),
  verdict: Type.Union([Type.Enum([...verdicts]), Type.Null()]),
})
export type ChangeDto = Static<typeof ChangeDto>

export const toAlertDto = (alert: Alert): AlertDto => toWireAlert(alert)

export const toChangeDto = ({ change, changeNumber, at, by, reason, alert }: AlertChange): ChangeDto => ({
  change,
  changeNumber,
  at: toIso(at),
  by,
  reason,
  status: alert.status,
  observed: alert.observed,
  owner: alert.owner,
  snoozedUntil: toIsoOrNull(alert.snoozedUntil),
  departments: alert.departments,
  impact: alert.impact?.status ?? null,
  calledFor: alert.escalation?.to ?? [],
  verdict: alert.verdict?.verdict ?? null,
})
