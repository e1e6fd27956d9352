-- Backtests that people asked for through the API. The row with the highest version counts.
CREATE TABLE IF NOT EXISTS backtests (
  id String,
  requested_at DateTime64(3, 'UTC'),
  -- grows while it runs: a row that stands still belongs to a process that ended
  updated_at DateTime64(3, 'UTC'),
  -- running, done, failed or cancelled
  state LowCardinality(String),
  by String,
  -- settings, progress and the reason of an end, as JSON
  body String,
  -- as JSON; '' until it is done
  result String,
  version UInt32
) ENGINE = ReplacingMergeTree(version) ORDER BY id TTL toDateTime(requested_at) + INTERVAL 90 DAY;
