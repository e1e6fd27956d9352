import { Type, type Static } from 'typebox'
import { deliveryStates, findDeliveries, type Delivery } from '../../alerts/notify/delivery-table.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { list, NullableTime, problems, query, TimeOut, toIso, toIsoOrNull, Word } from '../request/schemas.ts'

const DeliveryDto = Type.Object({
  alertId: Type.String(),
  changeNumber: Type.Integer(),
  receiver: Type.String(),
  person: Type.String({
    description: 'The person whom the receiver belongs to; empty: a department, the service team, or nobody',
  }),
  state: Type.Enum([...deliveryStates]),
  mode: Type.String(),
  createdAt: TimeOut,
  dueAt: TimeOut,
  sentAt: NullableTime,
  attempt: Type.Integer({ description: 'Number of attempts' }),
  reason: Type.String({ description: 'Why it is held back, failed or suppressed' }),
})

const DeliveriesQuery = query({
  state: Type.Optional(Type.Enum([...deliveryStates])),
  receiver: Type.Optional(Word),
  alert: Type.Optional(Word),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
})

/** Deliveries of notifications, for operators. `failed` ones are dead letters. */
export function deliveryRoutes(app: App, { reader }: ApiDeps): void {
  app.get(
    '/deliveries',
    {
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
}

const toDeliveryDto = (delivery: Delivery): Static<typeof DeliveryDto> => ({
  alertId: delivery.alertId,
  changeNumber: delivery.changeNumber,
  receiver: delivery.receiver,
  person: delivery.person,
  state: delivery.state,
  mode: delivery.mode,
  createdAt: toIso(delivery.createdAt),
  dueAt: toIso(delivery.dueAt),
  sentAt: toIsoOrNull(delivery.sentAt),
  attempt: delivery.attempt,
  reason: delivery.reason,
})
