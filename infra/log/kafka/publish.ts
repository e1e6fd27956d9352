import kafkajs, { type Producer, type RecordMetadata } from 'kafkajs'
import type { Positions } from '../event-log.ts'

const { CompressionTypes, Partitioners } = kafkajs
const choosePartition = Partitioners.DefaultPartitioner()

/** Messages of one topic with their partitions, at most 512 KB together unless a single one is larger. */
export interface Chunk {
  topic: string
  messages: { partition: number; key: string; value: string; headers?: { traceparent: string } }[]
  bytes: number
}

// A broker accepts 1 MB per request by default. Data that gzip cannot shrink stays below that, too.
export const chunkBytes = 512 * 1024

/** The partition of a key, as Kafka clients choose it by default (murmur2). */
export function kafkaPartition(topic: string, key: string, partitions: number): number {
  const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => {
    return { partitionId, leader: 1, partitionErrorCode: 0, replicas: [], isr: [] }
  })
  return choosePartition({ topic, partitionMetadata, message: { key, value: null } })
}

/** Resolves when the chunks are on all in-sync replicas, with the end positions of each chunk, in order. */
export async function send(producer: Producer, chunks: Chunk[]): Promise<Positions[]> {
  const byTopic = [...Map.groupBy(chunks, ({ topic }) => topic)]
  const written = await producer.sendBatch({
    acks: -1,
    compression: CompressionTypes.GZIP,
    topicMessages: byTopic.map(([topic, some]) => ({ topic, messages: some.flatMap(({ messages }) => messages) })),
  })
  const next = new Map(written.map((record) => [placeOf(record), Number(record.baseOffset)]))
  return chunks.map(({ topic, messages }) => {
    const ends: Record<number, number> = {}
    for (const { partition } of messages) {
      const end = (next.get(`${topic}/${partition}`) ?? 0) + 1
      next.set(`${topic}/${partition}`, end)
      ends[partition] = end
    }
    return { topic, ends }
  })
}

export function toChunks(topic: string, messages: Chunk['messages']): Chunk[] {
  const chunks: Chunk[] = []
  for (const message of messages) {
    const bytes = Buffer.byteLength(message.value) + Buffer.byteLength(message.key) + (message.headers ? 136 : 64)
    const last = chunks.at(-1)
    if (last && last.bytes + bytes <= chunkBytes) {
      last.messages.push(message)
      last.bytes += bytes
    } else chunks.push({ topic, messages: [message], bytes })
  }
  return chunks
}

/** The end positions of several chunks of one topic, given in order. */
export function joinEnds(topic: string, positions: Positions[]): Positions {
  return { topic, ends: Object.assign({}, ...positions.map(({ ends }) => ends)) as Positions['ends'] }
}

function placeOf({ topicName, partition }: RecordMetadata): string {
  return `${topicName}/${partition}`
}
