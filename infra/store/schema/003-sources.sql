-- Each source's cursor, from which it resumes, and its health.
CREATE TABLE IF NOT EXISTS cursors (
  source String,
  cursor String,
  saved_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(saved_at) ORDER BY source;

CREATE TABLE IF NOT EXISTS sources (
  source String,
  kind LowCardinality(String),
  state LowCardinality(String),
  reason String,
  -- event time up to which every mention is stored and can be counted
  heard_until_at DateTime64(3, 'UTC'),
  last_heard_at DateTime64(3, 'UTC'),
  updated_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(updated_at) ORDER BY source;
