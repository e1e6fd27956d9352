import kafkajs from 'kafkajs'
import type { Logger } from '../../logger.ts'
import { logTo } from './log.ts'

export interface KafkaMessage {
  key: string
  value: string
  headers: Record<string, string>
}

/** Writes to somebody's Kafka. */
export interface KafkaProducer {
  /** Resolves once all in-sync replicas have the messages; rejects when that takes too long, or there is no such topic. */
  send(topic: string, messages: readonly KafkaMessage[]): Promise<void>
  close(): Promise<void>
}

export interface KafkaProducerOptions {
  /** `host:port` */
  brokers: readonly string[]
  timeoutMs: number
  logger: Logger
}

/** Connects at the first message, and again after it could not; makes no topics, for the cluster is not ours. */
export function openKafkaProducer({ brokers, timeoutMs, logger }: KafkaProducerOptions): KafkaProducer {
  const kafka = new kafkajs.Kafka({
    clientId: 'groundswell-notifier',
    brokers: [...brokers],
    connectionTimeout: timeoutMs,
    requestTimeout: timeoutMs,
    // Whoever sends tries again by a schedule of its own.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 2 },
    logCreator: logTo(logger),
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
