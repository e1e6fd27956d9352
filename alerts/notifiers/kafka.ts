import { Type } from 'typebox'
import type { KafkaMessage, KafkaProducer } from '../../infra/log/kafka/producer.ts'
import { kafkaSecurity, securityOf } from '../../infra/log/kafka/security.ts'
import { changes } from '../alert/alert.ts'
import { DeliveryFailed, type Notification } from '../notify/notifier.ts'
import { defineNotifier } from '../notify/notifier-definition.ts'
import { toWireNotification } from './message/wire-notification.ts'

/**
 * Publishes one event per alert to a topic of the user's Kafka cluster: the webhook's body, keyed by the alert's id. A repeat has the
 * same `notification-id` header.
 */
export const kafka = defineNotifier({
  type: 'kafka',
  options: {
    brokers: Type.Array(Type.String({ pattern: '^[^:/\\s]+:\\d+$' }), {
      minItems: 1,
      description: 'Brokers, host:port each.',
    }),
    topic: Type.String({ pattern: '^[a-zA-Z0-9._-]{1,249}$', description: 'The topic; it must exist.' }),
    ...kafkaSecurity,
  },
  notifyOn: () => changes,
  open: ({ brokers, topic, ...options }, { dashboard, logger, timeoutMs, http }) => {
    const security = securityOf(options, { at: 'notifiers (kafka)', http })
    let producer: Promise<KafkaProducer> | undefined
    const open = async () =>
      (await import('../../infra/log/kafka/producer.ts')).openKafkaProducer({ brokers, ...security, timeoutMs, logger })
    return {
      notifier: {
        async notify(notification) {
          try {
            await (await (producer ??= open())).send(topic, messagesOf(notification, dashboard))
          } catch (error) {
            throw new DeliveryFailed(error instanceof Error ? error.message : String(error))
          }
        },
      },
      close: async () => (await producer)?.close(),
    }
  },
})

function messagesOf(notification: Notification, dashboard: string): KafkaMessage[] {
  const toMessage = (key: string, part: Notification): KafkaMessage => ({
    key,
    value: JSON.stringify(toWireNotification(part, dashboard)),
    headers: { 'notification-id': notification.id },
  })
  if (notification.kind === 'report') return [toMessage(notification.group, notification)]
  return notification.alerts.map((update) => toMessage(update.newest.alertId, { ...notification, alerts: [update] }))
}
