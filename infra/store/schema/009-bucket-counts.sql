-- When `mentions` or `live` last changed. A recount with the same result does not change it.
ALTER TABLE series_counts ADD COLUMN IF NOT EXISTS changed_at DateTime64(6, 'UTC') DEFAULT counted_at;

-- The same rows ordered by time, for queries of a period over many subjects. A recount writes here first, and from here to `series_counts`.
CREATE TABLE IF NOT EXISTS bucket_counts (
  subject_kind LowCardinality(String),
  subject LowCardinality(String),
  dimension LowCardinality(String),
  value String,
  bucket_at DateTime64(3, 'UTC'),
  mentions UInt32,
  live UInt32,
  negative UInt32,
  sentiment_sum Float64,
  changed_at DateTime64(6, 'UTC'),
  counted_at DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree(counted_at)
PARTITION BY toYYYYMM(bucket_at)
ORDER BY (bucket_at, subject_kind, dimension, subject, value);

INSERT INTO bucket_counts (subject_kind, subject, dimension, value, bucket_at, mentions, live, negative, sentiment_sum, changed_at, counted_at)
SELECT subject_kind, subject, dimension, value, bucket_at, mentions, live, negative, sentiment_sum, changed_at, counted_at FROM series_counts;
