-- What the detector has learnt of a series, so that a restart does not learn weeks anew. A snapshot is good while none of the counts it was learnt from has changed.
CREATE TABLE IF NOT EXISTS detector_states (
  subject_kind LowCardinality(String),
  subject LowCardinality(String),
  dimension LowCardinality(String),
  value String,
  -- 'day' is the newest one, 'even week' and 'odd week' the first of each week
  slot LowCardinality(String),
  -- of the detector: states of another version are of no use
  version LowCardinality(String),
  -- buckets from here up to `next_at` are learnt
  learnt_from_at DateTime64(3, 'UTC'),
  next_at DateTime64(3, 'UTC'),
  -- every change of a count before this (server's clock) is in it
  counted_until_at DateTime64(3, 'UTC'),
  -- base64 of Zstandard of V8's serialization
  body String,
  saved_at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC')
) ENGINE = ReplacingMergeTree(saved_at)
ORDER BY (subject_kind, dimension, subject, value, slot)
TTL toDateTime(saved_at) + INTERVAL 90 DAY;
