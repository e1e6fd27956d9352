import { Type, type Static } from 'typebox'
import { chunksOf, selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Correction } from './correction.ts'
import { intents, sentimentLabels } from '../labels/enriched-mention.ts'

/** A row of `corrections`. */
const CorrectionRow = Type.Object({
  mentionId: Type.String(),
  text: Type.String(),
  cluster: Type.String(),
  hasTopics: Type.Boolean(),
  topics: Type.Array(Type.String()),
  hasDepartments: Type.Boolean(),
  departments: Type.Array(Type.String()),
  sentiment: Type.Enum(['', ...sentimentLabels]),
  intent: Type.Enum(['', ...intents]),
  reason: Type.String(),
  by: Type.String(),
  correctedAt: Type.Integer(),
  mentionVersion: Type.Integer(),
  commandIds: Type.Array(Type.String()),
})

export async function insertCorrection(store: Store, correction: Correction): Promise<void> {
  const { right, ...rest } = correction
  const row: Static<typeof CorrectionRow> = {
    ...rest,
    hasTopics: right.topics !== undefined,
    topics: right.topics ?? [],
    hasDepartments: right.departments !== undefined,
    departments: right.departments ?? [],
    sentiment: right.sentiment ?? '',
    intent: right.intent ?? '',
  }
  await store.insert('corrections', [row])
}

/** The corrections of these mentions, by mention. */
export async function correctionsOf(store: Store, ids: readonly string[]): Promise<Map<string, Correction>> {
  const sql = 'SELECT * FROM corrections FINAL WHERE mention_id IN {ids: Array(String)}'
  const rows = await selectIn(store, CorrectionRow, sql, { name: 'ids', list: ids })
  return new Map(rows.map((row) => [row.mentionId, toCorrection(row)]))
}

/** All corrections that still have their text, oldest first. Models learn from these. */
export async function loadCorrections(store: Store): Promise<Correction[]> {
  const rows = await store.select(
    CorrectionRow,
    `SELECT * FROM corrections FINAL WHERE text != '' ORDER BY corrected_at, mention_id`,
  )
  return rows.map(toCorrection)
}

/** Blanks the texts of corrections of deleted mentions. Ignores unknown ids. */
export async function blankCorrections(store: Store, ids: readonly string[]): Promise<void> {
  for (const some of chunksOf(ids))
    await store.command(
      `INSERT INTO corrections SELECT * REPLACE ('' AS text) FROM (SELECT * FROM corrections FINAL WHERE mention_id IN {ids: Array(String)} AND text != '')`,
      { ids: some },
    )
}

function toCorrection(row: Static<typeof CorrectionRow>): Correction {
  const { mentionId, text, cluster, reason, by, correctedAt, mentionVersion, commandIds } = row
  return {
    mentionId,
    text,
    cluster,
    reason,
    by,
    mentionVersion,
    commandIds,
    correctedAt,
    right: {
      ...(row.hasTopics && { topics: row.topics }),
      ...(row.hasDepartments && { departments: row.departments }),
      ...(row.sentiment !== '' && { sentiment: row.sentiment }),
      ...(row.intent !== '' && { intent: row.intent }),
    },
  }
}
