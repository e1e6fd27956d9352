import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import type { Store } from './store.ts'
import { lockTables } from './store-lock.ts'

/** A copy of the tables in two parts: the tables that say how far sources were read must be older than what was read. */
export interface StoreCopy {
  database: string
  /** ClickHouse's destinations, as `File('name')`. */
  destinations: { first: string; rest: string }
  /** The tables of the first part. */
  firstTables: string[]
}

/** The destination of a backup by name: `{name}` in the pattern is replaced. */
export const destinationOf = (pattern: string, name: string): string => pattern.replaceAll('{name}', name)

/** @throws Error with ClickHouse's reason */
export async function backupFirst(store: Store, copy: StoreCopy): Promise<void> {
  const tables = copy.firstTables.map((table) => `TABLE ${full(copy.database, table)}`)
  await run(store, `BACKUP ${tables.join(', ')} TO ${copy.destinations.first}`)
}

/** @throws Error with ClickHouse's reason */
export async function backupRest(store: Store, copy: StoreCopy): Promise<void> {
  const except = [...copy.firstTables, ...lockTables].map((table) => full(copy.database, table))
  const { database, destinations } = copy
  await run(store, `BACKUP DATABASE ${quoted(database)} EXCEPT TABLES ${except.join(', ')} TO ${destinations.rest}`)
}

/** Restores both parts into `database`, which must not have these tables. @throws Error with ClickHouse's reason */
export async function restoreTables(
  store: Store,
  { database: into, copy }: { database: string; copy: StoreCopy },
): Promise<void> {
  const { database: from, destinations } = copy
  await run(store, `RESTORE DATABASE ${quoted(from)} AS ${quoted(into)} FROM ${destinations.rest}`)
  const tables = copy.firstTables.map((table) => `TABLE ${full(from, table)} AS ${full(into, table)}`)
  await run(store, `RESTORE ${tables.join(', ')} FROM ${destinations.first}`)
}

export async function databaseOf(store: Store): Promise<{ name: string; tables: string[] }> {
  const [row] = await store.select(
    Type.Object({ name: Type.String(), tables: Type.Array(Type.String()) }),
    'SELECT currentDatabase() AS name, (SELECT groupArray(name) FROM system.tables WHERE database = currentDatabase()) AS tables',
  )
  return row!
}

const Started = Type.Object({ id: Type.String() })
const State = Type.Object({ status: Type.String(), error: Type.String() })

/** In the background of the server: a request would end after a minute. */
async function run(store: Store, sql: string): Promise<void> {
  const [started] = await store.select(Started, `${sql} ASYNC`)
  for (; ; await pause(100)) {
    const [state] = await store.select(
      State,
      'SELECT status, error FROM system.backups WHERE id = {id: String}',
      started,
    )
    if (state === undefined) throw new Error('the store was started again in the meantime')
    if (state.status === 'BACKUP_CREATED' || state.status === 'RESTORED') return
    if (/FAILED|CANCELLED/.test(state.status)) throw new Error(reasonIn(state.error))
  }
}

/** Without the code and the stack. */
const reasonIn = (error: string) =>
  /DB::Exception: (.*?)(?:, Stack trace|\. Stack trace|$)/s.exec(error)?.[1] ?? error.slice(0, 300)

const quoted = (name: string) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
const full = (database: string, table: string) => `${quoted(database)}.${quoted(table)}`
