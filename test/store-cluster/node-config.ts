import { createHash } from 'node:crypto'
import { sqlLimits, sqlViews } from '../../infra/store/sql-limits.ts'

export const clusterName = 'groundswell'

/** Where a node stands in the cluster, and its ports. */
export interface NodePlace {
  shard: number
  replica: number
  http: number
  tcp: number
}

export interface ServerOptions {
  places: readonly NodePlace[]
  users: string
  zookeeper: string | undefined
  backups: string
}

/** The configuration that infra/deploy/clickhouse/cluster has for servers, for the embedded library on a small machine. */
export function serverXml({ shard, replica }: NodePlace, { places, users, zookeeper, backups }: ServerOptions): string {
  return `<clickhouse>
  <users_config>${users}</users_config>
  <logger><level>error</level><console>1</console></logger>
  <max_server_memory_usage>600000000</max_server_memory_usage>
  <mark_cache_size>8388608</mark_cache_size>
  <primary_index_cache_size>8388608</primary_index_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <background_pool_size>2</background_pool_size>
  <background_schedule_pool_size>8</background_schedule_pool_size>
  <max_io_thread_pool_size>16</max_io_thread_pool_size>
  <backups><allowed_path>${backups}</allowed_path></backups>
  <remote_servers><${clusterName}>
    ${[...Map.groupBy(places, (place) => place.shard).values()]
      .map(
        (of) => `<shard><internal_replication>${zookeeper !== undefined}</internal_replication>
      ${of.map(({ tcp }) => `<replica><host>127.0.0.1</host><port>${tcp}</port><user>cluster</user><password>of-the-cluster</password></replica>`).join('')}</shard>`,
      )
      .join('\n    ')}
  </${clusterName}></remote_servers>
  <macros><shard>${shard}</shard><replica>${replica}</replica></macros>
  ${zookeeperXml(zookeeper)}
  <merge_tree><fsync_after_insert>1</fsync_after_insert><fsync_part_directory>1</fsync_part_directory></merge_tree>
</clickhouse>
`
}

function zookeeperXml(address: string | undefined): string {
  if (address === undefined) return ''
  const [host, port] = address.split(':')
  // Without ON CLUSTER, the servers would give a table different ids, which are part of the default path.
  return `<zookeeper><node><host>${host}</host><port>${port}</port></node></zookeeper>
  <default_replica_path>/clickhouse/tables/{shard}/{database}/{table}</default_replica_path>`
}

const engines = [
  'Atomic',
  'MergeTree',
  'ReplacingMergeTree',
  'ReplicatedMergeTree',
  'ReplicatedReplacingMergeTree',
  'Memory',
  'Null',
  'Distributed',
]

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

const user = (name: string, password: string, grants: readonly string[]) => `<${name}>
      <password_sha256_hex>${hash(password)}</password_sha256_hex>
      <networks><ip>127.0.0.1</ip></networks><profile>${name}</profile><quota>default</quota>
      <grants>${grants.map((grant) => `<query>GRANT ${grant}</query>`).join('')}</grants>
    </${name}>`

/** The rights of infra/deploy/clickhouse/init. */
export const usersXml = `<clickhouse>
  <profiles>
    <default/>
    <groundswell/>
    <cluster/>
    <sql>
      ${Object.entries({ ...sqlLimits, distributed_product_mode: 'global', prefer_localhost_replica: 0 })
        .map(([name, value]) => `<${name}>${value}</${name}>`)
        .join('')}
    </sql>
  </profiles>
  <quotas><default/></quotas>
  <users>
    <default>
      <password></password>
      <networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
      <grants><query>GRANT SYSTEM LISTEN ON *.*</query><query>GRANT SELECT ON system.numbers</query></grants>
    </default>
    ${user('groundswell', 'of-the-owner', [
      'SELECT, INSERT, ALTER, CREATE, DROP, TRUNCATE, OPTIMIZE, SHOW, CHECK, BACKUP ON groundswell*.*',
      'SELECT ON system.*',
      'CLUSTER, REMOTE ON *.*',
      'CREATE TEMPORARY TABLE ON *.*',
      ...engines.map((engine) => `TABLE ENGINE ON ${engine}`),
    ])}
    ${user('cluster', 'of-the-cluster', ['SELECT, INSERT ON groundswell*.*', 'SELECT ON system.*'])}
    ${user(
      'sql',
      'of-sql',
      sqlViews.map((view) => `SELECT ON groundswell.${view}`),
    )}
  </users>
</clickhouse>
`
