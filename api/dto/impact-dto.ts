import { Type, type Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { impactStatuses, PlannerCard } from '../../alerts/alert/planner-card.ts'
import { NullableString, NullableTime, TimeOut } from '../request/schemas.ts'

export const ImpactDto = Type.Object({
  alertId: Type.String(),
  title: Type.String(),
  severity: Type.Enum([...severities]),
  alertStatus: Type.String(),
  departments: Type.Array(Type.String()),
  onsetAt: TimeOut,
  status: Type.Enum([...impactStatuses]),
  expectedUntil: NullableTime,
  owner: NullableString,
  updatedBy: Type.String(),
  updatedAt: TimeOut,
  reason: Type.String(),
  card: PlannerCard,
})
export const ImpactsDto = Type.Object({
  items: Type.Array(ImpactDto),
  unmapped: Type.Array(Type.Object({ dimension: Type.String(), value: Type.String(), alerts: Type.Integer() }), {
    description: 'Values in alerts of the last 30 days that are missing from the planning data',
  }),
  nextCursor: NullableString,
})
export type ImpactDto = Static<typeof ImpactDto>
export type ImpactsDto = Static<typeof ImpactsDto>
