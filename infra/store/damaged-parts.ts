import { randomUUID } from 'node:crypto'
import { ClickHouseError } from '@clickhouse/client'
import { Type } from 'typebox'
import type { Logger } from '../logger.ts'
import type { Store } from './store.ts'

/** What reading a damaged file of a part fails with. */
const types = new Set([
  'CHECKSUM_DOESNT_MATCH',
  'CANNOT_DECOMPRESS',
  'LZ4_DECODER_FAILED',
  'UNKNOWN_CODEC',
  'TOO_LARGE_SIZE_COMPRESSED',
  'CORRUPTED_DATA',
  'CANNOT_READ_ALL_DATA',
  'ATTEMPT_TO_READ_AFTER_EOF',
  'CANNOT_READ_FROM_FILE_DESCRIPTOR',
  'BAD_SIZE_OF_FILE_IN_DATA_PART',
  'NO_FILE_IN_DATA_PART',
  'FILE_DOESNT_EXIST',
  'SIZES_OF_MARKS_FILES_ARE_INCONSISTENT',
])

/** Whether a file of a table is damaged, as opposed to a statement that is wrong. */
export const isDamagedPart = (error: unknown): boolean =>
  error instanceof ClickHouseError && error.type !== undefined && types.has(error.type)

/** The rows that ClickHouse reads together. */
const granule = 8_192

/**
 * Sets the damaged parts of all tables aside, and keeps their readable rows. Resolves to whether there were any. The files
 * stay in the table's folder `detached`. Replicated tables are left to ClickHouse, which fetches the part from a replica.
 */
export async function mendTables(store: Store, logger: Logger): Promise<boolean> {
  const tables = await store.select(
    Type.Object({ name: Type.String() }),
    `SELECT name FROM system.tables
     WHERE database = currentDatabase() AND engine LIKE '%MergeTree' AND engine NOT LIKE 'Replicated%' AND NOT startsWith(name, 'salvaged_') ORDER BY name`,
  )
  let isMended = false
  for (const { name } of tables)
    for (const part of await damagedIn(store, name)) {
      await setAside(store, { table: name, part, logger })
      isMended = true
    }
  return isMended
}

async function damagedIn(store: Store, table: string): Promise<string[]> {
  const checked = await store.select(
    Type.Object({ partPath: Type.String(), isPassed: Type.Integer() }),
    `CHECK TABLE \`${table}\` SETTINGS check_query_single_value_result = 0`,
  )
  return checked.filter(({ isPassed }) => isPassed === 0).map(({ partPath }) => partPath)
}

interface Part {
  table: string
  part: string
  logger: Logger
}

async function setAside(store: Store, { table, part, logger }: Part): Promise<void> {
  const [found] = await store.select(
    Type.Object({ rows: Type.Integer(), path: Type.String() }),
    'SELECT rows, path FROM system.parts WHERE database = currentDatabase() AND table = {table: String} AND name = {part: String} AND active',
    { table, part },
  )
  // A merge has replaced it.
  if (!found) return
  // Another process may be doing the same: each has a table of its own, and the first one to detach the part is right.
  const rest = `salvaged_${randomUUID().replaceAll('-', '')}_${table}`
  await store.command(`CREATE TABLE \`${rest}\` AS \`${table}\``)
  const lost = await copyRows(store, { table, part, rest }, [0, found.rows])
  try {
    await store.command(`ALTER TABLE \`${table}\` DETACH PART '${part}'`)
  } catch (error) {
    await store.command(`DROP TABLE \`${rest}\` SYNC`)
    if (error instanceof ClickHouseError && error.type === 'NO_SUCH_DATA_PART') return
    throw error
  }
  await putBack(store, { table, rest })
  logger.error(
    { table, part, rows: found.rows, lost, path: found.path },
    `a part of table ${table} was damaged and is set aside in the table's folder "detached": ${lost} of its ${found.rows} rows are lost, the others were kept. \`groundswell restore\` brings them back from a backup`,
  )
}

async function putBack(store: Store, { table, rest }: { table: string; rest: string }): Promise<void> {
  await store.command(`INSERT INTO \`${table}\` SELECT * FROM \`${rest}\``)
  await store.command(`DROP TABLE \`${rest}\` SYNC`)
}

/** Puts back the readable rows of parts that were set aside when the process was killed. */
export async function putBackSalvaged(store: Store): Promise<void> {
  const tables = await store.select(
    Type.Object({ name: Type.String() }),
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'salvaged_')",
  )
  for (const { name } of tables) {
    const [, table] = /^salvaged_[0-9a-f]{32}_(.+)$/.exec(name) ?? []
    if (table !== undefined) await putBack(store, { table, rest: name })
  }
}

/** Copies the rows at these places of the part. Resolves to the number of those that cannot be read. */
async function copyRows(
  store: Store,
  names: { table: string; part: string; rest: string },
  [from, until]: [number, number],
): Promise<number> {
  if (from >= until) return 0
  const { table, part, rest } = names
  const rows = `SELECT * FROM \`${table}\` WHERE _part = {part: String} AND _part_offset >= {from: UInt64} AND _part_offset < {until: UInt64}`
  const params = { part, from, until }
  try {
    // Reads first: an INSERT that fails half-way leaves its first half.
    await store.command(`${rows} FORMAT Null`, params)
    await store.command(`INSERT INTO \`${rest}\` ${rows}`, params)
    return 0
  } catch (error) {
    if (!isDamagedPart(error)) throw error
    if (until - from <= granule) return until - from
    const half = from + Math.ceil((until - from) / 2 / granule) * granule
    return (await copyRows(store, names, [from, half])) + (await copyRows(store, names, [half, until]))
  }
}

const Detached = Type.Object({ table: Type.String(), name: Type.String(), reason: Type.String() })

/** Logs the parts that ClickHouse could not load and has set aside itself. */
export async function reportBrokenParts(store: Store, logger: Logger): Promise<void> {
  const broken = await store.select(
    Detached,
    `SELECT table, name, reason FROM system.detached_parts WHERE database = currentDatabase() AND reason LIKE 'broken%' ORDER BY table, name`,
  )
  for (const { table, name, reason } of broken)
    logger.error(
      { table, part: name, reason },
      `a part of table ${table} could not be loaded and is set aside as detached/${name}: its rows are missing. \`groundswell restore\` brings them back from a backup; removing that folder ends this message`,
    )
}
