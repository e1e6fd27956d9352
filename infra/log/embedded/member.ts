import type { Logger } from '../../logger.ts'
import type { Leases } from './leases.ts'
import { startReader, type Reading } from './reader.ts'
import type { Owner } from '../event-log.ts'
import { retry } from '../backoff.ts'
import type { Stop } from '../../stop.ts'

export interface Member {
  leases: Leases
  /** The reading of a partition by this member; a member that had to join again has another id. */
  reading: (partition: number, member: number) => Omit<Reading, 'stopGroup' | 'logger'>
  owner: Owner | undefined
  onStopped: (error: Error) => void
  logger: Logger
}

/** Joins the group, reads the partitions it gets, and gives back what others should have. Resolves when it has joined. */
export async function startMember({ leases, reading, owner, onStopped, logger }: Member): Promise<Stop> {
  const readers = new Map<number, ReturnType<typeof startReader>>()
  const stopping = new AbortController()
  const { signal } = stopping
  let id = leases.join()
  let settling: Promise<void> | undefined
  let stopped: Promise<void> | undefined

  async function assign(partitions: number[]): Promise<void> {
    if (partitions.length === 0) return
    await retry(async () => owner?.onAssigned(partitions), {
      signal,
      failed: (err) => logger.error({ err, partitions }, 'a partition could not be taken over, trying again'),
    })
    for (const partition of partitions) {
      readers.set(partition, startReader({ ...reading(partition, id), stopGroup, logger }))
    }
  }

  // The reader first, then the owner, then the file: another member gets the partition when nothing here uses it.
  async function revoke(partitions: number[]): Promise<void> {
    if (partitions.length === 0) return
    await Promise.all(partitions.map(async (partition) => readers.get(partition)?.stop()))
    for (const partition of partitions) readers.delete(partition)
    await owner
      ?.onRevoked(partitions)
      .catch((err: unknown) => logger.error({ err, partitions }, 'giving a partition up failed'))
  }

  async function settle(): Promise<void> {
    const { held, over } = leases.look(id)
    await revoke([...readers.keys()].filter((partition) => !held.includes(partition)))
    if (over > 0) {
      const surplus = held.slice(-over)
      await revoke(surplus)
      leases.release(id, surplus)
    }
    if (over < 0 && !signal.aborted) await assign(leases.take(id, -over))
  }

  function tick(): void {
    settling ??= settle()
      .catch((err: unknown) => {
        if (!signal.aborted) logger.error({ err }, 'sharing the partitions failed, trying again')
      })
      .finally(() => (settling = undefined))
  }

  function renew(): void {
    try {
      if (leases.renew(id)) return
      logger.warn('the lease had run out, joining the group again')
      id = leases.join()
    } catch (error) {
      logger.error({ err: error }, 'the lease could not be renewed, trying again')
    }
  }

  function stopGroup(error: Error): void {
    logger.error({ err: error }, 'the group stops here, its lag is kept')
    onStopped(error)
    void stop()
  }

  async function leave(): Promise<void> {
    stopping.abort()
    clearInterval(ticking)
    await settling
    await revoke([...readers.keys()])
    clearInterval(renewing)
    leases.leave(id)
  }

  function stop(): Promise<void> {
    return (stopped ??= leave().catch((err: unknown) => logger.error({ err }, 'leaving the group failed')))
  }

  const ticking = setInterval(tick, 100).unref()
  const renewing = setInterval(renew, 1_000).unref()
  tick()
  return stop
}
