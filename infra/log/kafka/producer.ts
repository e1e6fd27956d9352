import kafkajs from 'kafkajs'
import type { Logger } from '../../logger.ts'
import { openKafkaClient, type KafkaConnection } from './client.ts'

export interface KafkaMessage {
  key: string
  value: string
  headers: Record<string, string>
}

/** Writes to a Kafka cluster of the user, for notifications. It need not be the cluster of the log. */
export interface KafkaProducer {
  /** Resolves once all in-sync replicas have the messages. Rejects on a timeout, or when the topic does not exist. */
  send(topic: string, messages: readonly KafkaMessage[]): Promise<void>
  close(): Promise<void>
}

export interface KafkaProducerOptions extends KafkaConnection {
  /** Limit for connecting, and for one response. */
  timeoutMs: number
  logger: Logger
}

/** Connects with the first message, and again after a failed connection. Never creates topics. */
export function openKafkaProducer(options: KafkaProducerOptions): KafkaProducer {
  const kafka = openKafkaClient({
    ...options,
    clientId: 'groundswell-notifier',
    // Few retries: the caller retries on its own schedule.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 2 },
  })
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  })
  let connected: Promise<void> | undefined
  return {
    async send(topic, messages) {
      connected ??= producer.connect()
      try {
        await connected
      } catch (error) {
        connected = undefined
        throw error
      }
      await producer.send({ topic, acks: -1, messages: [...messages] })
    },
    async close() {
      if (connected) await producer.disconnect()
    },
  }
}
