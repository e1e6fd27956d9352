import kafkajs, { type Admin } from 'kafkajs'
import { backoff } from '../backoff.ts'

const retentionMs = 7 * 24 * 3_600_000

/** The topics and offsets of a cluster, by its admin. */
export interface Topics {
  /** How many partitions the topic has; it is made with as many as wanted when there is none. */
  partitions(topic: string, wanted: number): Promise<number>
  committed(topic: string, groupId: string): Promise<Map<number, number>>
  lag(topic: string, groupId: string): Promise<number>
}

export function openTopics(admin: Admin, replicationFactor: number | undefined): Topics {
  const known = new Map<string, Promise<number>>()

  async function make(topic: string, wanted: number): Promise<number> {
    const exists = (await admin.listTopics()).includes(topic)
    if (!exists) {
      const { brokers } = await admin.describeCluster()
      const replicas = replicationFactor ?? Math.min(3, brokers.length)
      const configEntries = [
        { name: 'retention.ms', value: String(retentionMs) },
        { name: 'min.insync.replicas', value: String(Math.max(1, replicas - 1)) },
      ]
      // False when another process made it meanwhile. A fresh topic is not known to every broker at once: then kafkajs, which asks
      // for its leaders, says that there is no such topic.
      await patiently(() =>
        admin.createTopics({
          topics: [{ topic, numPartitions: wanted, replicationFactor: replicas, configEntries }],
        }),
      )
    }
    const { topics } = await patiently(() => admin.fetchTopicMetadata({ topics: [topic] }))
    return topics[0]?.partitions.length ?? wanted
  }

  async function committed(topic: string, groupId: string): Promise<Map<number, number>> {
    const [found] = await patiently(() => admin.fetchOffsets({ groupId, topics: [topic] }))
    return new Map(found?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
  }

  return {
    committed,
    partitions(topic, wanted) {
      const found = known.get(topic) ?? make(topic, wanted)
      known.set(topic, found)
      // A failure is not remembered: the next call tries again.
      found.catch(() => known.delete(topic))
      return found
    },
    async lag(topic, groupId) {
      const ends = await patiently(() => admin.fetchTopicOffsets(topic))
      const done = await committed(topic, groupId)
      return ends.reduce((sum, { partition, low, high }) => {
        return sum + Number(high) - Math.max(Number(low), done.get(partition) ?? 0)
      }, 0)
    },
  }
}

// kafkajs' admin does not itself wait for a coordinator that is loading or has moved. Gives up after a quarter of a minute.
async function patiently<R>(ask: () => Promise<R>): Promise<R> {
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
