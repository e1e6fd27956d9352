import { Type } from 'typebox'
import { mergeAll } from '../infra/store/purge.ts'
import type { Store } from '../infra/store/store.ts'
import type { Place, PlaceContext } from './place.ts'
import type { Traces } from './scrub.ts'

/** Fields of a row. */
type Row = Record<string, unknown>

/** A table with texts that are cleaned in place. */
export interface TextTable {
  /** For people. */
  name: string
  table: string
  /** The columns that identify a row: of the sorting key. */
  key: readonly string[]
  /** The columns with texts, and their types. */
  texts: Readonly<Record<string, 'String' | 'Array(String)'>>
  /** SQL: which rows may hold something. Absent: all. */
  where?: string
  /** The column that grows with every version, and by which the clean row counts. Absent: the last one that is written counts. */
  version?: 'version' | 'updatedAt'
  /** The texts without traces. */
  clean(traces: Traces, texts: Row): Row
}

const pageSize = 500
/** So many keys fit into a parameter. */
const atOnce = 50

/**
 * Cleans the rows of a table. Also counts what only a replaced row holds, which merging the table removes.
 * @throws Error (of its functions) when the store refuses a statement
 */
export function textPlace({ store, traces }: Pick<PlaceContext, 'store' | 'traces'>, table: TextTable): Place {
  const dirty = () => dirtyKeys(store, traces, table)
  return {
    name: table.name,
    tables: [table.table],
    isAlwaysErased: true,
    count: async () => (await dirty()).length,
    async erase() {
      const keys = await dirty()
      for (let i = 0; i < keys.length; i += atOnce)
        await cleanRows(store, traces, { table, keys: keys.slice(i, i + atOnce) })
      await mergeAll(store, table.table)
    },
  }
}

/** The keys of rows, in any version, that hold a trace. */
async function dirtyKeys(store: Store, traces: Traces, table: TextTable): Promise<string[][]> {
  const found = new Map<string, string[]>()
  for (let last = ['']; ;) {
    const rows = await store.select(
      rowOf(table),
      `SELECT ${keyOf(table)} AS k, ${columnsOf(table)} FROM ${table.table}
       WHERE (${table.where ?? 'true'}) AND k > {last: Array(String)} ORDER BY k LIMIT ${pageSize} WITH TIES`,
      { last },
    )
    for (const { k, ...texts } of rows) if (cleaned(traces, table, texts)) found.set(JSON.stringify(k), k)
    const end = rows.at(-1)
    if (!end || rows.length < pageSize) return [...found.values()]
    last = end.k
  }
}

const AnyRow = Type.Object({})

/** Writes the current rows of the keys again, without traces. A row that has none stays: then only a replaced row has one. */
async function cleanRows(
  store: Store,
  traces: Traces,
  { table, keys }: { table: TextTable; keys: string[][] },
): Promise<void> {
  const sql = `SELECT * FROM ${table.table} FINAL WHERE has({keys: Array(Array(String))}, ${keyOf(table)})`
  const rows = (await store.select(AnyRow, sql, { keys })) as Row[]
  const clean = rows.flatMap((row) => {
    const texts = Object.fromEntries(Object.keys(table.texts).map((name) => [name, row[name]]))
    const without = cleaned(traces, table, texts)
    const version = table.version && { [table.version]: Number(row[table.version]) + 1 }
    return without ? [{ ...row, ...without, ...version }] : []
  })
  await store.insert(table.table, clean)
}

/** Undefined if the row has no trace. */
function cleaned(traces: Traces, table: TextTable, texts: Row): Row | undefined {
  const clean = table.clean(traces, texts)
  return JSON.stringify(clean) === JSON.stringify(texts) ? undefined : clean
}

const keyOf = ({ key }: TextTable): string => `[${key.map((column) => `toString(${column})`).join(', ')}]`
const columnsOf = ({ texts }: TextTable): string => Object.keys(texts).join(', ')

const rowOf = ({ texts }: TextTable) =>
  Type.Object({
    k: Type.Array(Type.String()),
    ...Object.fromEntries(
      Object.entries(texts).map(([column, type]) => [
        column,
        type === 'String' ? Type.String() : Type.Array(Type.String()),
      ]),
    ),
  })
