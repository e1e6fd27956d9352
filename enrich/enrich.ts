import { setImmediate as nextTurn } from 'node:timers/promises'
import { groupCommit } from '../infra/group-commit.ts'
import { Rejected, type EventLog } from '../infra/log/event-log.ts'
import type { Store } from '../infra/store/store.ts'
import { followUp, traceparentNow, withinTrace, type Traceparent } from '../infra/traces.ts'
import { mentionsTopic, type Deletion, type Mention } from '../ingest/mention/mention.ts'
import { noSuppressions, type Suppressions } from '../ingest/redact/suppressions.ts'
import { blankCorrections } from './mentions/correction-table.ts'
import { asCorrected } from './mentions/corrections.ts'
import {
  blankMentions,
  deletedReplies,
  insertMentions,
  recentTexts,
  storedTimes,
  toMentionRow,
  type MentionRow,
} from './mentions/mention-table.ts'
import { mostTexts, nearDuplicates, comparedCharacters, windowMs, type NearDuplicates } from './text/near-duplicates.ts'
import type { Taxonomy } from './labels/taxonomy.ts'
import type { Pipeline, PipelineOutput } from './enrichers/pipeline.ts'
import type { Stop } from '../infra/stop.ts'

/** The consumer group. `reached(enrichGroup, positions)` resolves when published mentions are stored. */
export const enrichGroup = 'enrich'

/** Texts loaded per turn of the event loop: about 20 ms. */
const textsPerTurn = 2_000

/**
 * Reads topic `mentions`, labels each mention, links it to earlier copies, and stores it. Redelivery stores the same rows
 * again. Each enrich process knows the texts that it has read itself, and those of the last 72 hours that any process had
 * stored before it started.
 */
export async function startEnrich(deps: {
  log: EventLog
  store: Store
  taxonomy: Taxonomy
  pipeline: Pipeline
  /** Keeps out what was erased after it was published; absent: nothing was. */
  suppressions?: Suppressions
  onStored?: (count: number, seconds: number) => void
  onStopped?: (error: Error) => void
}): Promise<Stop> {
  const { log, store, pipeline, suppressions = noSuppressions } = deps
  const toRow = toMentionRow(deps.taxonomy)
  const copies = await loadCopies(store)
  const inserts = openInserts(store, deps.taxonomy)
  return log.subscribe(
    mentionsTopic,
    enrichGroup,
    async (events, { traceparents }) => {
      const startedAt = performance.now()
      const published = lastOfEach(events.filter((event): event is Mention => event.type === 'mention'))
      const mentions = await suppressions.withoutErased(published)
      const found = await enrichedOrRejected(pipeline, mentions)
      const rows = mentions.map((mention, i) => toRow(mention, found[i]!))
      keepTraces(rows, events, traceparents)
      const times = await storedTimes(
        store,
        mentions.filter(({ isNewId }) => !isNewId).map(({ id }) => id),
      )
      for (const row of rows) {
        row.createdAt = times.get(row.id) ?? row.createdAt
        Object.assign(row, copies.link(row))
      }
      // insert → blank → commit: after a crash in between all are repeated, which changes nothing.
      const [refused] = await inserts.add({ rows, traceparent: traceparentNow() })
      // One at a time: the log delivers the others again.
      if (refused)
        throw new Rejected(
          mentions.find(({ id }) => id === refused.row.id)!,
          refused.reason,
        )
      const stated = events.filter((event): event is Deletion => event.type === 'deletion')
      const deletions = [...stated, ...(await deletedReplies(store, stated))]
      await blankMentions(store, deletions)
      await blankCorrections(
        store,
        deletions.map((deletion) => deletion.id),
      )
      deps.onStored?.(events.length, (performance.now() - startedAt) / 1000)
    },
    { batch: deliveredAtOnce, ...(deps.onStopped && { onStopped: deps.onStopped }) },
  )
}

/** With a mention, its row keeps the span that published it: an alert links to the traces of its mentions. */
function keepTraces(
  rows: readonly MentionRow[],
  events: readonly (Mention | Deletion)[],
  traceparents: readonly Traceparent[],
): void {
  const traced = new Map<string, Traceparent>()
  for (const [i, traceparent] of traceparents.entries()) if (traceparent !== '') traced.set(events[i]!.id, traceparent)
  if (traced.size > 0) for (const row of rows) row.traceparent = traced.get(row.id) ?? ''
}

/** Rows of one insert at most. */
const insertedAtOnce = 2_000

/** Mentions that one partition delivers at once. */
const deliveredAtOnce = 500

/**
 * One insert at a time, with what all partitions have ready: each costs the store as much as a hundred rows. So it also rests after
 * each, unless as much waits as one partition delivers at once. If one fails, all of them are delivered again.
 */
const openInserts = (store: Store, taxonomy: Taxonomy) =>
  groupCommit(
    async (batches: Batch[]) => {
      const rows = batches.flatMap((batch) => batch.rows)
      const traceparents = batches.map((batch) => batch.traceparent)
      const refused: Refused[] = []
      await followUp(
        'store mentions',
        { traceparents, attributes: { 'groundswell.mentions': rows.length } },
        async () =>
          insertMentions(store, await asCorrected(store, rows, taxonomy), (row, reason) =>
            refused.push({ row, reason }),
          ),
      )
      return batches.map((batch) => refused.filter(({ row }) => batch.rows.some(({ id }) => id === row.id)))
    },
    { weight: ({ rows }) => rows.length, limit: insertedAtOnce, rest: { times: 2, enough: deliveredAtOnce } },
  )

/** A row that the store refuses for good. */
interface Refused {
  row: MentionRow
  reason: string
}

interface Batch {
  rows: MentionRow[]
  /** The span that handles the batch. */
  traceparent: Traceparent
}

/** Loads the recent texts: after a restart, copies are linked as before. */
async function loadCopies(store: Store): Promise<NearDuplicates> {
  const copies = nearDuplicates()
  const stored = await recentTexts(store, { withinMs: windowMs, texts: mostTexts, characters: comparedCharacters })
  for (const [i, row] of stored.entries()) {
    if (i % textsPerTurn === 0) await nextTurn()
    // A row older than the columns is not linked yet.
    if (row.cluster === '') copies.link(row)
    else copies.remember(row, row)
  }
  return copies
}

/** If the batch fails, rejects the first mention that fails alone; the log then delivers the others again. */
async function enrichedOrRejected(pipeline: Pipeline, mentions: readonly Mention[]): Promise<PipelineOutput[]> {
  const textOf = ({ text, title, rating, fields, source }: Mention) => ({ text, title, rating, fields, source })
  try {
    const attributes = { 'groundswell.mentions': mentions.length }
    return await withinTrace('enrich', { attributes }, () => pipeline(mentions.map(textOf)))
  } catch {
    for (const mention of mentions) {
      await pipeline([textOf(mention)]).catch((error: unknown) => {
        throw new Rejected(mention, `enrichment failed: ${String(error)}`)
      })
    }
    throw new Error('enriching a batch failed, but each of its mentions alone succeeded')
  }
}

/** The last event of each mention in the batch, at the time of the first: an edit keeps the time. */
function lastOfEach(mentions: readonly Mention[]): Mention[] {
  const last = new Map<string, Mention>()
  for (const mention of mentions) {
    const first = last.get(mention.id)
    last.set(mention.id, first ? { ...mention, createdAt: first.createdAt, timeClamped: first.timeClamped } : mention)
  }
  return [...last.values()]
}
