import type { EventLog } from '../../infra/log/event-log.ts'
import type { Store } from '../../infra/store/store.ts'
import {
  corrected,
  correctionsTopic,
  wordsOf,
  type Correction,
  type CorrectionCommand,
  type Labels,
} from './correction.ts'
import { blankCorrections, correctionsOf, insertCorrection } from './correction-table.ts'
import { findMention } from './mention-query.ts'
import { insertMentions, type MentionRow } from './mention-table.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import type { Stop } from '../../infra/stop.ts'

/** The consumer group; `reached(correctGroup, positions)` says that published corrections are in force. */
export const correctGroup = 'correct'

/**
 * Reads topic `corrections`, remembers each and files its mention again with the corrected labels, so that its bucket is
 * recounted. Redelivery changes nothing. What has been taken back, or is no longer there, is left as it is.
 */
export async function startCorrections(parts: {
  log: EventLog
  store: Store
  taxonomy: Taxonomy
  onStopped?: (error: Error) => void
}): Promise<Stop> {
  const { log, store, onStopped } = parts
  const apply = corrected(parts.taxonomy)
  return log.subscribe(
    correctionsTopic,
    correctGroup,
    async (commands) => {
      for (const command of commands) await correct(store, command, apply)
    },
    { ...(onStopped && { onStopped }) },
  )
}

async function correct(store: Store, command: CorrectionCommand, apply: ReturnType<typeof corrected>): Promise<void> {
  const mention = await findMention(store, command.mentionId)
  if (!mention || mention.removedAt !== undefined) return
  const before = (await correctionsOf(store, [mention.id])).get(mention.id)
  const isNew = !before?.commandIds.includes(command.commandId)
  const correction = isNew || !before ? withCommand(mention, command, before) : before
  // remember → file → commit: after a crash in between the version tells that the mention was not filed yet.
  if (isNew) await insertCorrection(store, correction)
  if (mention.version < correction.mentionVersion)
    await insertMentions(store, [{ ...apply(mention, correction), version: correction.mentionVersion }])
  // A deletion may have come since we looked; it forgot the words that we have just written.
  const after = await findMention(store, mention.id)
  if (after?.removedAt !== undefined) await blankCorrections(store, [mention.id])
}

/** A later correction adds to the earlier ones of the same words. */
function withCommand(mention: MentionRow, command: CorrectionCommand, before: Correction | undefined): Correction {
  const { mentionId, commandId, right, reason, by, at } = command
  const text = wordsOf(mention)
  return {
    mentionId,
    text,
    cluster: mention.cluster || mention.contentHash,
    right: { ...(before?.text === text && before.right), ...right },
    reason,
    by,
    correctedAt: at,
    // Above what it corrects, so that a redelivery of that loses; below any edit or deletion.
    mentionVersion: mention.version + 1,
    commandIds: [...(before?.commandIds ?? []), commandId],
  }
}

/** Rows about to be filed with what people corrected in the same mentions before: a source that tells the same words again does not undo it. */
export async function asCorrected<T extends Labels & Pick<MentionRow, 'id' | 'title' | 'text'>>(
  store: Store,
  rows: readonly T[],
  taxonomy: Taxonomy,
): Promise<T[]> {
  const found = await correctionsOf(
    store,
    rows.map(({ id }) => id),
  )
  if (found.size === 0) return [...rows]
  const apply = corrected(taxonomy)
  return rows.map((row) => {
    const correction = found.get(row.id)
    return correction?.text === wordsOf(row) ? apply(row, correction) : row
  })
}
