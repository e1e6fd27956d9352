import { Type, type Static } from 'typebox'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import { mentionColumns, MentionRow } from './mention-table.ts'
import type { SqlCondition } from './sql-condition.ts'

const Key = Type.Object({ id: Type.String(), createdAt: Type.Integer(), version: Type.Integer() })
type Key = Static<typeof Key>

const hourMs = 3_600_000
/** Rows that were replaced are left out, and others looked for, so often; then the server reads the current ones only. */
const mostRounds = 5
/** More do not fit into a parameter (`chunks.ts`). */
const mostReplaced = 500

/**
 * The newest mentions that meet the condition, newest first, one of each value of `oneOf` (an SQL expression). They are looked for in a few
 * columns of all rows, also of those that were replaced, and then read whole where they still meet it. FINAL over all columns of a long
 * time opens each column of each part at once: 400 MB for a month of 10 million mentions, where this takes 25 MB and a third of the time.
 */
export async function newestCurrent(
  store: Store,
  wanted: SqlCondition,
  { limit, oneOf }: { limit: number; oneOf: string },
): Promise<MentionRow[]> {
  const replaced: string[] = []
  for (let round = 0; ; round++) {
    const isLast = round === mostRounds || replaced.length > mostReplaced
    const keys = await store.select(
      Key,
      `SELECT id, created_at, version FROM mentions ${isLast ? 'FINAL' : ''}
       WHERE ${wanted.where} ${replaced.length > 0 && !isLast ? `AND ${keySql} NOT IN {replaced: Array(String)}` : ''}
       ORDER BY created_at DESC, id DESC, version DESC LIMIT 1 BY ${oneOf} LIMIT {limit: UInt32}`,
      { ...wanted.params, limit, replaced: isLast ? [] : replaced },
    )
    const current = new Map((await rowsOf(store, keys, wanted)).map((row) => [keyOf(row), row]))
    const gone = keys.map(keyOf).filter((key) => !current.has(key))
    if (isLast || gone.length === 0) return keys.flatMap((key) => current.get(keyOf(key)) ?? [])
    replaced.push(...gone)
  }
}

/**
 * SQL: which row of a mention counts, the greatest one. Labels are replaced under the same version; of two such rows the server keeps the
 * one written last, and numbers the parts of a table in their order.
 */
export const rankSql = `(version, toUInt64(splitByChar('_', _part)[2]))`

/**
 * SQL of a subquery: columns of the mentions that meet the condition in one of their versions, each in its newest one, and `is_wanted`: whether
 * that meets it. As above without FINAL: the rows that meet it, whether replaced or not, then all versions of these.
 * @param newest SQL that limits which rows are looked at, such as `ORDER BY … LIMIT …`
 */
export const currentSql = (columns: string, where: string, newest = ''): string =>
  `(SELECT ${columns}, ifNull(${where}, 0) AS is_wanted FROM mentions
      WHERE (toStartOfHour(created_at), id) IN (SELECT toStartOfHour(created_at), id FROM mentions WHERE ${where} ${newest})
      ORDER BY ${rankSql} DESC LIMIT 1 BY toStartOfHour(created_at), id)`

/** One version of a mention. */
const keyOf = ({ id, version }: Pick<Key, 'id' | 'version'>): string => `${id}\u0001${version}`
const keySql = `concat(id, char(1), toString(version))`

const CheckedRow = Type.Object({ ...MentionRow.properties, isWanted: Type.Boolean() })

/** The current rows of these mentions that meet the condition. It is a column, so that the server does not look it up in its indexes again. */
async function rowsOf(store: Store, keys: readonly Key[], wanted: SqlCondition): Promise<MentionRow[]> {
  const hours = new Set(keys.map(({ createdAt }) => Math.floor(createdAt / hourMs) * 3600))
  const rows = await selectIn(
    store,
    CheckedRow,
    // The hours and ids are the key of the table.
    `SELECT ${mentionColumns}, toBool(ifNull(${wanted.where}, 0)) AS is_wanted FROM mentions FINAL
     WHERE toStartOfHour(created_at) IN (arrayMap(hour -> toDateTime(hour, 'UTC'), {hours: Array(UInt32)})) AND id IN {ids: Array(String)}`,
    { name: 'ids', list: keys.map(({ id }) => id), ...wanted.params, hours: [...hours] },
  )
  return rows.flatMap(({ isWanted, ...row }) => (isWanted ? [row] : []))
}
