const MiB = 1_048_576

/** Limits of queries that people write: settings of ClickHouse. `infra/deploy/clickhouse/init` sets the same for a server by URL. */
export const sqlLimits = {
  readonly: '1',
  max_execution_time: 20,
  max_result_rows: '100000',
  max_result_bytes: String(50 * MiB),
  result_overflow_mode: 'throw',
  max_memory_usage: String(150 * MiB),
  max_temporary_data_on_disk_size_for_query: String(1024 * MiB),
  max_concurrent_queries_for_user: '4',
  max_threads: 1,
  output_format_json_quote_64bit_integers: 0,
  output_format_parallel_formatting: 0,
} as const

/** The views of docs/sql.md. */
export const sqlViews = [
  'mentions_v',
  'series_v',
  'alerts_v',
  'alert_changes_v',
  'deliveries_v',
  'sources_v',
  'coverage_gaps_v',
  'company_events_v',
] as const
