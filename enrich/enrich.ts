import { Rejected, type EventLog, type Stop } from '../infra/log/event-log.ts'
import type { Store } from '../infra/store/store.ts'
import { mentionsTopic, type Deletion, type Mention } from '../ingest/mention.ts'
import { blankMentions, insertMentions, storedTimes, toMentionRow } from './mention-table.ts'
import type { Taxonomy } from './taxonomy.ts'
import type { Understand, Understood } from './understand.ts'

/** The consumer group; `reached(enrichGroup, positions)` says that published mentions are stored. */
export const enrichGroup = 'enrich'

/** Reads topic `mentions`, finds out what each is about and files it. Redelivery files the same rows again. */
export function startEnrich(parts: {
  log: EventLog
  store: Store
  taxonomy: Taxonomy
  understand: Understand
  onFiled?: (count: number, seconds: number) => void
  onStopped?: (error: Error) => void
}): Promise<Stop> {
  const { log, store, understand } = parts
  const toRow = toMentionRow(parts.taxonomy)
  return log.subscribe(
    mentionsTopic,
    enrichGroup,
    async (events) => {
      const startedAt = performance.now()
      const mentions = lastOfEach(events.filter((event): event is Mention => event.type === 'mention'))
      const found = await understoodOrRejected(understand, mentions)
      const rows = mentions.map((mention, i) => toRow(mention, found[i]!))
      const times = await storedTimes(
        store,
        rows.filter((row) => row.timeClamped).map((row) => row.id),
      )
      for (const row of rows) row.createdAt = times.get(row.id) ?? row.createdAt
      // insert → blank → commit: a crash in between only repeats what changes nothing.
      await insertMentions(store, rows)
      await blankMentions(
        store,
        events.filter((event): event is Deletion => event.type === 'deletion'),
      )
      parts.onFiled?.(events.length, (performance.now() - startedAt) / 1000)
    },
    { batch: 500, ...(parts.onStopped && { onStopped: parts.onStopped }) },
  )
}

/** A text that no enricher can bear is at fault alone: the others of its batch are not held up by it. */
async function understoodOrRejected(understand: Understand, mentions: readonly Mention[]): Promise<Understood[]> {
  const textOf = ({ text, title, rating, fields, source }: Mention) => ({ text, title, rating, fields, source })
  try {
    return await understand(mentions.map(textOf))
  } catch {
    for (const mention of mentions) {
      await understand([textOf(mention)]).catch((error: unknown) => {
        throw new Rejected(mention, `cannot be understood: ${String(error)}`)
      })
    }
    throw new Error('a batch could not be understood, though each of its mentions can')
  }
}

/** Of several tellings of one mention in a batch only the last one matters. */
function lastOfEach(mentions: readonly Mention[]): Mention[] {
  return [...new Map(mentions.map((mention) => [mention.id, mention])).values()]
}
