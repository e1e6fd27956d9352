-- People and mentions that were erased: sources deliver them again, and they must not come back. Only keyed hashes are stored.
CREATE TABLE IF NOT EXISTS suppressions (
  hash String,
  -- 'author' or 'mention'
  kind LowCardinality(String),
  added_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(added_at) ORDER BY hash;

-- Every round of every erasure. Processes that keep alerts in memory read them again after a new row.
CREATE TABLE IF NOT EXISTS erasures (
  id String,
  by String,
  -- 'author', 'mention' or 'match'; what was asked for is not kept
  kind LowCardinality(String),
  mentions UInt64,
  -- places that held something, with their counts before and after
  places Array(String),
  found Array(UInt64),
  remaining Array(UInt64),
  finished Bool,
  erased_at DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY (erased_at, id);
