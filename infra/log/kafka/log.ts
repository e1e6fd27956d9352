import kafkajs, { type Kafka } from 'kafkajs'
import type { Logger } from '../../logger.ts'
import type { Stop } from '../../stop.ts'
import type { Traceparent } from '../../traces.ts'
import { toDeadLetter, type StoredDeadLetter } from '../dead-letter.ts'
import { deliverTo } from '../deliver.ts'
import type { EventLog, Positions, Topic } from '../event-log.ts'
import { groupCommit } from '../../group-commit.ts'
import { openGroupHealth, recordedEnds } from '../group-health.ts'
import { retry } from '../backoff.ts'
import { tracePublish } from '../trace-messages.ts'
import { untilCommitted } from '../until-committed.ts'
import { stickyAssigner } from './assigner.ts'
import { checkCertificates, checkConnection } from './check.ts'
import { openKafkaClient, toKafkaConnection, type KafkaConnection } from './client.ts'
import { readDeadLetters } from './dead-letters.ts'
import { startKafkaMember } from './member.ts'
import { chunkBytes, joinEnds, kafkaPartition, send, toChunks, type Chunk } from './publish.ts'
import { openTopics, retentionMs, type Topics } from './topics.ts'

const deadLetterTopic = 'dead-letters'
// Waits out an outage of up to a minute and a half; a call that meets a longer one rejects.
const retryOptions = { initialRetryTime: 100, maxRetryTime: 3_000, retries: 30 }

export interface KafkaLogOptions {
  /** `kafka://host:port[,host:port]` */
  url: string
  logger: Logger
  /** TLS and SASL. */
  security?: Pick<KafkaConnection, 'ssl' | 'sasl'>
  /** For topics that the log creates. When absent: 3, or the number of brokers if there are fewer. */
  replicationFactor?: number
}

/**
 * The log in Kafka, for any number of machines. An event is on all in-sync replicas when `publish` resolves. A group reads
 * a topic as the Kafka group `<topic>.<group>`. Rejects when no broker answers within a minute and a half, and at once when a
 * certificate is refused.
 */
export async function openKafkaLog({ url, logger, security, replicationFactor }: KafkaLogOptions): Promise<EventLog> {
  const connection = { ...toKafkaConnection(url), ...security }
  const kafka = openKafkaClient({ ...connection, clientId: 'groundswell', retry: retryOptions, logger })
  await checkCertificates(connection, logger)
  const [admin, producer] = [kafka.admin(), idempotentProducer(kafka)]
  await Promise.all([admin.connect(), producer.connect()])
  const topics = openTopics(admin, replicationFactor)
  const closing = new AbortController()
  const writer = groupCommit((chunks: Chunk[]) => send(producer, chunks), {
    weight: ({ bytes }) => bytes,
    limit: chunkBytes,
  })

  async function storeDeadLetter(deadLetter: StoredDeadLetter): Promise<void> {
    await topics.partitions(deadLetterTopic, 1)
    const messages = [{ partition: 0, key: deadLetter.key, value: JSON.stringify(deadLetter) }]
    await Promise.all(toChunks(deadLetterTopic, messages).map(writer.add))
  }

  const health = openGroupHealth()
  const members = openMembers({ kafka, topics, storeDeadLetter, health, logger })
  const committed = (topic: string, group: string) => (signal: AbortSignal) =>
    retry(() => topics.committed(topic, groupId(topic, group)), {
      signal,
      failed: (err) => logger.warn({ err, topic, group }, 'the commits of a group could not be read, trying again'),
    })

  return {
    subscribe: members.subscribe,
    publish: publisherOf({ topics, add: writer.add, closing: closing.signal }),
    async reached(group, positions, signal) {
      const either = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])
      const offsets = committed(positions.topic, group)
      await untilCommitted(positions, { committed: offsets, first: 0, everyMs: 50, signal: either })
    },
    lag: async (topic, group) => topics.lag(await created(topics, topic), groupId(topic.name, group)),
    async committed(topic, group) {
      return totalOf(await topics.committed(await created(topics, topic), groupId(topic.name, group)))
    },
    groups: health.list,
    // Kafka cannot change a record; the retention of the topics removes it.
    rewrite: async () => ({ counts: new Map<string, number>(), keptForMs: retentionMs }),
    async deadLetters(limit) {
      await topics.partitions(deadLetterTopic, 1)
      return (await readDeadLetters({ kafka, admin, topic: deadLetterTopic, limit })).map(toDeadLetter)
    },
    check: () => checkConnection(connection, logger),
    async close() {
      if (closing.signal.aborted) return
      closing.abort(new Error('the log is closed'))
      await members.stop()
      await writer.idle()
      await Promise.all([producer.disconnect(), admin.disconnect()])
    },
  }
}

interface PublisherDeps {
  topics: Topics
  /** Resolves once the chunk is on all in-sync replicas. */
  add(chunk: Chunk): Promise<Positions>
  closing: AbortSignal
}

function publisherOf({ topics, add, closing }: PublisherDeps): EventLog['publish'] {
  return async (topic, events) => {
    closing.throwIfAborted()
    const partitions = await topics.partitions(topic.name, topic.partitions)
    return tracePublish({ system: 'kafka', topic: topic.name, count: events.length }, async (traceparent) => {
      const messages = toMessages(topic, events, { partitions, traceparent })
      return joinEnds(topic.name, await Promise.all(toChunks(topic.name, messages).map(add)))
    })
  }
}

/** The name of the topic, which exists then. */
async function created(topics: Topics, { name, partitions }: Topic<never>): Promise<string> {
  await topics.partitions(name, partitions)
  return name
}

/** -1: nothing committed yet. */
const totalOf = (offsets: ReadonlyMap<number, number>) =>
  [...offsets.values()].reduce((all, each) => all + Math.max(0, each), 0)

interface MembersDeps {
  kafka: Kafka
  topics: Topics
  storeDeadLetter: (deadLetter: StoredDeadLetter) => Promise<void>
  health: ReturnType<typeof openGroupHealth>
  logger: Logger
}

/** The members of groups in this process. */
function openMembers({ kafka, topics, storeDeadLetter, health, logger }: MembersDeps): {
  subscribe: EventLog['subscribe']
  stop: Stop
} {
  const members = new Set<Stop>()
  return {
    async subscribe(topic, group, handle, options = {}) {
      const record = health.join(topic.name, group)
      const ends = recordedEnds(record, options.onStopped)
      const stop = startKafkaMember({
        topic: topic.name,
        partitions: await topics.partitions(topic.name, topic.partitions),
        newConsumer: (claim) =>
          kafka.consumer({ ...consumerOptions(topic, group), partitionAssigners: [stickyAssigner(claim)] }),
        deliver: deliverTo({ system: 'kafka', topic, group, handle, storeDeadLetter, record, logger }),
        batch: options.batch ?? 500,
        owner: options.owner,
        onStopped: ends.onStopped,
        logger: logger.child({ topic: topic.name, group }),
      })
      const leave = ends.leaving(stop)
      members.add(leave)
      return leave
    },
    async stop() {
      await Promise.all([...members].map((stop) => stop()))
    },
  }
}

function idempotentProducer(kafka: Kafka) {
  return kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  })
}

function toMessages<T>(
  topic: Topic<T>,
  events: readonly T[],
  { partitions, traceparent }: { partitions: number; traceparent: Traceparent },
): Chunk['messages'] {
  const headers = traceparent === '' ? {} : { headers: { traceparent } }
  return events.map((event) => {
    const key = topic.key(event)
    return { partition: kafkaPartition(topic.name, key, partitions), key, value: JSON.stringify(event), ...headers }
  })
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
    // We start a new consumer ourselves: after some errors kafkajs would not restart, and would leave a zombie.
    retry: { ...retryOptions, retries: 5, restartOnFailure: async () => false },
  }
}
