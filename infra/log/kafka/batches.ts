import type { EachBatchPayload, KafkaMessage } from 'kafkajs'
import type { RawEvent } from '../dead-letter.ts'
import { DeadLetterLimit, type Deliver } from '../deliver.ts'
import type { Ownership } from './ownership.ts'

const heartbeatMs = 1_000

export interface BatchesOptions {
  topic: string
  deliver: Deliver
  /** Highest number of messages delivered at once. */
  batch: number
  ownership: Ownership
  signal: AbortSignal
  onCommitted: () => void
  onLimit: (error: DeadLetterLimit) => void
}

/** Delivers and commits the batches of a consumer: one at a time for each partition. */
export interface Batches {
  eachBatch(payload: EachBatchPayload): Promise<void>
  /** Resolves when no batch is in progress. */
  settled(): Promise<void>
  inProgress(): number
}

export function openBatches(options: BatchesOptions): Batches {
  const running = new Map<number, Promise<void>>()

  async function settled(): Promise<void> {
    await Promise.allSettled(running.values())
  }

  return {
    settled,
    inProgress: () => running.size,
    async eachBatch(payload) {
      const { partition } = payload.batch
      // After a rebalance kafkajs fetches again, perhaps before we have finished what we fetched before.
      const before = running.get(partition) ?? Promise.resolve()
      const work = before.catch(() => undefined).then(() => handle(payload, options))
      running.set(partition, work)
      try {
        await work
      } catch (error) {
        if (error instanceof DeadLetterLimit) return options.onLimit(error)
        // kafkajs joins the group again as soon as we throw: let the other partitions finish first.
        await settled()
        throw error
      } finally {
        if (running.get(partition) === work) running.delete(partition)
      }
    },
  }
}

async function handle(payload: EachBatchPayload, options: BatchesOptions): Promise<void> {
  const { topic, ownership, signal } = options
  const { batch, resolveOffset, commitOffsetsIfNecessary, heartbeat, isRunning, isStale } = payload
  const { partition } = batch
  const generation = ownership.generation()
  for (let at = 0; at < batch.messages.length; at += options.batch) {
    const messages = batch.messages.slice(at, at + options.batch)
    if (signal.aborted || !isRunning() || isStale()) return
    if (!(await deliver(messages, payload, options))) return
    if (ownership.generation() !== generation) return
    const { offset } = messages.at(-1)!
    const next = String(BigInt(offset) + 1n)
    // Commits after the handler. Resolves the offset after the commit: a failed commit is repeated.
    await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: next }] }] })
    resolveOffset(offset)
    options.onCommitted()
    // Not left to kafkajs' loop: the heartbeat throws when the group rebalances, and here we can wait for the other partitions.
    await heartbeat()
  }
}

/** Returns false when the member is stopping. Throws kafkajs' error when the group rebalances or has removed this member. */
async function deliver(
  messages: KafkaMessage[],
  { batch, heartbeat }: EachBatchPayload,
  options: BatchesOptions,
): Promise<boolean> {
  const { ownership, signal } = options
  const lost = new AbortController()
  const beating = setInterval(() => void heartbeat().catch((error: unknown) => lost.abort(error)), heartbeatMs)
  try {
    await ownership.settled()
    const raws = messages.map((message) => toRaw(batch.partition, message))
    await options.deliver(raws, AbortSignal.any([signal, lost.signal]))
    return true
  } catch (error) {
    if (error instanceof DeadLetterLimit) throw error
    if (signal.aborted) return false
    throw lost.signal.aborted ? lost.signal.reason : error
  } finally {
    clearInterval(beating)
  }
}

function toRaw(partition: number, { offset, key, value, timestamp, headers }: KafkaMessage): RawEvent {
  const raw = { partition, offset, key: key?.toString() ?? '', value: value?.toString() ?? '', at: Number(timestamp) }
  const traceparent = headers?.['traceparent']?.toString()
  return traceparent === undefined ? raw : { ...raw, traceparent }
}
