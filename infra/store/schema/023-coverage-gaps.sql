-- Periods in which a source was not read, or lost mentions, and how far they were filled since.
CREATE TABLE IF NOT EXISTS coverage_gaps (
  source String,
  from_at DateTime64(3, 'UTC'),
  -- 1970 while the source is still not read
  until_at DateTime64(3, 'UTC'),
  reason String,
  -- event time up to which the period was filled; from_at: nothing of it
  filled_until_at DateTime64(3, 'UTC'),
  updated_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(updated_at) ORDER BY (source, from_at);
