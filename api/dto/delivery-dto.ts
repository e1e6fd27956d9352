import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { deliveryStates, type Delivery } from '../../alerts/notify/delivery-table.ts'
import type { ReportDelivery } from '../../alerts/notify/report-delivery-table.ts'
import { time, timeOrNull, toIso, toIsoOrNull } from '../request/schemas.ts'

const attemptFields = {
  state: Type.Enum([...deliveryStates], doc('due: not yet sent. suppressed: it will not be sent. failed: given up')),
  createdAt: time('When it was scheduled'),
  dueAt: time('When it is, or was, due'),
  sentAt: timeOrNull('When it was sent; null: it was not'),
  attempt: Type.Integer(doc('Number of attempts', 1)),
  reason: Type.String(doc('Why it is held back, failed or suppressed; empty: none of these', 'quiet hours')),
}

export const DeliveryDto = Type.Object(
  {
    alertId: Type.String(doc('Id of the alert', '9f1c2ab47d60')),
    changeNumber: Type.Integer(doc('Number of the change that it tells of', 1)),
    receiver: Type.String(doc('Name of the receiver', 'care')),
    person: Type.String(
      doc(
        'The person that the receiver belongs to, by id; empty for a receiver of a department, of the service team, or of nobody',
        'petra',
      ),
    ),
    mode: Type.String(doc('now, daily or weekly', 'now')),
    ...attemptFields,
  },
  { title: 'Delivery', description: 'A notification about a change of an alert, for one receiver' },
)

export type DeliveryDto = Static<typeof DeliveryDto>

export const ReportDeliveryDto = Type.Object({
  reportId: Type.String(doc('report: and the day on which it is sent', 'report:2026-11-30')),
  receiver: Type.String(doc('Name of the receiver', 'care')),
  ...attemptFields,
})

export const toDeliveryDto = (delivery: Delivery): Static<typeof DeliveryDto> => ({
  alertId: delivery.alertId,
  changeNumber: delivery.changeNumber,
  receiver: delivery.receiver,
  person: delivery.person,
  mode: delivery.mode,
  ...toAttempt(delivery),
})

export const toReportDeliveryDto = (delivery: ReportDelivery): Static<typeof ReportDeliveryDto> => ({
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
