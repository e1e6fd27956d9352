-- Recounted from `mentions` for every bucket that changed, never added up; the latest count wins.
-- subject: kind 'all', 'topic' or 'department'; cut: '' = the subject alone, otherwise one value of one dimension.
CREATE TABLE IF NOT EXISTS series_counts (
  subject_kind LowCardinality(String),
  subject LowCardinality(String),
  dimension LowCardinality(String),
  value String,
  bucket_at DateTime64(3, 'UTC'),
  mentions UInt32,
  -- neither backfill nor clamped: what detection tests
  live UInt32,
  negative UInt32,
  sentiment_sum Float64,
  counted_at DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(counted_at)
PARTITION BY toYYYYMM(bucket_at)
ORDER BY (subject_kind, dimension, subject, value, bucket_at);
