-- What a key may be used for, where, and until when. Keys of earlier versions may do what their person may.
ALTER TABLE api_keys ADD COLUMN IF NOT EXISTS scope LowCardinality(String) DEFAULT 'admin';
ALTER TABLE api_keys ADD COLUMN IF NOT EXISTS department String DEFAULT '';
ALTER TABLE api_keys ADD COLUMN IF NOT EXISTS expires_at Nullable(DateTime64(3, 'UTC'));

-- The last use of each key. A table of its own: a use must never overwrite a revocation.
CREATE TABLE IF NOT EXISTS api_key_uses (
  id String,
  used_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(used_at) ORDER BY id;
