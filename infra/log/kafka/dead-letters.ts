import { randomUUID } from 'node:crypto'
import type { Admin, Consumer, Kafka } from 'kafkajs'
import type { StoredDeadLetter } from '../dead-letter.ts'

/** The newest dead letters first, each once. Reads them by a group of its own, which is gone afterwards. */
export async function readLetters({ kafka, admin, topic, limit }: LettersAsked): Promise<StoredDeadLetter[]> {
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
    // A group that no longer has members would only be in the way; the broker forgets it after a week anyway.
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

// A batch that came again after a crash buried its events again.
function unique(letters: StoredDeadLetter[]): StoredDeadLetter[] {
  const byPlace = new Map(letters.map((letter) => [JSON.stringify(placeOf(letter)), letter]))
  return [...byPlace.values()].toReversed()
}

function placeOf({ topic, group, partition, offset }: StoredDeadLetter) {
  return [topic, group, partition, offset]
}

interface LettersAsked {
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
