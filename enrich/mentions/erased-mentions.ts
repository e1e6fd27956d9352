import { Type } from 'typebox'
import { chunksOf, selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import { mentionColumns } from './mention-table.ts'

/** Versions of erased rows begin here: above every edit, deletion and correction. */
const erasedVersion = 20_000_000_000_000

const holdsText = `(text != '' OR title != '' OR url != '' OR author_handle != '' OR notEmpty(fields) OR notEmpty(topic_reasons))`

/** How many of the mentions still have a text, handle or link in any version that a file of the table contains. */
export async function countUnerased(store: Store, ids: readonly string[]): Promise<number> {
  const rows = await selectIn(
    store,
    Type.Object({ id: Type.String() }),
    `SELECT DISTINCT id FROM mentions WHERE id IN {ids: Array(String)} AND ${holdsText}`,
    { name: 'ids', list: ids },
  )
  return rows.length
}

/**
 * Blanks mentions as a deletion does, also without the values (in lower case) that only they named, and deletes every other version of
 * them. Labels and keys stay and still count. Waits until the rows are rewritten. `removedAt` in epoch ms.
 */
export async function eraseMentions(
  store: Store,
  ids: readonly string[],
  { values, removedAt }: { values: readonly string[]; removedAt: number },
): Promise<void> {
  for (const some of chunksOf(ids)) {
    await store.command(
      `INSERT INTO mentions (${mentionColumns})
       SELECT ${mentionColumns} FROM (
         SELECT * REPLACE ('' AS text, '' AS title, '' AS traceparent, CAST([], 'Array(String)') AS topic_reasons, '' AS author_handle, '' AS url, CAST(map(), 'Map(LowCardinality(String), String)') AS fields,
                           arrayFilter((k, v) -> NOT has({values: Array(String)}, lowerUTF8(v)), kinds, named) AS entity_kinds,
                           arrayFilter(v -> NOT has({values: Array(String)}, lowerUTF8(v)), named) AS entity_values,
                           if(was IS NULL, {removedAt: DateTime64(3)}, was) AS removed_at, ${erasedVersion} + version AS version)
         FROM (SELECT *, removed_at AS was, entity_kinds AS kinds, entity_values AS named FROM mentions FINAL WHERE id IN {ids: Array(String)} AND version < ${erasedVersion}))`,
      { ids: some, values, removedAt },
    )
    await store.command(
      `ALTER TABLE mentions DELETE WHERE id IN {ids: Array(String)} AND version < ${erasedVersion} SETTINGS mutations_sync = 2`,
      { ids: some },
    )
    await store.command(
      'ALTER TABLE shadow_mentions DELETE WHERE id IN {ids: Array(String)} SETTINGS mutations_sync = 2',
      { ids: some },
    )
  }
}

/** Blanks text and reason of the corrections of these mentions. Older versions remain until the table is merged. */
export async function eraseCorrections(store: Store, ids: readonly string[]): Promise<void> {
  for (const some of chunksOf(ids))
    await store.command(
      `INSERT INTO corrections SELECT * REPLACE ('' AS text, '' AS reason) FROM (
         SELECT * FROM corrections FINAL WHERE mention_id IN {ids: Array(String)} AND (text != '' OR reason != ''))`,
      { ids: some },
    )
}

/** How many rows of `corrections` and `shadow_mentions`, in any version, still say something of the mentions. */
export async function countCorrections(store: Store, ids: readonly string[]): Promise<number> {
  const rows = await selectIn(
    store,
    Type.Object({ rows: Type.Integer() }),
    `SELECT count() AS rows FROM corrections WHERE mention_id IN {ids: Array(String)} AND (text != '' OR reason != '')`,
    { name: 'ids', list: ids },
  )
  return rows.reduce((sum, { rows }) => sum + rows, 0)
}
