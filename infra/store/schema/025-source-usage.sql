-- What each source used on each day (UTC): requests, units that the service charges for one by one, and money. Budgets of the day: 0 = none.
CREATE TABLE IF NOT EXISTS source_usage (
  source String,
  day String,
  requests UInt32,
  units UInt32,
  usd Float64,
  requests_per_day UInt32,
  usd_per_day Float64,
  updated_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(updated_at) ORDER BY (source, day);
