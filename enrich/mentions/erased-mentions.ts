import { Type } from 'typebox'
import { chunksOf, selectIn } from '../../infra/store/chunks.ts'
import { deleteRows, monthsOf } from '../../infra/store/delete-rows.ts'
import type { Store } from '../../infra/store/store.ts'
import { mentionColumns } from './mention-table.ts'

/** Versions of erased rows begin here: above every edit, deletion and correction. */
const erasedVersion = 20_000_000_000_000

const holdsText = `(text != '' OR title != '' OR url != '' OR author_handle != '' OR channel != '' OR in_reply_to != '' OR notEmpty(fields) OR notEmpty(topic_reasons))`
/** Rows to be replaced: also those that an earlier version erased, which left the channel and the mention that they answer. */
const unerased = `(version < ${erasedVersion} OR ${holdsText})`

/**
 * How many of the mentions still have a text, handle, link or channel in any version that a file of the table contains, or labels in waiting.
 * @throws Error when the store refuses a query
 */
export async function countUnerased(store: Store, ids: readonly string[]): Promise<number> {
  const rows = await selectIn(
    store,
    Type.Object({ id: Type.String() }),
    `SELECT id FROM mentions WHERE id IN {ids: Array(String)} AND ${holdsText}
     UNION DISTINCT SELECT id FROM shadow_mentions WHERE id IN {ids: Array(String)}`,
    { name: 'ids', list: ids },
  )
  return rows.length
}

/**
 * Blanks mentions as a deletion does, also the channel, the mention that they answer and the values (in lower case) that only they named, and
 * deletes every other version of them. Labels and keys stay and still count. Waits until the rows are rewritten.
 * @param mentions the values to remove by id of the mention
 * @param removedAt epoch ms
 * @throws Error when the store refuses a statement
 */
export async function eraseMentions(
  store: Store,
  mentions: ReadonlyMap<string, readonly string[]>,
  removedAt: number,
): Promise<void> {
  for (const ids of chunksOf([...mentions.keys()])) await blankAll(store, { ids, mentions, removedAt })
}

/** Divides the mentions where the list of their values would be too long for a parameter. */
async function blankAll(
  store: Store,
  want: { ids: readonly string[]; mentions: ReadonlyMap<string, readonly string[]>; removedAt: number },
): Promise<void> {
  const { ids, mentions, removedAt } = want
  const lists = chunksOf([...new Set(ids.flatMap((id) => mentions.get(id) ?? []))])
  if (ids.length > 1 && lists.length > 1) {
    const half = ids.length >> 1
    await blankAll(store, { ...want, ids: ids.slice(0, half) })
    await blankAll(store, { ...want, ids: ids.slice(half) })
    return
  }
  // One mention alone may name more than one parameter holds.
  const isOwn = lists.map((_, i) => `has({values${i}: Array(String)}, lowerUTF8(v))`).join(' OR ') || 'false'
  const values = Object.fromEntries(lists.map((list, i) => [`values${i}`, list]))
  const held = { table: 'mentions', where: `id IN {ids: Array(String)} AND ${unerased}`, params: { ids } }
  // A month after the other: what the server needs at once grows with the number of months.
  for (const month of await monthsOf(store, held, 'created_at')) {
    await blankMonth(store, isOwn, { ids, removedAt, month: Number(month), ...values })
    await deleteRows(store, held, [month])
  }
  await deleteWaiting(store, ids)
}

/** Writes a blank row for each of the mentions of a month. */
async function blankMonth(store: Store, isOwn: string, params: Record<string, unknown>): Promise<void> {
  await store.command(
    `INSERT INTO mentions (${mentionColumns})
       SELECT ${mentionColumns} FROM (
         SELECT * REPLACE ('' AS text, '' AS title, '' AS traceparent, '' AS channel, '' AS in_reply_to, CAST([], 'Array(String)') AS topic_reasons, '' AS author_handle, '' AS url, CAST(map(), 'Map(LowCardinality(String), String)') AS fields,
                           arrayFilter((k, v) -> NOT (${isOwn}), kinds, named) AS entity_kinds,
                           arrayFilter(v -> NOT (${isOwn}), named) AS entity_values,
                           if(was IS NULL, {removedAt: DateTime64(3)}, was) AS removed_at, if(stood < ${erasedVersion}, ${erasedVersion} + stood, stood + 1) AS version)
         FROM (SELECT *, removed_at AS was, version AS stood, entity_kinds AS kinds, entity_values AS named FROM mentions FINAL WHERE toYYYYMM(created_at) = {month: UInt32} AND id IN {ids: Array(String)} AND ${unerased}))`,
    params,
  )
}

/** Labels that are not in force yet. */
async function deleteWaiting(store: Store, ids: readonly string[]): Promise<void> {
  const rows = { table: 'shadow_mentions', where: 'id IN {ids: Array(String)}', params: { ids } }
  const [any] = await store.select(
    Type.Object({ rows: Type.Integer() }),
    `SELECT count() AS rows FROM (SELECT id FROM ${rows.table} WHERE ${rows.where} LIMIT 1)`,
    rows.params,
  )
  if (any!.rows > 0) await deleteRows(store, rows)
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

/** How many rows of `corrections`, in any version, still say something of the mentions. */
export async function countCorrections(store: Store, ids: readonly string[]): Promise<number> {
  const rows = await selectIn(
    store,
    Type.Object({ rows: Type.Integer() }),
    `SELECT count() AS rows FROM corrections WHERE mention_id IN {ids: Array(String)} AND (text != '' OR reason != '')`,
    { name: 'ids', list: ids },
  )
  return rows.reduce((sum, { rows }) => sum + rows, 0)
}
