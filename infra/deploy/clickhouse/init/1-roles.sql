-- Roles for Groundswell's login and for a read-only login. Run it once as a user with access management, then run 2-users.sh.
CREATE DATABASE IF NOT EXISTS groundswell;

CREATE ROLE IF NOT EXISTS groundswell_owner;
GRANT ALL ON groundswell.* TO groundswell_owner;
GRANT SELECT ON system.* TO groundswell_owner;
GRANT TABLE ENGINE ON Atomic, TABLE ENGINE ON MergeTree, TABLE ENGINE ON ReplacingMergeTree,
  TABLE ENGINE ON SummingMergeTree, TABLE ENGINE ON AggregatingMergeTree, TABLE ENGINE ON Memory, TABLE ENGINE ON Null
  TO groundswell_owner;

-- For people and their tools. It can only read, for 30 s per query.
CREATE ROLE IF NOT EXISTS groundswell_reader SETTINGS readonly = 1, max_execution_time = 30;
GRANT SELECT ON groundswell.* TO groundswell_reader;

-- For POST /api/v1/sql (`sqlStore`): only the views of docs/sql.md, with the limits of infra/store/sql-limits.ts.
CREATE ROLE IF NOT EXISTS groundswell_sql SETTINGS readonly = 1, max_execution_time = 20, max_result_rows = 100000,
  max_result_bytes = 52428800, result_overflow_mode = 'throw', max_memory_usage = 157286400,
  max_temporary_data_on_disk_size_for_query = 1073741824, max_concurrent_queries_for_user = 4, max_threads = 1,
  output_format_json_quote_64bit_integers = 0, output_format_parallel_formatting = 0;
GRANT SELECT ON groundswell.mentions_v TO groundswell_sql;
GRANT SELECT ON groundswell.series_v TO groundswell_sql;
GRANT SELECT ON groundswell.alerts_v TO groundswell_sql;
GRANT SELECT ON groundswell.alert_changes_v TO groundswell_sql;
GRANT SELECT ON groundswell.deliveries_v TO groundswell_sql;
GRANT SELECT ON groundswell.sources_v TO groundswell_sql;
GRANT SELECT ON groundswell.coverage_gaps_v TO groundswell_sql;
GRANT SELECT ON groundswell.company_events_v TO groundswell_sql;
