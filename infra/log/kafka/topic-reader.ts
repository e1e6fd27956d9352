import kafkajs, { type Consumer, type Kafka } from 'kafkajs'
import type { Logger } from '../../logger.ts'
import { openKafkaClient, type KafkaConnection } from './client.ts'
import { retryRetriable } from './topics.ts'

export interface TopicRecord {
  partition: number
  offset: string
  key: string
  /** Null for a deletion (compacted topics). */
  value: string | null
  /** Epoch ms. */
  at: number
}

export interface TopicReaderOptions extends KafkaConnection {
  topic: string
  groupId: string
  /** The next offset by partition; absent: the first one that the topic has. */
  from?: Readonly<Record<string, string>> | undefined
  logger: Logger
}

/** Records in the order of each partition; `isEnd`: nothing more was there when they were fetched. */
export interface TopicBatch {
  records: TopicRecord[]
  isEnd: boolean
}

/**
 * Reads a topic that others write, from offsets of our own: nothing is committed to the cluster. A batch is fetched when the one before
 * was taken. Ends with the signal. @throws the error of the client when it gives up
 */
export async function* readTopic(options: TopicReaderOptions, signal: AbortSignal): AsyncGenerator<TopicBatch> {
  const { brokers, topic, groupId, ssl, sasl, from = {}, logger } = options
  const kafka = openKafkaClient({ clientId: 'groundswell', brokers, retry: { retries: 3 }, logger, ssl, sasl })
  const consumer = kafka.consumer({ groupId, retry: { retries: 8, restartOnFailure: async () => false } })
  const handover = openHandover<TopicBatch>()
  const behind = new Set<number>()
  consumer.on(consumer.events.CRASH, ({ payload }) => handover.fail(payload.error))
  consumer.on(consumer.events.FETCH, ({ payload }) => {
    if (payload.numberOfBatches === 0 && behind.size === 0) handover.offer({ records: [], isEnd: true })
  })
  signal.addEventListener('abort', handover.end, { once: true })
  try {
    await coordinatorOf(kafka, { topic, groupId })
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: true,
      eachBatch: async ({ batch: { partition, messages, highWatermark } }) => {
        const next = BigInt(from[partition] ?? 0)
        const records = messages
          .filter(({ offset }) => BigInt(offset) >= next)
          .map((message) => toRecord(partition, message))
        const isBehind = BigInt(messages.at(-1)?.offset ?? 0) + 1n < BigInt(highWatermark)
        behind[isBehind ? 'add' : 'delete'](partition)
        if (records.length > 0) await handover.put({ records, isEnd: behind.size === 0 })
      },
    })
    for (const [partition, offset] of Object.entries(from))
      consumer.seek({ topic, partition: Number(partition), offset })
    yield* handover.taken()
  } finally {
    handover.end()
    await closed(consumer)
  }
}

/** Waits until the coordinator of the group is there: joining a group does not. */
async function coordinatorOf(kafka: Kafka, { topic, groupId }: { topic: string; groupId: string }): Promise<void> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    await retryRetriable(() => admin.fetchOffsets({ groupId, topics: [topic] }))
  } finally {
    await admin.disconnect()
  }
}

function toRecord(
  partition: number,
  message: { offset: string; key: Buffer | null; value: Buffer | null; timestamp: string },
): TopicRecord {
  const { offset, key, value, timestamp } = message
  return { partition, offset, key: key?.toString() ?? '', value: value?.toString() ?? null, at: Number(timestamp) }
}

async function closed(consumer: Consumer): Promise<void> {
  await consumer.disconnect().catch((error: unknown) => {
    if (!(error instanceof kafkajs.KafkaJSError)) throw error
  })
}

/** Hands values from one side to the other, one at a time. */
function openHandover<T>() {
  let waiting: { value: T; taken: () => void } | undefined
  let failure: Error | undefined
  let isOver = false
  let wake = () => {}
  return {
    /** Resolves when the value was taken. */
    put: (value: T) =>
      new Promise<void>((taken) => {
        if (isOver) return taken()
        waiting?.taken()
        waiting = { value, taken }
        wake()
      }),
    /** Only if nothing waits. */
    offer(value: T): void {
      if (waiting || isOver) return
      waiting = { value, taken: () => {} }
      wake()
    },
    fail(error: Error): void {
      failure ??= error
      wake()
    },
    end(): void {
      isOver = true
      waiting?.taken()
      wake()
    },
    async *taken(): AsyncGenerator<T> {
      for (;;) {
        if (failure) throw failure
        if (isOver) return
        const next = waiting
        if (next) {
          waiting = undefined
          yield next.value
          next.taken()
        } else await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
