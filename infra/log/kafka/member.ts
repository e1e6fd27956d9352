import { setTimeout as sleep } from 'node:timers/promises'
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs'
import type { Logger } from '../../logger.ts'
import type { Raw } from '../dead-letter.ts'
import { DeadLetterLimit, type Deliver } from '../deliver.ts'
import type { Owner } from '../event-log.ts'
import { backoff } from '../backoff.ts'
import type { Claim } from './assigner.ts'
import { trackOwnership } from './ownership.ts'
import type { Stop } from '../../stop.ts'

export interface KafkaMember {
  topic: string
  partitions: number
  /** A consumer that was never connected; kafkajs' own cannot be used again after a crash. */
  newConsumer: (claim: () => Omit<Claim, 'id'>) => Consumer
  deliver: Deliver
  batch: number
  owner: Owner | undefined
  onStopped: (error: Error) => void
  logger: Logger
}

const heartbeatMs = 1_000
const silenceMs = 90_000

/**
 * A member that lives until it is stopped: a consumer that crashed, or gave no sign of life for 90 s, is replaced.
 * What Kafka's groups allow is promised to `owner`: a batch in hand is finished before the group shares anew; on `stop`
 * `onRevoked` ends before others get the partitions; at a rebalance it is called at once, but the next holder may have
 * begun. A member keeps what it holds, so the single partition of a topic moves only when its holder stops or is dead.
 */
export function startKafkaMember(member: KafkaMember): Stop {
  const { topic, logger } = member
  const stopping = new AbortController()
  const { signal } = stopping
  const ownership = trackOwnership({ owner: member.owner, signal, logger })
  const inHand = new Map<number, Promise<void>>()
  const pause = backoff()
  let consumer: Consumer | undefined
  let stopped: Promise<void> | undefined

  async function quiet(): Promise<void> {
    await Promise.allSettled(inHand.values())
  }

  async function eachBatch(payload: EachBatchPayload): Promise<void> {
    const { partition } = payload.batch
    // kafkajs fetches again after a rebalance though we may not have finished what we fetched before.
    const work = (inHand.get(partition) ?? Promise.resolve()).catch(() => undefined).then(() => handle(payload))
    inHand.set(partition, work)
    try {
      await work
    } catch (error) {
      if (error instanceof DeadLetterLimit) return stopGroup(error)
      // kafkajs joins the group again as soon as we throw, so first let the other partitions finish.
      await quiet()
      throw error
    } finally {
      if (inHand.get(partition) === work) inHand.delete(partition)
    }
  }

  async function handle(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, commitOffsetsIfNecessary, heartbeat, isRunning, isStale } = payload
    const { partition } = batch
    const word = ownership.word()
    for (let at = 0; at < batch.messages.length; at += member.batch) {
      const messages = batch.messages.slice(at, at + member.batch)
      if (signal.aborted || !isRunning() || isStale()) return
      if (!(await deliver(messages, payload))) return
      if (ownership.word() !== word) return
      const { offset } = messages.at(-1)!
      const next = String(BigInt(offset) + 1n)
      // After the handler, never before; and resolved only when committed, so that a commit that failed is made good.
      await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: next }] }] })
      resolveOffset(offset)
      pause.reset()
      // Here and not in kafkajs' loop, so that a rebalance shows where we can wait for the other partitions.
      await heartbeat()
    }
  }

  /** False when we are told to stop. Throws kafkajs' error when the group shares anew or forgot us. */
  async function deliver(messages: KafkaMessage[], { batch, heartbeat }: EachBatchPayload): Promise<boolean> {
    const lost = new AbortController()
    const beating = setInterval(() => void heartbeat().catch((error: unknown) => lost.abort(error)), heartbeatMs)
    try {
      await ownership.settled()
      const raws = messages.map((message) => toRaw(batch.partition, message))
      await member.deliver(raws, AbortSignal.any([signal, lost.signal]))
      return true
    } catch (error) {
      if (error instanceof DeadLetterLimit) throw error
      if (signal.aborted) return false
      throw lost.signal.aborted ? lost.signal.reason : error
    } finally {
      clearInterval(beating)
    }
  }

  /** One consumer from its birth to its crash; resolves with the reason. */
  async function oneLife(): Promise<Error> {
    const crashed = Promise.withResolvers<Error>()
    let seen = Date.now()
    const alive = () => void (seen = Date.now())
    const mine = member.newConsumer(ownership.claim)
    consumer = mine
    mine.on(mine.events.CRASH, ({ payload }) => crashed.resolve(payload.error))
    mine.on(mine.events.GROUP_JOIN, ({ payload }) => ownership.now(payload.memberAssignment[topic] ?? []))
    for (const event of [mine.events.FETCH_START, mine.events.HEARTBEAT, mine.events.GROUP_JOIN]) mine.on(event, alive)
    const watching = setInterval(() => {
      if (inHand.size === 0 && Date.now() - seen > silenceMs) crashed.resolve(new Error('no sign of life'))
    }, 10_000).unref()
    try {
      await mine.connect()
      await mine.subscribe({ topics: [topic], fromBeginning: true })
      await mine.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: member.partitions,
        eachBatch,
      })
      return await crashed.promise
    } finally {
      clearInterval(watching)
    }
  }

  async function live(): Promise<void> {
    while (!signal.aborted) {
      const reason = await oneLife().catch((error: unknown) => error)
      if (signal.aborted) return
      logger.warn({ err: reason }, 'the Kafka consumer gave up, starting another')
      await quiet()
      await farewell()
      ownership.now([])
      await pause.wait(signal).catch(() => undefined)
    }
  }

  // A consumer whose broker is gone may never finish to say goodbye.
  async function farewell(): Promise<void> {
    await Promise.race([consumer?.disconnect().catch(() => undefined), sleep(10_000, undefined, { ref: false })])
  }

  function stopGroup(error: Error): void {
    logger.error({ err: error }, 'the group stops here, its lag is kept')
    member.onStopped(error)
    void stop()
  }

  async function leave(): Promise<void> {
    stopping.abort()
    try {
      consumer?.pause([{ topic }])
    } catch {
      // It has crashed, or was never running: there is nothing to pause.
    }
    await quiet()
    // The owner lets go before the group hears of it: then another member gets the partitions.
    ownership.now([])
    await ownership.settled().catch(() => undefined)
    await farewell()
  }

  function stop(): Promise<void> {
    return (stopped ??= leave())
  }

  void live()
  return stop
}

function toRaw(partition: number, { offset, key, value }: KafkaMessage): Raw {
  return { partition, offset, key: key?.toString() ?? '', value: value?.toString() ?? '' }
}
