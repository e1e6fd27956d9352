import { Type, type Static } from 'typebox'
import { chunksOf } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'

const dayMs = 86_400_000
/** Statements that run at once: the server rewrites a part once for all that wait. It refuses a thousand. */
const mostAtOnce = 100
/** Days with few mentions are in one statement. */
const mostTogether = 1_000

const Day = Type.Object({ fromAt: Type.Integer(), month: Type.Integer() })
type Day = Static<typeof Day>
const Id = Type.Object({ id: Type.String() })

/**
 * Deletes the older versions of removed mentions, which still have their texts: a blank row replaces them in answers, but a large part may
 * never be merged. Waits until the parts are rewritten. Reads two narrow columns when there is nothing to delete. May be repeated.
 * @returns how many mentions had such a version
 * @throws the reason of `signal` when that aborts
 */
export async function deleteReplacedTexts(store: Store, signal: AbortSignal): Promise<number> {
  let count = 0
  for (const [month, days] of Map.groupBy(await mixedDays(store), (day) => day.month)) {
    const deletions = openDeletions(store, month)
    for (const day of days) {
      signal.throwIfAborted()
      const ids = await replacedIds(store, day)
      if (ids.length > 0) await deletions.add(day, ids)
      count += ids.length
    }
    await deletions.end()
  }
  return count
}

/** The days (UTC) with removed mentions and with rows that are not removed, and their months, which are the partitions: 202611. */
const mixedDays = (store: Store): Promise<Day[]> =>
  store.select(
    Day,
    `SELECT toStartOfDay(created_at) AS from_at, any(toYYYYMM(created_at)) AS month FROM mentions
     GROUP BY from_at HAVING countIf(removed_at IS NOT NULL) > 0 AND countIf(removed_at IS NULL) > 0 ORDER BY from_at`,
  )

const inDays = `created_at >= {fromAt: DateTime64(3, 'UTC')} AND created_at < {toAt: DateTime64(3, 'UTC')}`
const timesOf = ({ fromAt }: Day) => ({ fromAt, toAt: fromAt + dayMs })

/** The mentions of the day that are removed and have a row of before. In the order of the table, so that the server need not keep them all. */
async function replacedIds(store: Store, day: Day): Promise<string[]> {
  const rows = await store.select(
    Id,
    `SELECT id FROM mentions WHERE ${inDays} GROUP BY toStartOfHour(created_at), id
     HAVING countIf(removed_at IS NULL) > 0 AND argMax(removed_at IS NOT NULL, version)
     SETTINGS optimize_aggregation_in_order = 1`,
    timesOf(day),
  )
  return [...new Set(rows.map(({ id }) => id))]
}

/**
 * Starts the deletions of one month, those of some days together, and waits for each hundredth and for the last one: the server applies them in
 * order.
 */
function openDeletions(store: Store, month: number) {
  let next: { fromAt: number; toAt: number; ids: string[] } | undefined
  let begun = 0
  const begin = async ({ ids, ...times }: NonNullable<typeof next>, isLast: boolean) => {
    const chunks = chunksOf(ids)
    for (const [i, some] of chunks.entries()) {
      const isWaiting = ++begun % mostAtOnce === 0 || (isLast && i === chunks.length - 1)
      await store.command(
        `ALTER TABLE mentions DELETE IN PARTITION ID '${month}' WHERE ${inDays} AND id IN {ids: Array(String)} AND removed_at IS NULL
         SETTINGS mutations_sync = ${isWaiting ? 2 : 0}`,
        { ...times, ids: some },
      )
    }
  }
  return {
    async add(day: Day, ids: readonly string[]): Promise<void> {
      if (next && next.ids.length + ids.length <= mostTogether) {
        next = { ...next, toAt: day.fromAt + dayMs, ids: [...next.ids, ...ids] }
        return
      }
      if (next) await begin(next, false)
      next = { ...timesOf(day), ids: [...ids] }
    },
    async end(): Promise<void> {
      if (next) await begin(next, true)
    },
  }
}

/** Where else texts of a removed mention are. `held`: the keys of those rows, as the key of `mentions` names them. */
const copies = [
  {
    table: 'corrections',
    id: 'mention_id',
    where: "text != ''",
    key: 'id',
    // A removed mention's correction has a blank row, too.
    held: `SELECT mention_id FROM corrections GROUP BY mention_id HAVING countIf(text = '') > 0 AND countIf(text != '') > 0`,
  },
  {
    table: 'shadow_mentions',
    id: 'id',
    // The reasons of labels are words of the text.
    where: 'notEmpty(topic_reasons)',
    key: '(toStartOfHour(created_at), id)',
    held: 'SELECT toStartOfHour(created_at), id FROM shadow_mentions WHERE notEmpty(topic_reasons)',
  },
]

/**
 * Deletes the texts that corrections of removed mentions had, and new labels of removed mentions that are not in force yet. Waits until the
 * parts are rewritten. @returns the tables that changed
 */
export async function deleteReplacedCopies(store: Store): Promise<string[]> {
  const changed: string[] = []
  for (const { table, id, where, key, held } of copies) {
    const [any] = await store.select(
      Type.Object({ rows: Type.Integer() }),
      `SELECT count() AS rows FROM (${held} LIMIT 1)`,
    )
    if (any?.rows !== 1) continue
    const sql = `SELECT DISTINCT id FROM mentions WHERE removed_at IS NOT NULL AND ${key} IN (${held})`
    const removed = (await store.select(Id, sql)).map((row) => row.id)
    for (const ids of chunksOf(removed))
      await store.command(
        `ALTER TABLE ${table} DELETE WHERE ${id} IN {ids: Array(String)} AND ${where} SETTINGS mutations_sync = 2`,
        { ids },
      )
    if (removed.length > 0) changed.push(table)
  }
  return changed
}
