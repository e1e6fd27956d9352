import { wholeText } from '../analysis/analyse.ts'
import type { EventLog } from '../../infra/log/event-log.ts'
import type { Store } from '../../infra/store/store.ts'
import {
  corrected,
  correctionsTopic,
  type Correction,
  type CorrectionCommand,
  type Labels,
  type RightLabels,
} from './correction.ts'
import { blankCorrections, correctionsOf, insertCorrection } from './correction-table.ts'
import { findMention } from './mention-query.ts'
import { insertMentions, type MentionRow } from './mention-table.ts'
import { everyMention } from './visible-mentions.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import type { Stop } from '../../infra/stop.ts'

/** The consumer group. `reached(correctGroup, positions)` resolves when published corrections are applied. */
export const correctGroup = 'correct'

/**
 * Reads topic `corrections`, stores each correction, and stores its mention again with the corrected labels, which recounts
 * its bucket. Redelivery changes nothing. Corrections of deleted or unknown mentions are ignored.
 */
export async function startCorrections(deps: {
  log: EventLog
  store: Store
  taxonomy: Taxonomy
  onStopped?: (error: Error) => void
}): Promise<Stop> {
  const { log, store, onStopped } = deps
  const apply = corrected(deps.taxonomy)
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
  const mention = await findMention(store, command.mentionId, everyMention)
  if (!mention || mention.removedAt !== undefined) return
  const before = (await correctionsOf(store, [mention.id])).get(mention.id)
  const isNew = !before?.commandIds.includes(command.commandId)
  const correction = isNew || !before ? withCommand(mention, command, before) : before
  // store correction → store mention → commit: after a crash in between, the lower version of the mention shows that it
  // has not been stored yet.
  if (isNew) await insertCorrection(store, correction)
  if (mention.version < correction.mentionVersion)
    await insertMentions(store, [{ ...apply(mention, correction), version: correction.mentionVersion }])
  // The mention may have been deleted since it was read. Then the text that was just written must be blanked.
  const after = await findMention(store, mention.id, everyMention)
  if (after?.removedAt !== undefined) await blankCorrections(store, [mention.id])
}

/** A later correction adds to the earlier ones of the same text. */
function withCommand(mention: MentionRow, command: CorrectionCommand, before: Correction | undefined): Correction {
  const { mentionId, commandId, right, reason, by, at } = command
  const text = wholeText(mention)
  return {
    mentionId,
    text,
    cluster: mention.cluster || mention.contentHash,
    right: combined(before?.text === text ? before.right : {}, right),
    reason,
    by,
    correctedAt: at,
    // One above the row that was corrected, so a redelivery of that row loses; below any edit or deletion.
    mentionVersion: mention.version + 1,
    commandIds: [...(before?.commandIds ?? []), commandId],
  }
}

/** The later correction wins: "spam" withdraws topics and departments, and a topic or department withdraws "spam". */
function combined(before: RightLabels, later: RightLabels): RightLabels {
  const { topics, departments, intent, ...rest } = { ...before, ...later }
  const isAbout = (later.topics ?? []).length > 0 || (later.departments ?? []).length > 0
  const kept = { ...rest, ...(topics && { topics }), ...(departments && { departments }) }
  if (intent !== 'spam') return { ...kept, ...(intent && { intent }) }
  return isAbout && later.intent === undefined ? kept : { ...rest, intent }
}

/** Applies stored corrections to rows that are about to be stored: a source that delivers the same text again does not undo them. */
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
    return correction?.text === wholeText(row) ? apply(row, correction) : row
  })
}
