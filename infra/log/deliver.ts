import { isDeepStrictEqual } from 'node:util'
import { Compile } from 'typebox/compile'
import type { Logger } from '../logger.ts'
import { countDeadLettersInARow } from './dead-letter-limit.ts'
import { faults, toStoredDeadLetter, type StoredDeadLetter, type RawEvent } from './dead-letter.ts'
import { Rejected, type Handle, type Topic } from './event-log.ts'
import type { GroupRecord } from './group-health.ts'
import { backoff, retry } from './backoff.ts'
import { traceProcess, type MessagingSystem } from './trace-messages.ts'

const limit = 100

/** Stops a group after 100 dead letters in a row: the fault is probably not in the events. */
export class DeadLetterLimit extends Error {
  constructor(group: string, reason: string) {
    super(`group ${group} stopped: ${limit} events in a row went to the dead letters; reason of the last: ${reason}`)
    this.name = 'DeadLetterLimit'
  }
}

export interface DeliverOptions<T> {
  system: MessagingSystem
  topic: Topic<T>
  group: string
  handle: Handle<T>
  /** Resolves once the dead letter is durable. Storing the same one again must change nothing. */
  storeDeadLetter: (deadLetter: StoredDeadLetter) => Promise<void>
  record: GroupRecord
  logger: Logger
}

/**
 * Resolves when every event is handled or stored as a dead letter.
 * @throws DeadLetterLimit, or the signal's reason between two attempts
 */
export type Deliver = (raws: readonly RawEvent[], signal: AbortSignal) => Promise<void>

interface Item {
  raw: RawEvent
  event: unknown
  fault?: string
  isDeadLetter: boolean
}

const failureOf =
  (record: GroupRecord, logger: Logger, context: object) =>
  ({ raw }: Item, err: unknown, message: string): void => {
    record.failed(raw.partition, err)
    logger.warn({ err, ...context }, message)
  }

/** The handler, inside a span where a message is traced. */
function handlerOf<T>({ system, topic, group, handle }: DeliverOptions<T>): (items: readonly Item[]) => Promise<void> {
  return (items) =>
    traceProcess(
      { system, topic: topic.name, group },
      items.map(({ raw }) => raw),
      (traceparents) =>
        handle(
          items.map(({ event }) => event as T),
          { traceparents },
        ),
    )
}

/** Delivers the batches of one partition to the handler. Every member of a group makes one, whatever the log. */
export function deliverTo<T>(options: DeliverOptions<T>): Deliver {
  const { topic, group, storeDeadLetter, record, logger } = options
  const [parse, handle] = [parserOf(topic), handlerOf(options)]
  const inARow = countDeadLettersInARow()
  const context = { topic: topic.name, group }
  const failed = failureOf(record, logger, context)

  async function reject(batch: Item[], item: Item, why: { reason: string; signal: AbortSignal }): Promise<void> {
    const { reason, signal } = why
    const deadLetter = toStoredDeadLetter(item.raw, { ...context, reason })
    item.isDeadLetter = true
    // Counted before it is stored, because other partitions reject events at the same time.
    const count = inARow.rejected(item.raw.partition, batch, batch.indexOf(item))
    if (count > limit) throw new DeadLetterLimit(group, reason)
    await retry(() => storeDeadLetter(deadLetter), {
      signal,
      failed: (err) => failed(item, err, 'a dead letter could not be stored, trying again'),
    })
    record.rejected()
    logger.warn({ ...context, key: item.raw.key, reason }, 'an event went to the dead letters')
    // The offset stays before the batch: once the fault is fixed, all its events are delivered again.
    if (count === limit) throw new DeadLetterLimit(group, reason)
  }

  async function handleRest(batch: Item[], signal: AbortSignal): Promise<void> {
    const pause = backoff()
    for (;;) {
      signal.throwIfAborted()
      const rest = batch.filter((item) => !item.isDeadLetter)
      if (rest.length === 0) return
      try {
        return await handle(rest)
      } catch (error) {
        const culprit = error instanceof Rejected ? culpritOf(error, rest) : undefined
        if (culprit) {
          await reject(batch, culprit, { reason: (error as Rejected).message, signal })
          pause.reset()
          continue
        }
        failed(rest[0]!, error, `a batch of ${rest.length} failed and will be delivered again`)
        await pause.wait(signal)
      }
    }
  }

  return async (raws, signal) => {
    const [first] = raws
    if (first === undefined) return
    const { partition } = first
    const batch = raws.map(parse)
    record.began(partition, first.at)
    try {
      for (const item of batch) if (item.fault) await reject(batch, item, { reason: item.fault, signal })
      await handleRest(batch, signal)
      inARow.handled(partition, batch)
    } finally {
      record.ended(partition)
    }
  }
}

function parserOf<T>(topic: Topic<T>): (raw: RawEvent) => Item {
  const validator = Compile(topic.schema)
  return (raw) => {
    if (raw.fault !== undefined) return { raw, event: undefined, fault: raw.fault, isDeadLetter: false }
    try {
      const event: unknown = JSON.parse(raw.value)
      if (validator.Check(event)) return { raw, event, isDeadLetter: false }
      const [first] = validator.Errors(event)
      const fault = `${faults.notAnEvent} ${topic.name}: ${first?.instancePath} ${first?.message}`
      return { raw, event, fault, isDeadLetter: false }
    } catch (error) {
      return { raw, event: undefined, fault: `${faults.notJson}: ${String(error)}`, isDeadLetter: false }
    }
  }
}

// A handler names the event it was given. An event that crossed a thread is equal to it, but not the same object.
function culpritOf({ event }: Rejected, items: Item[]): Item | undefined {
  return items.find((item) => item.event === event) ?? items.find((item) => isDeepStrictEqual(item.event, event))
}
