import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sqlLimits, sqlViews } from './sql-limits.ts'

export interface Login {
  user: string
  password: string
}

export interface ConfigOptions {
  /** The server's data folder. */
  path: string
  owner: Login
  reader: Login
  /** May only read the views, for queries that people write. */
  sql: Login
  /** The only URL path on which it takes queries. */
  queryPath: string
}

/**
 * Writes the embedded server's configuration, readable by this user only. The server reads it once; `remove` deletes it
 * when the server is up. Each call uses a new folder: a second process on the same data folder must not overwrite it.
 */
export function writeConfig({ path, queryPath, ...logins }: ConfigOptions): { file: string; remove(): void } {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const folder = mkdtempSync(join(path, 'groundswell-'))
  const users = join(folder, 'users.xml')
  const file = join(folder, 'config.xml')
  writeFileSync(users, usersXml(logins), { mode: 0o600 })
  writeFileSync(file, serverXml(users, { queryPath, backups: backupFolderOf(path) }), { mode: 0o600 })
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** The only folder that the server reads and writes backups in. `path` is its data folder. */
export const backupFolderOf = (path: string): string => `${path}-backups`

const MiB = 1_048_576

// Acknowledged rows are on disk (part files and their folder), not only in the kernel. Costs 2–3 ms per batch: 71,000 instead
// of 86,000 rows/s in batches of 1,000, far more than the enrichers of one machine produce.
const durable = '<fsync_after_insert>1</fsync_after_insert><fsync_part_directory>1</fsync_part_directory>'

// Broken parts are set aside at the start, however many there are: by default, a table with many is not loaded at all.
// Sized for a small machine that also runs our own processes. By default the caches take up to 5 GB each.
function serverXml(users: string, { queryPath, backups }: { queryPath: string; backups: string }): string {
  return `<clickhouse>
  <users_config>${escape(users)}</users_config>
  <logger><level>warning</level><console>1</console><console_log_level>warning</console_log_level></logger>
  <max_server_memory_usage>${400 * MiB}</max_server_memory_usage>
  <mark_cache_size>${16 * MiB}</mark_cache_size>
  <primary_index_cache_size>${16 * MiB}</primary_index_cache_size>
  <index_mark_cache_size>${4 * MiB}</index_mark_cache_size>
  <uncompressed_cache_size>0</uncompressed_cache_size>
  <index_uncompressed_cache_size>0</index_uncompressed_cache_size>
  <query_condition_cache_size>${4 * MiB}</query_condition_cache_size>
  <compiled_expression_cache_size>${8 * MiB}</compiled_expression_cache_size>
  <mmap_cache_size>64</mmap_cache_size>
  <background_pool_size>2</background_pool_size>
  <background_schedule_pool_size>8</background_schedule_pool_size>
  <background_schedule_pool_initial_size>2</background_schedule_pool_initial_size>
  <max_io_thread_pool_size>16</max_io_thread_pool_size>
  <max_thread_pool_free_size>16</max_thread_pool_free_size>
  <max_parts_cleaning_thread_pool_size>2</max_parts_cleaning_thread_pool_size>
  <keep_alive_timeout>10</keep_alive_timeout>
  <backups><allowed_path>${escape(backups)}</allowed_path></backups>
  ${handlersXml(queryPath)}
  <merge_tree>
    ${durable}
    <max_suspicious_broken_parts>1000000</max_suspicious_broken_parts>
    <max_suspicious_broken_parts_bytes>1000000000000000</max_suspicious_broken_parts_bytes>
    <merge_max_block_size_bytes>${2 * MiB}</merge_max_block_size_bytes>
  </merge_tree>
</clickhouse>
`
}

/**
 * Queries are taken on one path that nobody can guess. The user `default` has no password and cannot be given one, and pages in a
 * browser on this machine can send requests to any port of it.
 */
const handlersXml = (queryPath: string) => `<http_handlers>
    <rule>
      <url>${escape(queryPath)}</url>
      <handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler>
    </rule>
    <rule><url>/ping</url><handler><type>ping</type></handler></rule>
  </http_handlers>`

// A large query spills to disk instead of failing.
const spill = `<max_bytes_before_external_group_by>${64 * MiB}</max_bytes_before_external_group_by>
      <max_bytes_before_external_sort>${64 * MiB}</max_bytes_before_external_sort>`

/** Rows of a row group: by default, a million, which would not fit into the memory of a query. */
export const parquetRows = '20000'

// Table engines that read neither files nor URLs.
const engines = [
  'Atomic',
  'MergeTree',
  'ReplacingMergeTree',
  'SummingMergeTree',
  'AggregatingMergeTree',
  'Memory',
  'Null',
]

// All that the store does, and no SYSTEM: nobody can stop merges or moves with its login.
const ownerRights = 'SELECT, INSERT, ALTER, CREATE, DROP, TRUNCATE, OPTIMIZE, SHOW, CHECK, BACKUP'

const profilesXml = `<profiles>
    <default>
      <max_memory_usage>${300 * MiB}</max_memory_usage>
      <http_max_field_value_size>${16 * MiB}</http_max_field_value_size>
      ${spill}
      <min_insert_block_size_bytes>${32 * MiB}</min_insert_block_size_bytes>
      <output_format_json_quote_64bit_integers>0</output_format_json_quote_64bit_integers>
    </default>
    <reader>
      <readonly>1</readonly>
      <max_memory_usage>${200 * MiB}</max_memory_usage>
      ${spill}
      <max_execution_time>30</max_execution_time>
      <cancel_http_readonly_queries_on_client_close>1</cancel_http_readonly_queries_on_client_close>
      <output_format_json_quote_64bit_integers>0</output_format_json_quote_64bit_integers>
      <output_format_parquet_row_group_size>${parquetRows}</output_format_parquet_row_group_size>
    </reader>
    <sql>
      ${spill}
      <cancel_http_readonly_queries_on_client_close>1</cancel_http_readonly_queries_on_client_close>
      ${Object.entries(sqlLimits)
        .map(([name, value]) => `<${name}>${value}</${name}>`)
        .join('\n      ')}
    </sql>
  </profiles>`

// The user `default` runs the first query, without a password, and cannot be omitted. It may only make the server listen.
function usersXml({ owner, reader, sql }: Pick<ConfigOptions, 'owner' | 'reader' | 'sql'>): string {
  return `<clickhouse>
  ${profilesXml}
  <quotas><default/></quotas>
  <users>
    <default>
      <password></password>
      ${common('default')}
      <grants>
        <query>GRANT SYSTEM LISTEN ON *.*</query>
        <query>GRANT SELECT ON system.numbers</query>
      </grants>
    </default>
    <${owner.user}>
      <password_sha256_hex>${sha256(owner.password)}</password_sha256_hex>
      ${common('default')}
      <grants>
        <query>GRANT ${ownerRights} ON groundswell*.*</query>
        <query>GRANT SELECT ON system.*</query>
        ${engines.map((engine) => `<query>GRANT TABLE ENGINE ON ${engine}</query>`).join('\n        ')}
      </grants>
    </${owner.user}>
    <${reader.user}>
      <password_sha256_hex>${sha256(reader.password)}</password_sha256_hex>
      ${common('reader')}
      <grants>
        <query>GRANT SELECT ON groundswell.*</query>
      </grants>
    </${reader.user}>
    <${sql.user}>
      <password_sha256_hex>${sha256(sql.password)}</password_sha256_hex>
      ${common('sql')}
      <grants>
        ${sqlViews.map((view) => `<query>GRANT SELECT ON groundswell.${view}</query>`).join('\n        ')}
      </grants>
    </${sql.user}>
  </users>
</clickhouse>
`
}

function common(profile: string): string {
  return `<networks><ip>127.0.0.1</ip></networks><profile>${profile}</profile><quota>default</quota>`
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
