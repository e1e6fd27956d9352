import { isDeepStrictEqual } from 'node:util'
import { Compile } from 'typebox/compile'
import type { Logger } from '../logger.ts'
import { countDeadLettersInARow } from './dead-letter-limit.ts'
import { toStoredDeadLetter, type StoredDeadLetter, type Raw } from './dead-letter.ts'
import { Rejected, type Topic } from './event-log.ts'
import { backoff, retry } from './backoff.ts'

const limit = 100

/** So many events in a row were buried that the fault is hardly theirs: the group stops rather than bury the day. */
export class DeadLetterLimit extends Error {
  constructor(group: string, reason: string) {
    super(`group ${group} stopped: ${limit} events in a row went to the dead letters, the last because ${reason}`)
    this.name = 'DeadLetterLimit'
  }
}

export interface Receiver<T> {
  topic: Topic<T>
  group: string
  handle: (events: T[]) => Promise<void>
  /** Resolves once the letter is durable; the same letter may come again. */
  storeDeadLetter: (letter: StoredDeadLetter) => Promise<void>
  logger: Logger
}

/** Resolves when every event is handled or buried; throws `BuriedTooMany`, or the signal's reason between two attempts. */
export type Deliver = (raws: readonly Raw[], signal: AbortSignal) => Promise<void>

interface Item {
  raw: Raw
  event: unknown
  fault?: string
  buried: boolean
}

/** How a batch of one partition reaches its handler; one for each member of a group, whatever the log. */
export function deliverTo<T>({ topic, group, handle, storeDeadLetter, logger }: Receiver<T>): Deliver {
  const validator = Compile(topic.schema)
  const row = countDeadLettersInARow()

  function parse(raw: Raw): Item {
    try {
      const event: unknown = JSON.parse(raw.value)
      if (validator.Check(event)) return { raw, event, buried: false }
      const [first] = validator.Errors(event)
      return { raw, event, fault: `not a ${topic.name} event: ${first?.instancePath} ${first?.message}`, buried: false }
    } catch (error) {
      return { raw, event: undefined, fault: `no JSON: ${String(error)}`, buried: false }
    }
  }

  async function storeAsDeadLetter(
    batch: Item[],
    item: Item,
    why: { reason: string; signal: AbortSignal },
  ): Promise<void> {
    const { reason, signal } = why
    const letter = toStoredDeadLetter(item.raw, { topic: topic.name, group, reason })
    item.buried = true
    // Counted before it is written: other partitions bury at the same time.
    const inARow = row.buried(item.raw.partition, batch, batch.indexOf(item))
    if (inARow > limit) throw new DeadLetterLimit(group, reason)
    await retry(() => storeDeadLetter(letter), {
      signal,
      failed: (err) =>
        logger.error({ err, topic: topic.name, group }, 'a dead letter could not be written, trying again'),
    })
    logger.warn({ topic: topic.name, group, key: item.raw.key, reason }, 'an event went to the dead letters')
    // The offset stays before the batch: once the fault is mended, its events are delivered again, the buried ones too.
    if (inARow === limit) throw new DeadLetterLimit(group, reason)
  }

  async function handleRest(batch: Item[], signal: AbortSignal): Promise<void> {
    const pause = backoff()
    for (;;) {
      signal.throwIfAborted()
      const rest = batch.filter((item) => !item.buried)
      if (rest.length === 0) return
      try {
        return await handle(rest.map(({ event }) => event as T))
      } catch (error) {
        const culprit = error instanceof Rejected ? culpritOf(error, rest) : undefined
        if (culprit) {
          await storeAsDeadLetter(batch, culprit, { reason: (error as Rejected).message, signal })
          pause.reset()
          continue
        }
        logger.warn({ err: error, topic: topic.name, group, events: rest.length }, 'a batch failed and comes again')
        await pause.wait(signal)
      }
    }
  }

  return async (raws, signal) => {
    const batch = raws.map(parse)
    const partition = raws[0]?.partition
    if (partition === undefined) return
    for (const item of batch) if (item.fault) await storeAsDeadLetter(batch, item, { reason: item.fault, signal })
    await handleRest(batch, signal)
    row.handled(partition, batch)
  }
}

// The handler names the event it was given; one that crossed a thread is only equal to it.
function culpritOf({ event }: Rejected, items: Item[]): Item | undefined {
  return items.find((item) => item.event === event) ?? items.find((item) => isDeepStrictEqual(item.event, event))
}
