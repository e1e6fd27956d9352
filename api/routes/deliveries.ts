import { Type, type Static } from 'typebox'
import { deliveryStates, findDeliveries, type Delivery } from '../../alerts/notify/delivery-table.ts'
import { findReportDeliveries, type ReportDelivery } from '../../alerts/notify/report-delivery-table.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { list, NullableTime, problems, query, TimeOut, toIso, toIsoOrNull, Word } from '../request/schemas.ts'

const attemptFields = {
  state: Type.Enum([...deliveryStates]),
  createdAt: TimeOut,
  dueAt: TimeOut,
  sentAt: NullableTime,
  attempt: Type.Integer({ description: 'Number of attempts' }),
  reason: Type.String({ description: 'Why it is held back, failed or suppressed' }),
}

const DeliveryDto = Type.Object({
  alertId: Type.String(),
  changeNumber: Type.Integer(),
  receiver: Type.String(),
  person: Type.String({
    description:
      'The person that the receiver belongs to; empty for a receiver of a department, of the service team, or of nobody',
  }),
  mode: Type.String(),
  ...attemptFields,
})

const ReportDeliveryDto = Type.Object({
  reportId: Type.String({ description: 'report:YYYY-MM-DD, by the day on which it is sent' }),
  receiver: Type.String(),
  ...attemptFields,
})

const DeliveriesQuery = query({
  state: Type.Optional(Type.Enum([...deliveryStates])),
  receiver: Type.Optional(Word),
  alert: Type.Optional(Word),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
})

const ReportDeliveriesQuery = query({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
})

/** Deliveries of notifications and reports, for operators. `failed` ones are dead letters. */
export function deliveryRoutes(app: App, { reader }: ApiDeps): void {
  app.get(
    '/deliveries',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'listDeliveries',
        summary: 'Deliveries of notifications about visible alerts, newest first',
        querystring: DeliveriesQuery,
        response: { 200: list(DeliveryDto), ...problems },
      },
    },
    async ({ caller: { visibility }, query: { alert, limit = 100, ...filters } }) => {
      const found = await findDeliveries(reader, { ...filters, alertId: alert, limit, visibility })
      return { items: found.map(toDeliveryDto), nextCursor: null }
    },
  )
  app.get(
    '/report-deliveries',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'listReportDeliveries',
        summary: 'Deliveries of the weekly report, newest first; empty for callers who do not see all alerts',
        querystring: ReportDeliveriesQuery,
        response: { 200: list(ReportDeliveryDto), ...problems },
      },
    },
    async ({ caller: { visibility }, query: { limit = 100 } }) => {
      const found = visibility.all ? await findReportDeliveries(reader, limit) : []
      return { items: found.map(toReportDeliveryDto), nextCursor: null }
    },
  )
}

const toDeliveryDto = (delivery: Delivery): Static<typeof DeliveryDto> => ({
  alertId: delivery.alertId,
  changeNumber: delivery.changeNumber,
  receiver: delivery.receiver,
  person: delivery.person,
  mode: delivery.mode,
  ...toAttempt(delivery),
})

const toReportDeliveryDto = (delivery: ReportDelivery): Static<typeof ReportDeliveryDto> => ({
  reportId: delivery.reportId,
  receiver: delivery.receiver,
  ...toAttempt(delivery),
})

const toAttempt = ({ state, createdAt, dueAt, sentAt, attempt, reason }: Delivery | ReportDelivery) => ({
  state,
  createdAt: toIso(createdAt),
  dueAt: toIso(dueAt),
  sentAt: toIsoOrNull(sentAt),
  attempt,
  reason,
})
