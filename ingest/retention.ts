import { Type, type Static } from 'typebox'
import type { EventLog, Positions } from '../infra/log/event-log.ts'
import type { Clock } from '../infra/clock.ts'
import type { Logger } from '../infra/logger.ts'
import { schedule } from '../infra/schedule.ts'
import type { Stop } from '../infra/stop.ts'
import { formats, mentionsTopic, type Deletion } from './mention/mention.ts'
import { mostDaysOf, nameOf, type SourceOptions } from './sources/registry.ts'

const Days = Type.Integer({ minimum: 1, maximum: 36_500 })

/** How long texts are kept. Labels and counts stay. */
export const RetentionOptions = Type.Object(
  {
    days: Type.Optional({
      ...Days,
      description:
        'After so many days the text, handle and link of a mention are removed, from disk in the same night. Absent: they are kept. Rejected items are kept as long, and 30 days at most.',
      examples: [365],
    }),
    sources: Type.Optional(
      Type.Record(Type.String(), Days, {
        description: 'The days of a source, by its name, also of an imported one. They hold instead of `days`.',
        examples: [{ helpdesk: 90 }],
      }),
    ),
    formats: Type.Optional(
      Type.Partial(Type.Object(Object.fromEntries(formats.map((format) => [format, Days]))), {
        additionalProperties: false,
        description:
          'The most days of a class of mentions, in whatever source: tickets and messages are private, posts are not.',
        examples: [{ ticket: 90, message: 30 }],
      }),
    ),
  },
  {
    additionalProperties: false,
    description: 'How long texts are kept. The terms of some services set a limit, which holds in any case.',
  },
)
type RetentionOptions = Static<typeof RetentionOptions>

/** After how many days texts are removed; Infinity: never. */
export interface Retention {
  /** By name of the source; the other sources have `others`. */
  sources: ReadonlyMap<string, number>
  others: number
  /** By format: no longer than this, in any source. */
  formats: ReadonlyMap<string, number>
}

/** What the configuration says, and no more than the terms of the services allow. */
export function retentionOf(
  options: readonly SourceOptions[],
  { days = Infinity, sources = {}, formats: byFormat = {} }: RetentionOptions,
): Retention {
  const limited = options.map((option): [string, number] => {
    const name = nameOf(option)
    return [name, Math.min(sources[name] ?? days, mostDaysOf(option))]
  })
  return {
    sources: new Map([...Object.entries(sources), ...limited]),
    others: days,
    formats: new Map(Object.entries(byFormat as Record<string, number>)),
  }
}

const removesAny = ({ sources, others, formats: byFormat }: Retention): boolean =>
  byFormat.size > 0 || [...sources.values(), others].some(Number.isFinite)

/** A mention whose time is over, and when it was observed (epoch ms). */
interface Expired {
  id: string
  source: string
  observedAt: number
}

export interface ExpiredWanted {
  retention: Retention
  now: number
  after: Expired | undefined
  limit: number
}

export interface RetentionDeps {
  log: EventLog
  clock: Clock
  logger: Logger
  retention: Retention
  /** Mentions that are over at `now` (epoch ms) and were not removed, by time of observation and id; those after `after` only, at most `limit`. */
  expired(want: ExpiredWanted): Promise<readonly Expired[]>
  /** Resolves when published deletions have blanked what they remove. Rejects when `signal` aborts. */
  stored(positions: Positions, signal: AbortSignal): Promise<void>
  /** Deletes what removed mentions have left in the store, for whatever reason they were removed. Ends early when `signal` aborts. */
  deleteRemoved(signal: AbortSignal): Promise<void>
}

const atOnce = 1_000
/** UTC: in the night of most of its users' customers, and not on the hour. */
export const nightly = '17 3 * * *'
/** Deletions are stored within a second, unless the stage that stores them is away or has a backlog. */
const storedWithinMs = 30 * 60_000

/**
 * Once a night, blanks texts, handles and links that have been kept for as long as the retention allows, each as a deletion with the reason
 * `expired`; then deletes from disk what this and other deletions have left. Labels and counts stay. `Stop` ends a run early.
 */
export function startRetention(deps: RetentionDeps): Stop {
  const { logger, clock, retention } = deps
  const stopping = new AbortController()
  const stop = schedule({
    every: nightly,
    name: 'retention',
    async task(now) {
      if (removesAny(retention)) await expire(deps, now, stopping.signal)
      await deps.deleteRemoved(stopping.signal)
    },
    logger,
    clock,
  })
  return async () => {
    stopping.abort(new Error('the process stops'))
    await stop()
  }
}

/**
 * Publishes the deletions that are due at `now` (epoch ms), and resolves to their number when they are stored, or after half an hour.
 * @throws the reason of `signal` when that aborts
 */
export async function expire(
  { log, logger, retention, expired, stored }: Omit<RetentionDeps, 'deleteRemoved'>,
  now: number,
  signal: AbortSignal,
): Promise<number> {
  let count = 0
  const ends = { topic: mentionsTopic.name, ends: {} as Record<number, number> }
  for (let after: Expired | undefined; ;) {
    signal.throwIfAborted()
    const found = await expired({ retention, now, after, limit: atOnce })
    const deletions = found.map(({ id, source }): Deletion => ({
      type: 'deletion',
      id,
      source,
      reason: 'expired',
      at: now,
    }))
    if (deletions.length > 0) Object.assign(ends.ends, (await log.publish(mentionsTopic, deletions)).ends)
    count += deletions.length
    after = found.at(-1)
    if (found.length < atOnce) break
  }
  if (count === 0) return 0
  logger.info({ count }, 'texts of mentions were removed because their time of retention is over')
  const waiting = AbortSignal.any([signal, AbortSignal.timeout(storedWithinMs)])
  await stored(ends, waiting).catch((err: unknown) => {
    signal.throwIfAborted()
    logger.warn({ err }, 'expired mentions are not blank yet; the next night deletes their texts from disk')
  })
  return count
}

const mostRejectDays = 30

/**
 * After how many days the rejected items of a source are deleted: after those of its mentions, and 30 at most. What an unreadable item was is
 * not known, so the shortest time of any class of mentions holds. Pure.
 */
export const rejectDaysOf = ({ sources, others, formats: byFormat }: Retention, source: string): number =>
  Math.min(mostRejectDays, sources.get(source) ?? others, ...byFormat.values())
