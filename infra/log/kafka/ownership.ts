import type { Logger } from '../../logger.ts'
import type { Owner } from '../event-log.ts'
import { retry } from '../backoff.ts'
import type { Claim } from './assigner.ts'

/** What a member holds by the group's last word, and the telling of its owner, one change after the other. */
export interface Ownership {
  claim(): Omit<Claim, 'id'>
  /** The group's word: exactly these partitions from now on. */
  now(partitions: readonly number[]): void
  /** Grows with each word of the group: what was read under an older one is not committed. */
  word(): number
  /** Resolves when the owner knows all that happened; rejects when the signal aborted meanwhile. */
  settled(): Promise<void>
}

export function trackOwnership({ owner, signal, logger }: OwnershipOptions): Ownership {
  let held: readonly number[] = []
  let since = 0
  let word = 0
  let telling = Promise.resolve()

  async function tell(lost: number[], gained: number[]): Promise<void> {
    if (lost.length > 0) {
      await owner?.onRevoked(lost).catch((err: unknown) => logger.error({ err, lost }, 'giving a partition up failed'))
    }
    if (gained.length === 0) return
    await retry(async () => owner?.onAssigned(gained), {
      signal,
      failed: (err) => logger.error({ err, gained }, 'a partition could not be taken over, trying again'),
    })
  }

  return {
    claim: () => ({ held, since }),
    word: () => word,
    settled: () => telling,
    now(partitions) {
      const lost = held.filter((partition) => !partitions.includes(partition))
      const gained = partitions.filter((partition) => !held.includes(partition))
      held = partitions
      since = Date.now()
      word += 1
      // After an abort nothing is assigned any more, but what was lost is still told.
      telling = telling.catch(() => undefined).then(() => tell(lost, gained))
      telling.catch(() => undefined)
    },
  }
}

interface OwnershipOptions {
  owner: Owner | undefined
  signal: AbortSignal
  logger: Logger
}
