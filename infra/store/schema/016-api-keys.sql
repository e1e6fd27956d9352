-- API keys of programs and people. Only a hash of the key is stored.
CREATE TABLE IF NOT EXISTS api_keys (
  id String,
  -- id of a person in the configuration
  person String,
  hash String,
  created_at DateTime64(3, 'UTC'),
  revoked_at Nullable(DateTime64(3, 'UTC')),
  version UInt32
) ENGINE = ReplacingMergeTree(version) ORDER BY id;
