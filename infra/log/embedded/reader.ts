import { setImmediate as turn } from 'node:timers/promises'
import type { Logger } from '../../logger.ts'
import type { RawEvent } from '../dead-letter.ts'
import { DeadLetterLimit, type Deliver } from '../deliver.ts'
import { backoff } from '../backoff.ts'

export interface Reading {
  next(): number
  read(from: number): RawEvent[]
  /** Returns false when another member holds the partition now. */
  commit(next: number): boolean
  /** Resolves when there may be more to read, or the signal aborts. */
  changed(signal: AbortSignal): Promise<void>
  deliver: Deliver
  stopGroup(error: Error): void
  /** Called with what reading or committing fails with, before the next attempt. */
  onError(error: unknown): void
  logger: Logger
}

/** Reads one partition, a batch at a time. `stop` resolves when the current batch is committed or abandoned. */
export function startReader({ deliver, stopGroup, onError, logger, ...log }: Reading): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping

  async function one(): Promise<boolean> {
    const from = log.next()
    const raws = log.read(from)
    const last = raws.at(-1)
    if (!last) {
      await log.changed(signal)
      return true
    }
    await deliver(raws, signal)
    // Commits after the handler: a crash between the two delivers the batch again.
    return log.commit(Number(last.offset) + 1)
  }

  async function run(): Promise<void> {
    const pause = backoff()
    while (!signal.aborted) {
      try {
        if (!(await one())) return
        pause.reset()
        // Without a turn of the event loop, handlers that never wait would starve the timers that renew the lease.
        await turn()
      } catch (error) {
        if (signal.aborted) return
        if (error instanceof DeadLetterLimit) return stopGroup(error)
        logger.error({ err: error }, 'the log could not be read or committed, trying again')
        onError(error)
        await pause.wait(signal).catch(() => undefined)
      }
    }
  }

  const done = run()
  return {
    async stop() {
      stopping.abort()
      await done
    },
  }
}
