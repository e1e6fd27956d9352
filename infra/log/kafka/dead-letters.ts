import { randomUUID } from 'node:crypto'
import type { Admin, Consumer, Kafka } from 'kafkajs'
import type { StoredDeadLetter } from '../dead-letter.ts'

/** The newest dead letters first, each once. Reads them with a temporary group. */
export async function readDeadLetters({ kafka, admin, topic, limit }: ReadOptions): Promise<StoredDeadLetter[]> {
  const [ends] = await admin.fetchTopicOffsets(topic)
  const end = Number(ends?.high ?? 0)
  const from = Math.max(Number(ends?.low ?? 0), end - limit)
  if (end <= from) return []
  const groupId = `${topic}.reader-${randomUUID()}`
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 })
  try {
    await consumer.connect()
    await consumer.subscribe({ topics: [topic], fromBeginning: true })
    return unique(await readSpan(consumer, { topic, from, end }))
  } finally {
    await consumer.disconnect()
    // The broker would delete the empty group after a week.
    await admin.deleteGroups([groupId]).catch(() => undefined)
  }
}

async function readSpan(consumer: Consumer, { topic, from, end }: Span): Promise<StoredDeadLetter[]> {
  const read = Promise.withResolvers<void>()
  const found: StoredDeadLetter[] = []
  consumer.on(consumer.events.CRASH, ({ payload }) => read.reject(payload.error))
  await consumer.run({
    autoCommit: false,
    async eachBatch({ batch: { messages } }) {
      for (const { offset, value } of messages) {
        if (Number(offset) >= from && Number(offset) < end && value)
          found.push(JSON.parse(value.toString()) as StoredDeadLetter)
      }
      if (Number(messages.at(-1)?.offset) >= end - 1) read.resolve()
    },
  })
  consumer.seek({ topic, partition: 0, offset: String(from) })
  await read.promise
  return found
}

// A batch that was delivered again after a crash stored its dead letters again.
function unique(deadLetters: StoredDeadLetter[]): StoredDeadLetter[] {
  const byPosition = new Map(deadLetters.map((deadLetter) => [JSON.stringify(positionOf(deadLetter)), deadLetter]))
  return [...byPosition.values()].toReversed()
}

function positionOf({ topic, group, partition, offset }: StoredDeadLetter) {
  return [topic, group, partition, offset]
}

interface ReadOptions {
  kafka: Kafka
  admin: Admin
  topic: string
  limit: number
}

interface Span {
  topic: string
  from: number
  end: number
}
