import type { Logger } from '../../logger.ts'
import type { PartitionOwner } from '../event-log.ts'
import { retry } from '../backoff.ts'
import type { Claim } from './assigner.ts'

/** Which partitions a member holds. Reports each change to the owner, one after the other. */
export interface Ownership {
  claim(): Omit<Claim, 'id'>
  /** The group assigned exactly these partitions. */
  assign(partitions: readonly number[]): void
  /** Grows with each assignment. A batch read under an older generation is not committed. */
  generation(): number
  /** Resolves when the owner has handled every change so far. Rejects when the signal aborted meanwhile. */
  settled(): Promise<void>
}

export function trackOwnership({ owner, signal, logger }: OwnershipOptions): Ownership {
  let held: readonly number[] = []
  let since = 0
  let generation = 0
  let reported = Promise.resolve()

  async function report(lost: number[], gained: number[]): Promise<void> {
    if (lost.length > 0) {
      await owner
        ?.onRevoked(lost)
        .catch((err: unknown) => logger.error({ err, lost }, 'the owner failed to give up its partitions'))
    }
    if (gained.length === 0) return
    await retry(async () => owner?.onAssigned(gained), {
      signal,
      failed: (err) => logger.error({ err, gained }, 'the owner failed to take over its partitions, trying again'),
    })
  }

  return {
    claim: () => ({ held, since }),
    generation: () => generation,
    settled: () => reported,
    assign(partitions) {
      const lost = held.filter((partition) => !partitions.includes(partition))
      const gained = partitions.filter((partition) => !held.includes(partition))
      held = partitions
      since = Date.now()
      generation += 1
      // After an abort nothing is assigned any more, but lost partitions are still reported.
      reported = reported.catch(() => undefined).then(() => report(lost, gained))
      reported.catch(() => undefined)
    },
  }
}

interface OwnershipOptions {
  owner: PartitionOwner | undefined
  signal: AbortSignal
  logger: Logger
}
