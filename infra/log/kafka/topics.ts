import kafkajs, { type Admin } from 'kafkajs'
import { backoff } from '../backoff.ts'

/** Topics keep records for so long. */
export const retentionMs = 7 * 24 * 3_600_000

/** The topics and offsets of a cluster. */
export interface Topics {
  /** How many partitions the topic has. Creates the topic with `wanted` partitions when there is none. */
  partitions(topic: string, wanted: number): Promise<number>
  committed(topic: string, groupId: string): Promise<Map<number, number>>
  lag(topic: string, groupId: string): Promise<number>
}

export function openTopics(admin: Admin, replicationFactor: number | undefined): Topics {
  const known = new Map<string, Promise<number>>()

  async function create(topic: string, wanted: number): Promise<number> {
    const exists = (await admin.listTopics()).includes(topic)
    if (!exists) {
      const { brokers } = await admin.describeCluster()
      const replicas = replicationFactor ?? Math.min(3, brokers.length)
      const configEntries = [
        { name: 'retention.ms', value: String(retentionMs) },
        { name: 'min.insync.replicas', value: String(Math.max(1, replicas - 1)) },
      ]
      // Resolves to false when another process created it meanwhile. Not every broker knows a new topic at once: kafkajs asks for
      // its leaders and may fail with "no such topic", which is retriable.
      await retryRetriable(() =>
        admin.createTopics({
          topics: [{ topic, numPartitions: wanted, replicationFactor: replicas, configEntries }],
        }),
      )
    }
    const { topics } = await retryRetriable(() => admin.fetchTopicMetadata({ topics: [topic] }))
    return topics[0]?.partitions.length ?? wanted
  }

  async function committed(topic: string, groupId: string): Promise<Map<number, number>> {
    const [found] = await retryRetriable(() => admin.fetchOffsets({ groupId, topics: [topic] }))
    return new Map(found?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
  }

  return {
    committed,
    partitions(topic, wanted) {
      const found = known.get(topic) ?? create(topic, wanted)
      known.set(topic, found)
      // A failure is not cached: the next call tries again.
      found.catch(() => known.delete(topic))
      return found
    },
    async lag(topic, groupId) {
      const ends = await retryRetriable(() => admin.fetchTopicOffsets(topic))
      const done = await committed(topic, groupId)
      return ends.reduce((sum, { partition, low, high }) => {
        return sum + Number(high) - Math.max(Number(low), done.get(partition) ?? 0)
      }, 0)
    },
  }
}

/** Repeats a call: kafkajs does not wait for a coordinator that is loading or has moved. Gives up after about 13 s. */
export async function retryRetriable<R>(ask: () => Promise<R>): Promise<R> {
  const pause = backoff()
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (tries === 8 || !(error instanceof kafkajs.KafkaJSError) || !error.retriable) throw error
      await pause.wait()
    }
  }
}
