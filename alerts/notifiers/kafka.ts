import { Type } from 'typebox'
import type { KafkaMessage, KafkaProducer } from '../../infra/log/kafka/producer.ts'
import { DeliveryFailed, type Notification, type Notifier } from '../notify/notifier.ts'
import { toWireNotification } from './message/wire-notification.ts'

export const kafkaOptions = {
  brokers: Type.Array(Type.String({ pattern: '^[^:/\\s]+:\\d+$' }), { minItems: 1 }),
  /** Has to be there already. */
  topic: Type.String({ pattern: '^[a-zA-Z0-9._-]{1,249}$' }),
}

/** A topic of a Kafka of the user's: an event an alert, as the webhook tells it, under the alert's id; header `notice-id` tells a repeat. */
export function kafka({ topic, dashboard }: { topic: string; dashboard: string }, producer: KafkaProducer): Notifier {
  return {
    async notify(notification) {
      try {
        await producer.send(topic, messagesOf(notification, dashboard))
      } catch (error) {
        throw new DeliveryFailed(error instanceof Error ? error.message : String(error))
      }
    },
  }
}

function messagesOf(notification: Notification, dashboard: string): KafkaMessage[] {
  const toMessage = (key: string, part: Notification): KafkaMessage => ({
    key,
    value: JSON.stringify(toWireNotification(part, dashboard)),
    headers: { 'notice-id': notification.id },
  })
  if (notification.kind === 'report') return [toMessage(notification.group, notification)]
  return notification.alerts.map((told) => toMessage(told.newest.alertId, { ...notification, alerts: [told] }))
}
