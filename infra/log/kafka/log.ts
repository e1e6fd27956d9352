import { setTimeout as sleep } from 'node:timers/promises'
import kafkajs, { type logCreator } from 'kafkajs'
import type { Logger } from '../../logger.ts'
import { toDeadLetter, type StoredDeadLetter } from '../dead-letter.ts'
import { deliverTo } from '../deliver.ts'
import type { EventLog, Topic } from '../event-log.ts'
import { groupCommit } from '../group-commit.ts'
import { retry } from '../backoff.ts'
import { stickyAssigner } from './assigner.ts'
import { readLetters } from './dead-letters.ts'
import { startKafkaMember } from './member.ts'
import { chunkBytes, joinEnds, kafkaPartition, send, toChunks, type Chunk } from './publish.ts'
import { openTopics } from './topics.ts'
import type { Stop } from '../../stop.ts'

const letters = 'dead-letters'
// An outage of a minute and a half is waited for; a call that meets a longer one rejects.
const retryOptions = { initialRetryTime: 100, maxRetryTime: 3_000, retries: 30 }

export interface KafkaLogOptions {
  /** `kafka://host:port[,host:port]` */
  url: string
  logger: Logger
  /** Of the topics made here: 3 unless told otherwise, or as many as there are brokers. */
  replicationFactor?: number
}

/**
 * The log in Kafka, for any number of machines. An event is on all in-sync replicas when `publish` resolves. A group reads
 * a topic as the Kafka group `<topic>.<group>`. Rejects when no broker answers within a minute and a half.
 */
export async function openKafkaLog({ url, logger, replicationFactor }: KafkaLogOptions): Promise<EventLog> {
  const brokers = url.replace(/^kafka:\/\//, '').split(',')
  const kafka = new kafkajs.Kafka({ clientId: 'groundswell', brokers, retry: retryOptions, logCreator: logTo(logger) })
  const admin = kafka.admin()
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  })
  await Promise.all([admin.connect(), producer.connect()])
  const topics = openTopics(admin, replicationFactor)
  const members = new Set<Stop>()
  const closing = new AbortController()
  const writer = groupCommit((chunks: Chunk[]) => send(producer, chunks), {
    weight: ({ bytes }) => bytes,
    limit: chunkBytes,
  })

  async function storeDeadLetter(letter: StoredDeadLetter): Promise<void> {
    await topics.partitions(letters, 1)
    const messages = [{ partition: 0, key: letter.key, value: JSON.stringify(letter) }]
    await Promise.all(toChunks(letters, messages).map(writer.add))
  }

  const subscribe: EventLog['subscribe'] = async (topic, group, handle, options = {}) => {
    const partitions = await topics.partitions(topic.name, topic.partitions)
    const stop = startKafkaMember({
      topic: topic.name,
      partitions,
      newConsumer: (claim) =>
        kafka.consumer({ ...consumerOptions(topic, group), partitionAssigners: [stickyAssigner(claim)] }),
      deliver: deliverTo({ topic, group, handle, storeDeadLetter, logger }),
      batch: options.batch ?? 500,
      owner: options.owner,
      onStopped: options.onStopped ?? (() => undefined),
      logger: logger.child({ topic: topic.name, group }),
    })
    members.add(stop)
    return stop
  }

  return {
    subscribe,
    async publish(topic, events) {
      closing.signal.throwIfAborted()
      const partitions = await topics.partitions(topic.name, topic.partitions)
      const messages = events.map((event) => {
        const key = topic.key(event)
        return { partition: kafkaPartition(topic.name, key, partitions), key, value: JSON.stringify(event) }
      })
      return joinEnds(topic.name, await Promise.all(toChunks(topic.name, messages).map(writer.add)))
    },
    async reached(group, { topic, ends }, signal) {
      const either = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])
      for (;;) {
        either.throwIfAborted()
        const committed = await retry(() => topics.committed(topic, groupId(topic, group)), {
          signal: either,
          failed: (err) => logger.warn({ err, topic, group }, 'the commits of a group could not be read, trying again'),
        })
        if (Object.entries(ends).every(([partition, end]) => (committed.get(Number(partition)) ?? 0) >= end)) return
        await sleep(50, undefined, { signal: either })
      }
    },
    async lag(topic, group) {
      await topics.partitions(topic.name, topic.partitions)
      return topics.lag(topic.name, groupId(topic.name, group))
    },
    async deadLetters(limit) {
      await topics.partitions(letters, 1)
      return (await readLetters({ kafka, admin, topic: letters, limit })).map(toDeadLetter)
    },
    check: () => probe(brokers, logger),
    async close() {
      if (closing.signal.aborted) return
      closing.abort(new Error('the log is closed'))
      await Promise.all([...members].map((stop) => stop()))
      await writer.idle()
      await Promise.all([producer.disconnect(), admin.disconnect()])
    },
  }
}

function groupId(topic: string, group: string): string {
  return `${topic}.${group}`
}

function consumerOptions<T>({ name }: Topic<T>, group: string) {
  return {
    groupId: groupId(name, group),
    sessionTimeout: 10_000,
    heartbeatInterval: 1_000,
    maxWaitTimeInMs: 250,
    allowAutoTopicCreation: false,
    // We start a new consumer ourselves: after some errors kafkajs would not, and leave a zombie.
    retry: { ...retryOptions, retries: 5, restartOnFailure: async () => false },
  }
}

// By a client of its own, which asks once: the others wait out an outage.
async function probe(brokers: string[], logger: Logger): Promise<void> {
  const once = { retries: 0 }
  const kafka = new kafkajs.Kafka({ clientId: 'groundswell-check', brokers, retry: once, logCreator: logTo(logger) })
  const admin = kafka.admin()
  try {
    await admin.connect()
    await admin.describeCluster()
  } finally {
    await admin.disconnect()
  }
}

/** kafkajs tries again by itself after most of what it calls an error, and what it cannot mend it throws to us. */
export function logTo(logger: Logger): logCreator {
  const { ERROR, WARN } = kafkajs.logLevel
  return () =>
    ({ namespace, level, log: { message, timestamp: _timestamp, logger: _logger, ...rest } }) => {
      if (level === ERROR) logger.warn({ kafkajs: namespace, ...rest }, message)
      else if (level === WARN) logger.debug({ kafkajs: namespace, ...rest }, message)
      else logger.trace({ kafkajs: namespace, ...rest }, message)
    }
}
