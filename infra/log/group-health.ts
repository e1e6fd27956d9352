import type { Stop } from '../stop.ts'

/** What a member of a group in this process is doing. */
export interface GroupHealth {
  topic: string
  group: string
  /** `failing`: a batch failed and is delivered again. `stopped`: after too many dead letters in a row; nothing is delivered. */
  state: 'running' | 'failing' | 'stopped'
  /** Since when (epoch ms); 0 while running. */
  since: number
  /** Of the last failure while it lasts, or of the stop. */
  reason: string
  /** When the oldest event in delivery was published, epoch ms; null while none is in delivery. */
  oldestAt: number | null
  /** Since this process started. */
  deadLetters: number
}

/** Where a member of a group records what happens to it. */
export interface GroupRecord {
  began(partition: number, oldestAt: number): void
  failed(partition: number, error: unknown): void
  ended(partition: number): void
  /** An event became a dead letter. */
  rejected(): void
  stopped(error: Error): void
  /** The member has left the group. A group that stopped by itself stays in the list. */
  left(): void
}

interface Partition {
  oldestAt: number
  failingSince: number
  reason: string
}

/** The health of the groups that this process is a member of. */
export function openGroupHealth(): {
  list(): GroupHealth[]
  join(topic: string, group: string): GroupRecord
} {
  const members = new Set<() => GroupHealth>()
  return {
    list: () => [...members].map((health) => health()),
    join(topic, group) {
      const partitions = new Map<number, Partition>()
      let deadLetters = 0
      let stop: { at: number; reason: string } | undefined
      const health = (): GroupHealth => {
        const all = [...partitions.values()]
        const failing = all.filter(({ failingSince }) => failingSince > 0)
        const oldest = failing.toSorted((a, b) => a.failingSince - b.failingSince)[0]
        const oldestAt = all.length > 0 ? Math.min(...all.map((each) => each.oldestAt)) : null
        const state = stop ? 'stopped' : oldest ? 'failing' : 'running'
        const [since, reason] = [stop?.at ?? oldest?.failingSince ?? 0, stop?.reason ?? oldest?.reason ?? '']
        return { topic, group, state, since, reason, oldestAt, deadLetters }
      }
      members.add(health)
      return {
        began: (partition, oldestAt) => void partitions.set(partition, { oldestAt, failingSince: 0, reason: '' }),
        failed(partition, error) {
          const found = partitions.get(partition)
          if (!found) return
          found.failingSince ||= Date.now()
          found.reason = error instanceof Error ? error.message : String(error)
        },
        ended: (partition) => void partitions.delete(partition),
        rejected: () => void deadLetters++,
        stopped: ({ message }) => void (stop = { at: Date.now(), reason: message }),
        left() {
          if (!stop) members.delete(health)
        },
      }
    },
  }
}

/** What a member of a group calls when it stops by itself, and what its subscriber calls to leave: both are recorded. */
export const recordedEnds = (record: GroupRecord, onStopped: ((error: Error) => void) | undefined) => ({
  onStopped(error: Error): void {
    record.stopped(error)
    onStopped?.(error)
  },
  leaving:
    (stop: Stop): Stop =>
    async () => {
      await stop()
      record.left()
    },
})
