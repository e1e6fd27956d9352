import { Type, type Static } from 'typebox'
import { deliveryStates, type Delivery } from '../../alerts/notify/delivery-table.ts'
import type { ReportDelivery } from '../../alerts/notify/report-delivery-table.ts'
import { NullableTime, TimeOut, toIso, toIsoOrNull } from '../request/schemas.ts'

const attemptFields = {
  state: Type.Enum([...deliveryStates]),
  createdAt: TimeOut,
  dueAt: TimeOut,
  sentAt: NullableTime,
  attempt: Type.Integer({ description: 'Number of attempts' }),
  reason: Type.String({ description: 'Why it is held back, failed or suppressed' }),
}

export const DeliveryDto = Type.Object({
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

export type DeliveryDto = Static<typeof DeliveryDto>

export const ReportDeliveryDto = Type.Object({
  reportId: Type.String({ description: 'report:YYYY-MM-DD, by the day on which it is sent' }),
  receiver: Type.String(),
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
