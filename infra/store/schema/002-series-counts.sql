-- Counts per bucket. A changed bucket is recounted from `mentions`, never incremented; the latest count wins.
-- subject_kind: 'all', 'topic' or 'department'. dimension and value: '' = the whole subject, otherwise a cut by one value.
CREATE TABLE IF NOT EXISTS series_counts (
  subject_kind LowCardinality(String),
  subject LowCardinality(String),
  dimension LowCardinality(String),
  value String,
  bucket_at DateTime64(3, 'UTC'),
  mentions UInt32,
  -- without backfill and clamped times; detection tests these
  live UInt32,
  negative UInt32,
  sentiment_sum Float64,
  counted_at DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(counted_at)
PARTITION BY toYYYYMM(bucket_at)
ORDER BY (subject_kind, dimension, subject, value, bucket_at);
