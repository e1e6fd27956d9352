import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { findAlert } from '../../alerts/alert/alert-table.ts'
import { deliveryStates, findDeliveries } from '../../alerts/notify/delivery-table.ts'
import { findReportDeliveries } from '../../alerts/notify/report-delivery-table.ts'
import { DeliveryDto, ReportDeliveryDto, toDeliveryDto, toReportDeliveryDto } from '../dto/delivery-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound } from '../request/problem.ts'
import { list, NoQuery, pageLimit, problems, query, word } from '../request/schemas.ts'
import { AlertId } from './alerts.ts'

const DeliveriesQuery = query({
  state: Type.Optional(Type.Enum([...deliveryStates], doc('Only deliveries in this state'))),
  receiver: Type.Optional(word('Only those to this receiver, by name', 'care')),
  alert: Type.Optional(word('Only those about this alert, by id', '9f1c2ab47d60')),
  limit: Type.Optional(pageLimit(500, 100)),
})

const ReportDeliveriesQuery = query({
  limit: Type.Optional(pageLimit(500, 100)),
})

const mostOfAlert = 500

/** Deliveries of notifications and reports, for operators. `failed` ones are dead letters. */
export function deliveryRoutes(app: App, deps: ApiDeps): void {
  listRoute(app, deps)
  ofAlertRoute(app, deps)
  ofReportsRoute(app, deps)
}

function listRoute(app: App, { reader }: ApiDeps): void {
  app.get(
    '/deliveries',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'listDeliveries',
        tags: ['Deliveries'],
        description:
          'One entry for each change of an alert and receiver. Failed ones are dead letters: given up after retries for a day and a half.',
        summary: 'Deliveries of notifications about visible alerts, newest first',
        querystring: DeliveriesQuery,
        response: { 200: list(DeliveryDto, 'Deliveries; the list has one page'), ...problems },
      },
    },
    async ({ caller: { visibility }, query: { alert, limit = 100, ...filters } }) => {
      const found = await findDeliveries(reader, { ...filters, alertId: alert, limit, visibility })
      return { items: found.map(toDeliveryDto), nextCursor: null }
    },
  )
}

function ofAlertRoute(app: App, { reader }: ApiDeps): void {
  app.get(
    '/alerts/:id/deliveries',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'listAlertDeliveries',
        tags: ['Deliveries'],
        description: 'Every receiver of every change of the alert, sent or not.',
        summary: 'Who was told of the alert, newest first',
        params: AlertId,
        querystring: NoQuery,
        response: { 200: list(DeliveryDto, 'Deliveries; the list has one page'), ...problems },
      },
    },
    async ({ caller: { visibility }, params: { id } }) => {
      if (!(await findAlert(reader, id, visibility))) throw notFound('alert', id)
      const found = await findDeliveries(reader, { alertId: id, limit: mostOfAlert, visibility })
      return { items: found.map(toDeliveryDto), nextCursor: null }
    },
  )
}

function ofReportsRoute(app: App, { reader }: ApiDeps): void {
  app.get(
    '/report-deliveries',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'listReportDeliveries',
        tags: ['Deliveries'],
        description: 'Empty for callers who do not see all alerts.',
        summary: 'Deliveries of the weekly report, newest first',
        querystring: ReportDeliveriesQuery,
        response: { 200: list(ReportDeliveryDto, 'Deliveries; the list has one page'), ...problems },
      },
    },
    async ({ caller: { visibility }, query: { limit = 100 } }) => {
      const found = visibility.all ? await findReportDeliveries(reader, limit) : []
      return { items: found.map(toReportDeliveryDto), nextCursor: null }
    },
  )
}
