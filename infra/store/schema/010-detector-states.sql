-- Snapshots of learnt baselines: a restart need not learn weeks again. A snapshot is valid while none of the counts it was learnt from has changed.
CREATE TABLE IF NOT EXISTS detector_states (
  subject_kind LowCardinality(String),
  subject LowCardinality(String),
  dimension LowCardinality(String),
  value String,
  -- 'day': the newest snapshot; 'even week' and 'odd week': the first of each week
  slot LowCardinality(String),
  -- version of the detector; states of other versions are ignored
  version LowCardinality(String),
  -- buckets from here up to `next_at` are learnt
  learnt_from_at DateTime64(3, 'UTC'),
  next_at DateTime64(3, 'UTC'),
  -- it includes every change of a count before this time (server's clock)
  counted_until_at DateTime64(3, 'UTC'),
  -- V8 serialization, compressed with Zstandard, in base64
  body String,
  saved_at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC')
) ENGINE = ReplacingMergeTree(saved_at)
ORDER BY (subject_kind, dimension, subject, value, slot)
TTL toDateTime(saved_at) + INTERVAL 90 DAY;
