import { Type, type Static } from 'typebox'
import type { EventLog } from '../infra/log/event-log.ts'
import type { Clock } from '../infra/clock.ts'
import type { Logger } from '../infra/logger.ts'
import { schedule } from '../infra/schedule.ts'
import type { Stop } from '../infra/stop.ts'
import { mentionsTopic, type Deletion } from './mention/mention.ts'
import { mostDaysOf, nameOf, type SourceOptions } from './sources/registry.ts'

const Days = Type.Integer({ minimum: 1, maximum: 36_500 })

/** How long texts are kept. Labels and counts stay. */
export const RetentionOptions = Type.Object(
  {
    days: Type.Optional({
      ...Days,
      description: 'After so many days the text, handle and link of a mention are removed. Absent: they are kept.',
      examples: [365],
    }),
    sources: Type.Optional(
      Type.Record(Type.String(), Days, {
        description: 'The days of a source, by its name, also of an imported one.',
        examples: [{ helpdesk: 90 }],
      }),
    ),
  },
  {
    additionalProperties: false,
    description: 'How long texts are kept. The terms of some services set a limit, which holds in any case.',
  },
)
type RetentionOptions = Static<typeof RetentionOptions>

/** The days for which texts are kept, by name of the source: what the configuration says, and no more than the terms of the service allow. */
export function retentionDays(
  options: readonly SourceOptions[],
  { days = Infinity, sources = {} }: RetentionOptions,
): Map<string, number> {
  const named = options.map((option): [string, number] => {
    const name = nameOf(option)
    return [name, Math.min(sources[name] ?? days, mostDaysOf(option))]
  })
  return new Map([...Object.entries(sources), ...named].filter(([, kept]) => kept !== Infinity))
}

/** A mention by its id, and when it was observed (epoch ms). */
interface Observed {
  id: string
  observedAt: number
}

export interface RetentionDeps {
  log: EventLog
  clock: Clock
  logger: Logger
  /** How many days the texts of each source are kept; sources without an entry are kept for good. */
  days: ReadonlyMap<string, number>
  /**
   * Mentions of a source that were not removed and were observed before a time (epoch ms), by time and id, those after `after` only; at most
   * `limit`.
   */
  observedBefore(
    source: string,
    before: number,
    page: { after: Observed | undefined; limit: number },
  ): Promise<Observed[]>
}

const dayMs = 86_400_000
const atOnce = 1_000
/** UTC: in the night of most of its users' customers, and not on the hour. */
const daily = '17 3 * * *'

/**
 * Blanks texts, handles and links that have been kept for as long as their source allows: once a day, each as a deletion with the reason
 * `expired`. Labels and counts stay.
 */
export function startRetention(deps: RetentionDeps): Stop {
  if (deps.days.size === 0) return async () => {}
  const { logger, clock } = deps
  return schedule({
    every: daily,
    name: 'retention',
    task: async (now) => void (await expire(deps, now)),
    logger,
    clock,
  })
}

/** Publishes the deletions that are due at `now` (epoch ms), and resolves to their number. */
export async function expire({ log, logger, days, observedBefore }: RetentionDeps, now: number): Promise<number> {
  let count = 0
  for (const [source, keptDays] of days) {
    const before = now - keptDays * dayMs
    for (let after: Observed | undefined; ;) {
      const found = await observedBefore(source, before, { after, limit: atOnce })
      const deletions = found.map(({ id }): Deletion => ({ type: 'deletion', id, source, reason: 'expired', at: now }))
      if (deletions.length > 0) await log.publish(mentionsTopic, deletions)
      count += deletions.length
      after = found.at(-1)
      if (found.length < atOnce) break
    }
  }
  if (count > 0) logger.info({ count }, 'texts of mentions were removed because their time of retention is over')
  return count
}
