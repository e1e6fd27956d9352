import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { Alert } from '../../alerts/alert/alert.ts'
import { alertsWithImpact, unmappedSince } from '../../alerts/alert/alert-table.ts'
import { byExposure } from '../../alerts/planners/make-card.ts'
import { impactStatuses, planningKeys } from '../../alerts/alert/planner-card.ts'
import { ImpactsDto, type ImpactDto } from '../dto/impact-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { toCsv } from '../../infra/csv.ts'
import { problems, query, toIso, toIsoOrNull } from '../request/schemas.ts'

const ImpactsQuery = query({
  status: Type.Optional(Type.Enum([...impactStatuses], doc('Only impacts with this status'))),
})

const mostListed = 1_000
const unmappedMs = 30 * 24 * 3_600_000

/** Current impacts, for planners. */
export function impactRoutes(app: App, { reader, clock }: ApiDeps): void {
  app.get(
    '/impacts',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'listImpacts',
        tags: ['Impacts'],
        description:
          'The largest exposure first. Without `status`: confirmed ones, and potential ones of alerts that are not resolved.',
        summary: 'Impacts with their planner cards',
        querystring: ImpactsQuery,
        response: { 200: ImpactsDto, ...problems },
      },
    },
    async ({ caller: { visibility }, query: { status } }) => {
      const [alerts, unmapped] = await Promise.all([
        alertsWithImpact(reader, { status, visibility, limit: mostListed }),
        unmappedSince(reader, clock() - unmappedMs, visibility),
      ])
      return { items: alerts.toSorted(largestFirst).map(toImpactDto), unmapped, nextCursor: null }
    },
  )
  app.get(
    '/impacts.csv',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'exportImpacts',
        tags: ['Impacts'],
        description: 'The same list with one row for each affected item of the planning data.',
        summary: 'The impacts as CSV',
        querystring: ImpactsQuery,
        response: {
          200: { description: 'One affected item per line', content: { 'text/csv': { schema: { type: 'string' } } } },
          ...problems,
        },
      },
    },
    async ({ caller: { visibility }, query: { status } }, reply) => {
      const alerts = await alertsWithImpact(reader, { status, visibility, limit: mostListed })
      return reply
        .type('text/csv; charset=utf-8')
        .send(toCsv([header, ...alerts.toSorted(largestFirst).flatMap(toRows)]))
    },
  )
}

const largestFirst = (a: Alert, b: Alert): number => byExposure(a.card!.exposure, b.card!.exposure)

function toImpactDto({ impact, card, ...alert }: Alert): ImpactDto {
  const { status, expectedUntil, owner, by, at, reason } = impact!
  return {
    alertId: alert.id,
    title: alert.title,
    severity: alert.severity,
    alertStatus: alert.status,
    departments: alert.departments,
    onsetAt: toIso(alert.onsetAt),
    status,
    expectedUntil: toIsoOrNull(expectedUntil),
    owner,
    updatedBy: by,
    updatedAt: toIso(at),
    reason,
    card: card!,
  }
}

const header = [
  'alert_id',
  'title',
  'severity',
  'status',
  'expected_until',
  'impact_owner',
  'confirmation',
  'authors',
  'sources',
  'onset_at',
  ...planningKeys,
  'supplier',
  'site',
  'part',
  'owner',
  'units',
  'open_orders',
  'revenue',
]

function toRows({ id, title, severity, impact, card, onsetAt }: Alert): string[][] {
  const { status, expectedUntil, owner } = impact!
  const { confirmation, authors, sources, items } = card!
  return items.map((item) =>
    [
      id,
      title,
      severity,
      status,
      toIsoOrNull(expectedUntil) ?? '',
      owner ?? '',
      confirmation,
      authors,
      sources,
      toIso(onsetAt),
      ...planningKeys.map((key) => item[key]),
      item.supplier,
      item.site,
      item.part,
      item.owner,
      item.units,
      item.openOrders,
      item.revenue,
    ].map(String),
  )
}
