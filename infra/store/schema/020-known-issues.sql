-- Releases, incidents, recalls and fixes that people and programs reported through the API. Every version stays, as the record of who
-- changed what; the one with the highest version counts.
CREATE TABLE IF NOT EXISTS known_issues (
  id String,
  kind LowCardinality(String),
  name String,
  from_at DateTime64(3, 'UTC'),
  until_at Nullable(DateTime64(3, 'UTC')),
  fixed_at Nullable(DateTime64(3, 'UTC')),
  -- with the kind fix: the known issue that it fixes; '' = none
  fixes String,
  topics Array(String),
  departments Array(String),
  products Array(String),
  versions Array(String),
  by String,
  saved_at DateTime64(3, 'UTC'),
  removed Bool,
  version UInt32
) ENGINE = ReplacingMergeTree ORDER BY (id, version);
