import { Type } from 'typebox'
import { deliveryStates, findDeliveries, type Delivery } from '../../alerts/notify/delivery-table.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { list, NullableTime, problems, query, TimeOut, toIso, toIsoOrNull, Word } from '../request/schemas.ts'

const DeliveryDto = Type.Object({
  alertId: Type.String(),
  changeNumber: Type.Integer(),
  receiver: Type.String(),
  person: Type.String({ description: 'Whose receiver it is; empty: a department’s, the service team’s, nobody’s' }),
  state: Type.Enum([...deliveryStates]),
  mode: Type.String(),
  createdAt: TimeOut,
  dueAt: TimeOut,
  sentAt: NullableTime,
  attempt: Type.Integer({ description: 'How often it was tried' }),
  reason: Type.String({ description: 'Why it was not told' }),
})

const DeliveriesQuery = query({
  state: Type.Optional(Type.Enum([...deliveryStates])),
  receiver: Type.Optional(Word),
  alert: Type.Optional(Word),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
})

/** Who was told what, and what was not: for those who run it. `given up` are the dead letters of telling. */
export function deliveryRoutes(app: App, { reader }: ApiDeps): void {
  app.get(
    '/deliveries',
    {
      schema: {
        operationId: 'listDeliveries',
        summary: 'What was told of the alerts that one sees, has to be, was given up or muted; the newest filed first',
        querystring: DeliveriesQuery,
        response: { 200: list(DeliveryDto), ...problems },
      },
    },
    async ({ asking: { visibility }, query: { alert, limit = 100, ...filters } }) => {
      const found = await findDeliveries(reader, { ...filters, alertId: alert, limit, visibility })
      return { items: found.map(toDeliveryDto), nextCursor: null }
    },
  )
}

const toDeliveryDto = ({
  asksImpact: _asks,
  groupKey: _group,
  reference: _reference,
  changeName: _change,
  firstAttemptAt: _tried,
  version: _version,
  ...rest
}: Delivery) => ({
  ...rest,
  createdAt: toIso(rest.createdAt),
  dueAt: toIso(rest.dueAt),
  sentAt: toIsoOrNull(rest.sentAt),
})
