import { setImmediate as nextTurn } from 'node:timers/promises'
import { Rejected, type EventLog } from '../infra/log/event-log.ts'
import type { Store } from '../infra/store/store.ts'
import { mentionsTopic, type Deletion, type Mention } from '../ingest/mention/mention.ts'
import { blankCorrections } from './mentions/correction-table.ts'
import { asCorrected } from './mentions/corrections.ts'
import { blankMentions, insertMentions, recentTexts, storedTimes, toMentionRow } from './mentions/mention-table.ts'
import { mostTexts, nearDuplicates, readCharacters, windowMs, type NearDuplicates } from './text/near-duplicates.ts'
import type { Taxonomy } from './labels/taxonomy.ts'
import type { Pipeline, PipelineOutput } from './enrichers/pipeline.ts'
import type { Stop } from '../infra/stop.ts'

/** The consumer group; `reached(enrichGroup, positions)` says that published mentions are stored. */
export const enrichGroup = 'enrich'

/** Texts remembered before others get their turn: about 20 ms. */
const turn = 2_000

/**
 * Reads topic `mentions`, finds out what each is about and of what it is a copy, and files it. Redelivery files the same rows
 * again. Each enrich process knows the copies that it has read itself, and those of the last 72 hours that were filed, by
 * whomever, before it started.
 */
export async function startEnrich(parts: {
  log: EventLog
  store: Store
  taxonomy: Taxonomy
  pipeline: Pipeline
  onFiled?: (count: number, seconds: number) => void
  onStopped?: (error: Error) => void
}): Promise<Stop> {
  const { log, store, pipeline } = parts
  const toRow = toMentionRow(parts.taxonomy)
  const copies = await copiesFiled(store)
  return log.subscribe(
    mentionsTopic,
    enrichGroup,
    async (events) => {
      const startedAt = performance.now()
      const mentions = lastOfEach(events.filter((event): event is Mention => event.type === 'mention'))
      const found = await enrichedOrRejected(pipeline, mentions)
      const rows = mentions.map((mention, i) => toRow(mention, found[i]!))
      const times = await storedTimes(
        store,
        rows.filter((row) => row.timeClamped).map((row) => row.id),
      )
      for (const row of rows) {
        row.createdAt = times.get(row.id) ?? row.createdAt
        Object.assign(row, copies.link(row))
      }
      // insert → blank → commit: a crash in between only repeats what changes nothing.
      await insertMentions(store, await asCorrected(store, rows, parts.taxonomy))
      const deletions = events.filter((event): event is Deletion => event.type === 'deletion')
      await blankMentions(store, deletions)
      await blankCorrections(
        store,
        deletions.map((deletion) => deletion.id),
      )
      parts.onFiled?.(events.length, (performance.now() - startedAt) / 1000)
    },
    { batch: 500, ...(parts.onStopped && { onStopped: parts.onStopped }) },
  )
}

/** What this process needs to know of the past, so that a restart links as if there had been none. */
async function copiesFiled(store: Store): Promise<NearDuplicates> {
  const copies = nearDuplicates()
  const filed = await recentTexts(store, { withinMs: windowMs, texts: mostTexts, characters: readCharacters })
  for (const [i, row] of filed.entries()) {
    if (i % turn === 0) await nextTurn()
    // A row older than the columns has no answer yet.
    if (row.cluster === '') copies.link(row)
    else copies.remember(row, row)
  }
  return copies
}

/** A text that no enricher can bear is at fault alone: the others of its batch are not held up by it. */
async function enrichedOrRejected(pipeline: Pipeline, mentions: readonly Mention[]): Promise<PipelineOutput[]> {
  const textOf = ({ text, title, rating, fields, source }: Mention) => ({ text, title, rating, fields, source })
  try {
    return await pipeline(mentions.map(textOf))
  } catch {
    for (const mention of mentions) {
      await pipeline([textOf(mention)]).catch((error: unknown) => {
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
