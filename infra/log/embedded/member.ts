import type { Logger } from '../../logger.ts'
import type { Leases } from './leases.ts'
import { startReader, type Reading } from './reader.ts'
import type { PartitionOwner } from '../event-log.ts'
import { retry } from '../backoff.ts'
import type { Stop } from '../../stop.ts'

export interface MemberOptions {
  leases: Leases
  /** How this member reads a partition. A member that had to join again has another id. */
  reading: (partition: number, member: number) => Omit<Reading, 'stopGroup' | 'onError' | 'logger'>
  owner: PartitionOwner | undefined
  onStopped: (error: Error) => void
  /** Called with every error of work that nobody waits for. */
  onError: (error: unknown) => void
  logger: Logger
}

/** Joins the group, reads the partitions it is assigned, and releases those above its share. Resolves when it has joined. */
export async function startMember({
  leases,
  reading,
  owner,
  onStopped,
  onError,
  logger,
}: MemberOptions): Promise<Stop> {
  const stopping = new AbortController()
  const { signal } = stopping
  const readers = holdReaders({ owner, signal, logger })
  let id = leases.join()
  let settling: Promise<void> | undefined
  let stopped: Promise<void> | undefined

  async function settle(): Promise<void> {
    const { held, over } = leases.share(id)
    await readers.revoke(readers.partitions().filter((partition) => !held.includes(partition)))
    if (over > 0) {
      const surplus = held.slice(-over)
      await readers.revoke(surplus)
      leases.release(id, surplus)
    }
    if (over < 0 && !signal.aborted)
      await readers.assign(leases.take(id, -over), (partition) => ({
        ...reading(partition, id),
        stopGroup,
        onError,
        logger,
      }))
  }

  function tick(): void {
    settling ??= settle()
      .catch((err: unknown) => {
        if (signal.aborted) return
        logger.error({ err }, 'the partitions could not be shared, trying again')
        onError(err)
      })
      .finally(() => (settling = undefined))
  }

  function stopGroup(error: Error): void {
    logger.error({ err: error }, 'the group stops; its unhandled events stay in the log')
    onStopped(error)
    void stop()
  }

  async function leave(): Promise<void> {
    stopping.abort()
    clearInterval(ticking)
    await settling
    await readers.revoke(readers.partitions())
    clearInterval(renewing)
    leases.leave(id)
  }

  function stop(): Promise<void> {
    return (stopped ??= leave().catch((err: unknown) => logger.error({ err }, 'leaving the group failed')))
  }

  const ticking = setInterval(tick, 100).unref()
  const renewing = setInterval(() => (id = renewed(leases, id, { logger, onError })), 1_000).unref()
  tick()
  return stop
}

/** Renews the lease of the member. Returns its id, which is another one if the lease had expired. */
function renewed(leases: Leases, id: number, { logger, onError }: Pick<MemberOptions, 'logger' | 'onError'>): number {
  try {
    if (leases.renew(id)) return id
    logger.warn('the lease had expired, joining the group again')
    return leases.join()
  } catch (error) {
    logger.error({ err: error }, 'the lease could not be renewed, trying again')
    onError(error)
    return id
  }
}

/** The readers of the partitions that this member holds. */
function holdReaders({ owner, signal, logger }: Pick<MemberOptions, 'owner' | 'logger'> & { signal: AbortSignal }) {
  const readers = new Map<number, ReturnType<typeof startReader>>()
  return {
    partitions: () => [...readers.keys()],
    async assign(partitions: number[], reading: (partition: number) => Reading): Promise<void> {
      if (partitions.length === 0) return
      await retry(async () => owner?.onAssigned(partitions), {
        signal,
        failed: (err) =>
          logger.error({ err, partitions }, 'the owner failed to take over its partitions, trying again'),
      })
      for (const partition of partitions) readers.set(partition, startReader(reading(partition)))
    },
    // Stops the reader first, then tells the owner. The callers release the partitions in the file last, so another member
    // gets them only when nothing here uses them.
    async revoke(partitions: number[]): Promise<void> {
      if (partitions.length === 0) return
      await Promise.all(partitions.map(async (partition) => readers.get(partition)?.stop()))
      for (const partition of partitions) readers.delete(partition)
      await owner
        ?.onRevoked(partitions)
        .catch((err: unknown) => logger.error({ err, partitions }, 'the owner failed to give up its partitions'))
    },
  }
}
