import { Type } from 'typebox'
import type { KafkaMessage, KafkaProducer } from '../../infra/log/kafka/producer.ts'
import { NotTaken, type Notice, type Notifier } from '../notify/notifier.ts'
import { toWireNotice } from './message/wire-notification.ts'

export const kafkaOptions = {
  brokers: Type.Array(Type.String({ pattern: '^[^:/\\s]+:\\d+$' }), { minItems: 1 }),
  /** Has to be there already. */
  topic: Type.String({ pattern: '^[a-zA-Z0-9._-]{1,249}$' }),
}

/** A topic of a Kafka of the user's: an event an alert, as the webhook tells it, under the alert's id; header `notice-id` tells a repeat. */
export function kafka({ topic, dashboard }: { topic: string; dashboard: string }, producer: KafkaProducer): Notifier {
  return {
    async notify(notice) {
      try {
        await producer.send(topic, messagesOf(notice, dashboard))
      } catch (error) {
        throw new NotTaken(error instanceof Error ? error.message : String(error))
      }
    },
  }
}

function messagesOf(notice: Notice, dashboard: string): KafkaMessage[] {
  const toMessage = (key: string, part: Notice): KafkaMessage => ({
    key,
    value: JSON.stringify(toWireNotice(part, dashboard)),
    headers: { 'notice-id': notice.id },
  })
  if (notice.kind === 'report') return [toMessage(notice.group, notice)]
  return notice.alerts.map((told) => toMessage(told.newest.alertId, { ...notice, alerts: [told] }))
}
