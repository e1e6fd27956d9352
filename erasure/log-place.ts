import type { EventLog, StoredEvent } from '../infra/log/event-log.ts'
import { mentionsTopic, type Deletion } from '../ingest/mention/mention.ts'
import { mentionIn, type Found } from './find.ts'
import type { Place, PlaceContext } from './place.ts'
import { cleanerOf } from './scrub-settings.ts'
import { scrubbedJson, type Traces } from './scrub.ts'

/** The events of the log, dead letters included. A mention becomes its own deletion: a valid event with the same key. */
export function logPlace(log: EventLog, { found, traces, at }: PlaceContext): Place & { keptForMs: number } {
  const replace = replacement(found, traces, at)
  const place = {
    name: 'events of the log',
    tables: [],
    /** Events that the log cannot replace are gone after so many ms. */
    keptForMs: 0,
    async count() {
      const { counts, keptForMs } = await log.rewrite(replace, { dryRun: true })
      place.keptForMs = keptForMs
      return [...counts.values()].reduce((sum, count) => sum + count, 0)
    },
    erase: async () => void (await log.rewrite(replace)),
  }
  return place
}

function replacement({ ids }: Found, traces: Traces, at: number) {
  return ({ topic, value }: StoredEvent): string | undefined => {
    if (topic !== mentionsTopic.name) return scrubbedJson(traces, value, cleanerOf(topic))
    const mention = mentionIn(value)
    if (!mention) return undefined
    if (!ids.has(mention.id)) return undefined
    const { id, source } = mention
    return JSON.stringify({ type: 'deletion', id, source, reason: 'erased', at } satisfies Deletion)
  }
}

/** Deletions of the mentions, for processes that hold some of them. */
export const deletionsOf = ({ ids }: Found, at: number): Deletion[] =>
  [...ids].map(([id, source]) => ({ type: 'deletion', id, source, reason: 'erased', at }))
