import type { ClickHouseSettings } from '@clickhouse/client'
import { Type } from 'typebox'
import { copiedFromAll, fromAllServers, onCluster, type Cluster } from './cluster-sql.ts'
import type { Store } from './store.ts'

/**
 * What every statement on a cluster needs; a single server ignores them. An acknowledged insert is stored on its shards. A subquery over a
 * Distributed table runs once, for all shards. Each shard is written and read through the first of its replicas that works and has
 * fetched everything, whichever server is asked.
 */
const shared: ClickHouseSettings = {
  distributed_foreground_insert: 1,
  distributed_product_mode: 'global',
  // Rows of another table have another place: each shard must not keep what it has selected.
  parallel_distributed_insert_select: '0',
  load_balancing: 'in_order',
  prefer_localhost_replica: 0,
  use_hedged_requests: 0,
  distributed_insert_skip_read_only_replicas: 1,
  max_replica_delay_for_distributed_queries: '2',
  // Below the 60 s of a request. `alter_sync`: a change is made on all replicas when it is acknowledged.
  distributed_ddl_task_timeout: '50',
  alter_sync: '2',
}

/**
 * @param isReader pages show what a replica behind has rather than nothing; counts made from it would stay wrong, so that writers wait
 */
export const clusterSettings = (isReader: boolean): ClickHouseSettings => ({
  ...shared,
  fallback_to_stale_replicas_for_distributed_queries: isReader ? 1 : 0,
})

/** The same store on a cluster: what defines, changes or removes rows is done on all its servers. Inserts and queries use the Distributed tables. */
export function clusteredStore(store: Store, { name, database }: { name: string; database: string }): Store {
  let known: Promise<Cluster> | undefined

  const cluster = () =>
    (known ??= isReplicated(store, name)
      .then((replicated) => ({ name, database, isReplicated: replicated }))
      .catch((error: unknown) => {
        known = undefined
        throw error
      }))

  return {
    ...store,
    select: (row, sql, params) => store.select(row, copiedFromAll(fromAllServers(sql, { name }), { name }), params),
    async command(sql, params) {
      for (const statement of onCluster(sql, await cluster()))
        if (!(await isThere(store, statement))) await store.command(statement, params)
    },
  }
}

/** Whether the table is there that a statement would create. Then `start` needs no answer of every server: one may be away. */
async function isThere(store: Store, statement: string): Promise<boolean> {
  const [, table] = /^CREATE TABLE IF NOT EXISTS (\w+)/.exec(statement) ?? []
  if (table === undefined) return false
  const [row] = await store.select(
    Type.Object({ n: Type.Integer() }),
    'SELECT count() AS n FROM system.tables WHERE database = currentDatabase() AND name = {table: String}',
    { table },
  )
  return row!.n > 0
}

/** @throws Error when the server knows no such cluster, or its shards differ */
async function isReplicated(store: Store, name: string): Promise<boolean> {
  const [row] = await store.select(
    Type.Object({ shards: Type.Integer(), replicated: Type.Integer() }),
    'SELECT count() AS shards, countIf(internal_replication) AS replicated FROM system.clusters WHERE cluster = {name: String}',
    { name },
  )
  const { shards, replicated } = row!
  if (shards === 0)
    throw new Error(`the ClickHouse server knows no cluster "${name}": see storeCluster, and its remote_servers`)
  if (replicated !== 0 && replicated !== shards)
    throw new Error(`internal_replication must be the same for all shards of the cluster "${name}"`)
  return replicated > 0
}
