import { setTimeout as sleep } from 'node:timers/promises'
import type { Consumer } from 'kafkajs'
import type { Logger } from '../../logger.ts'
import type { Stop } from '../../stop.ts'
import { backoff } from '../backoff.ts'
import type { Deliver } from '../deliver.ts'
import type { PartitionOwner } from '../event-log.ts'
import type { Claim } from './assigner.ts'
import { openBatches, type Batches } from './batches.ts'
import { trackOwnership, type Ownership } from './ownership.ts'

export interface KafkaMemberOptions {
  topic: string
  partitions: number
  /** A consumer that was never connected: kafkajs cannot use one again after a crash. */
  newConsumer: (claim: () => Omit<Claim, 'id'>) => Consumer
  deliver: Deliver
  batch: number
  owner: PartitionOwner | undefined
  onStopped: (error: Error) => void
  logger: Logger
}

const silenceMs = 90_000

/**
 * A member of a group that runs until it is stopped: a consumer that crashed, or was silent for 90 s, is replaced.
 * Kafka's groups do not allow every promise of `PartitionOwner`. A batch in progress is finished before the group
 * rebalances. On `stop`, `onRevoked` resolves before other members get the partitions. At a rebalance, `onRevoked` is
 * called at once, but the next holder may have started already. A member keeps what it holds: the single partition of a
 * topic moves only when its holder stops or is dead.
 */
export function startKafkaMember(member: KafkaMemberOptions): Stop {
  const { topic, logger } = member
  const stopping = new AbortController()
  const { signal } = stopping
  const ownership = trackOwnership({ owner: member.owner, signal, logger })
  const pause = backoff()
  const batches = openBatches({ ...member, ownership, signal, onCommitted: pause.reset, onLimit: stopGroup })
  let consumer: Consumer | undefined
  let stopped: Promise<void> | undefined

  async function runOnce(): Promise<Error> {
    consumer = member.newConsumer(ownership.claim)
    return runConsumer(consumer, { member, ownership, batches })
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const reason = await runOnce().catch((error: unknown) => error)
      if (signal.aborted) return
      logger.warn({ err: reason }, 'the Kafka consumer failed, starting another')
      await batches.settled()
      await disconnect(consumer)
      ownership.assign([])
      await pause.wait(signal).catch(() => undefined)
    }
  }

  function stopGroup(error: Error): void {
    logger.error({ err: error }, 'the group stops; its unhandled events stay in the log')
    member.onStopped(error)
    void stop()
  }

  async function leave(): Promise<void> {
    stopping.abort()
    try {
      consumer?.pause([{ topic }])
    } catch {
      // The consumer has crashed or never ran: there is nothing to pause.
    }
    await batches.settled()
    // The owner releases the partitions before the consumer leaves the group, because then another member gets them.
    ownership.assign([])
    await ownership.settled().catch(() => undefined)
    await disconnect(consumer)
  }

  function stop(): Promise<void> {
    return (stopped ??= leave())
  }

  void run()
  return stop
}

/** Runs one consumer until it crashes or is silent for too long. Resolves with the reason. */
async function runConsumer(
  consumer: Consumer,
  { member, ownership, batches }: { member: KafkaMemberOptions; ownership: Ownership; batches: Batches },
): Promise<Error> {
  const { topic, partitions } = member
  const crashed = Promise.withResolvers<Error>()
  let seen = Date.now()
  const alive = () => void (seen = Date.now())
  const { CRASH, GROUP_JOIN, FETCH_START, HEARTBEAT } = consumer.events
  consumer.on(CRASH, ({ payload }) => crashed.resolve(payload.error))
  consumer.on(GROUP_JOIN, ({ payload }) => ownership.assign(payload.memberAssignment[topic] ?? []))
  for (const event of [FETCH_START, HEARTBEAT, GROUP_JOIN]) consumer.on(event, alive)
  const watching = setInterval(() => {
    if (batches.inProgress() === 0 && Date.now() - seen > silenceMs)
      crashed.resolve(new Error(`no fetch and no heartbeat for ${silenceMs / 1000} s`))
  }, 10_000).unref()
  try {
    await consumer.connect()
    await consumer.subscribe({ topics: [topic], fromBeginning: true })
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitions,
      eachBatch: batches.eachBatch,
    })
    return await crashed.promise
  } finally {
    clearInterval(watching)
  }
}

// A consumer whose broker is gone may never finish disconnecting.
async function disconnect(consumer: Consumer | undefined): Promise<void> {
  await Promise.race([consumer?.disconnect().catch(() => undefined), sleep(10_000, undefined, { ref: false })])
}
