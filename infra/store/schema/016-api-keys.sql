-- What a program or a person shows to be known; of the key itself only a hash is kept.
CREATE TABLE IF NOT EXISTS api_keys (
  id String,
  -- of a person in the configuration
  person String,
  hash String,
  created_at DateTime64(3, 'UTC'),
  revoked_at Nullable(DateTime64(3, 'UTC')),
  version UInt32
) ENGINE = ReplacingMergeTree(version) ORDER BY id;
