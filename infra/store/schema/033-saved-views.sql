-- Trends that people saved under a name. Every version stays; the one with the highest version counts.
CREATE TABLE IF NOT EXISTS saved_views (
  id String,
  name String,
  -- the parameters of the page's address, as JSON
  query String,
  by String,
  saved_at DateTime64(3, 'UTC'),
  removed Bool,
  version UInt32
) ENGINE = ReplacingMergeTree ORDER BY (id, version);
