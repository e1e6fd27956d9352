import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { impactStatuses, PlannerCard } from '../../alerts/alert/planner-card.ts'
import { textOrNull, time, timeOrNull } from '../request/schemas.ts'

export const ImpactDto = Type.Object({
  alertId: Type.String(doc('Id of the alert', '9f1c2ab47d60')),
  title: Type.String(doc('Its title', 'Pump leaks · CM-40')),
  severity: Type.Enum([...severities], doc('Its severity')),
  alertStatus: Type.String(doc('Its status', 'open')),
  departments: Type.Array(Type.String(), doc('Its departments, the acting one first', ['procurement'])),
  onsetAt: time('When the issue began'),
  status: Type.Enum([...impactStatuses], doc('The impact status')),
  expectedUntil: timeOrNull('When the impact is expected to end; null: not stated'),
  owner: textOrNull('Who has to assess it, by id or name; null: unknown', 'petra'),
  updatedBy: Type.String(doc('Who last stated the status', 'petra')),
  updatedAt: time('When they did'),
  reason: Type.String(doc('Their note; empty: none', 'Seal of lot L2411 leaks')),
  card: { ...PlannerCard, ...doc('Affected items and exposure') },
})
export const ImpactsDto = Type.Object(
  {
    items: Type.Array(ImpactDto, doc('The impacts')),
    unmapped: Type.Array(
      Type.Object({
        dimension: Type.String(doc('The column of the planning data', 'lot')),
        value: Type.String(doc('The value that no row has', 'L2499')),
        alerts: Type.Integer(doc('Alerts that name it', 2)),
      }),
      { description: 'Values in alerts of the last 30 days that are missing from the planning data' },
    ),
    nextCursor: Type.Union([Type.String(), Type.Null()], doc('Always null: the list has one page', null)),
  },
  doc('Impacts with their planner cards'),
)
export type ImpactDto = Static<typeof ImpactDto>
export type ImpactsDto = Static<typeof ImpactsDto>
