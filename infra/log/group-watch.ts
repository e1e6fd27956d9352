import type { EventLog, Topic } from './event-log.ts'
import type { GroupHealth } from './group-health.ts'

/** A consumer group, which is a stage of the pipeline and has its name. */
export interface WatchedGroup {
  topic: Topic<never>
  group: string
  /** What it may have to do before it handles events: said instead of "stalled" while it gets on with it. */
  before?: {
    what: string
    /** Differs from the last one as long as the work gets on; undefined when there is none. */
    progress(): Promise<string | undefined>
  }
}

export interface StageState {
  stage: string
  /** `stalled`: nothing was handled for a minute although something waits. The others as in `GroupHealth`. */
  state: GroupHealth['state'] | 'stalled'
  /** Since when, epoch ms; 0 while running. */
  since: number
  reason: string
  /** Events that wait; 0 for what reads no log. */
  lag: number
  /** When the oldest event in delivery in this process was published, epoch ms; null if none is. */
  oldestAt: number | null
  /** Since this process started. */
  deadLetters: number
}

export interface GroupWatch {
  /** As of the last look at the log, which is at most a few seconds old. */
  stages(): StageState[]
  /** Events that wait for the stage. */
  lag(stage: string): number
  close(): void
}

type Other = Omit<GroupHealth, 'topic'>

export interface GroupWatchOptions {
  log: Pick<EventLog, 'lag' | 'committed' | 'groups'>
  groups: readonly WatchedGroup[]
  /** What works without a log, in this process. */
  others?: () => readonly Other[]
  everyMs?: number
  stalledAfterMs?: number
}

interface Progress {
  lag: number
  committed: number
  /** When it last moved, or had nothing to do: ms of a clock that never steps, and epoch ms. */
  movedAt: number
  movedAtEpoch: number
  /** How far the work before it was at the last look, and whether there is any. */
  before: string | undefined
}

/**
 * Watches whether the groups make progress, whichever process they run in: a group that has not committed for a minute
 * although events wait is stalled, also when its process hangs or no process runs it.
 */
export function openGroupWatch(options: GroupWatchOptions): GroupWatch {
  const { log, groups, others = () => [], everyMs = 2_000, stalledAfterMs = 60_000 } = options
  const progress = new Map<string, Progress>()

  async function look({ topic, group, before: work }: WatchedGroup): Promise<void> {
    const [lag, committed] = await Promise.all([log.lag(topic, group), log.committed(topic, group)])
    const key = keyOf({ topic: topic.name, group })
    const last = progress.get(key)
    const isWaiting = lag > 0 && committed === last?.committed
    const before = isWaiting ? await work?.progress() : undefined
    const isStill = isWaiting && (before === undefined || before === last.before)
    const moved = isStill ? last : { movedAt: performance.now(), movedAtEpoch: Date.now() }
    progress.set(key, { lag, committed, movedAt: moved.movedAt, movedAtEpoch: moved.movedAtEpoch, before })
  }

  let looking: Promise<unknown> | undefined
  // A log that is out of reach is reported by its own check; the last figures stay.
  const lookAtAll = () => (looking ??= Promise.allSettled(groups.map(look)).finally(() => (looking = undefined)))
  const timer = setInterval(() => void lookAtAll(), everyMs).unref()
  void lookAtAll()

  return {
    stages() {
      const here = new Map(log.groups().map((health) => [keyOf(health), health]))
      const ofGroups = groups.map(({ topic, group, before }) => {
        const key = keyOf({ topic: topic.name, group })
        return stateOfGroup(group, {
          health: here.get(key),
          progress: progress.get(key),
          stalledAfterMs,
          what: before?.what,
        })
      })
      return [...ofGroups, ...others().map((health) => stateOfOther(health, stalledAfterMs))]
    },
    lag(stage) {
      const watched = groups.filter(({ group }) => group === stage)
      return watched.reduce(
        (sum, { topic, group }) => sum + (progress.get(keyOf({ topic: topic.name, group }))?.lag ?? 0),
        0,
      )
    },
    close: () => clearInterval(timer),
  }
}

const keyOf = ({ topic, group }: { topic: string; group: string }) => `${topic}\n${group}`

function stateOfGroup(
  stage: string,
  known: {
    health: GroupHealth | undefined
    progress: Progress | undefined
    stalledAfterMs: number
    what: string | undefined
  },
): StageState {
  const { health, progress, stalledAfterMs, what = '' } = known
  const figures = {
    stage,
    lag: progress?.lag ?? 0,
    oldestAt: health?.oldestAt ?? null,
    deadLetters: health?.deadLetters ?? 0,
  }
  const isStalled = figures.lag > 0 && performance.now() - progress!.movedAt >= stalledAfterMs
  if (health && (health.state === 'stopped' || (health.state === 'failing' && !isStalled)))
    return { ...figures, state: health.state, since: health.since, reason: health.reason }
  if (!isStalled) return { ...figures, state: 'running', since: 0, reason: progress?.before === undefined ? '' : what }
  const elsewhere = 'no event was handled; no process may run this stage'
  const reason = health ? health.reason || 'no event was handled' : elsewhere
  return { ...figures, state: 'stalled', since: progress!.movedAtEpoch, reason }
}

/** Of a stage that reads no log: it is stalled when a run fails, or does not end, for so long. */
function stateOfOther({ group: stage, ...health }: Other, stalledAfterMs: number): StageState {
  const { state, since, reason, oldestAt, deadLetters } = health
  const figures = { stage, lag: 0, oldestAt, deadLetters }
  const waiting = state === 'failing' ? since : oldestAt
  if (state === 'stopped' || waiting === null || Date.now() - waiting < stalledAfterMs)
    return { ...figures, state, since, reason }
  return { ...figures, state: 'stalled', since: waiting, reason: reason || 'it has not ended' }
}
