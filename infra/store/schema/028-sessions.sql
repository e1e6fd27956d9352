-- Sessions of browsers. Each row is one cookie; a session has a new one every hour. Only hashes of the cookies are stored.
CREATE TABLE IF NOT EXISTS sessions (
  hash String,
  session String,
  person String,
  -- the API key that it was started with; empty = signed in at the provider
  key_id String,
  -- the OpenID provider that it was started at; empty = with an API key
  issuer String,
  signed_in_at DateTime64(3, 'UTC'),
  created_at DateTime64(3, 'UTC'),
  used_at DateTime64(3, 'UTC'),
  expires_at DateTime64(3, 'UTC'),
  -- hash of the cookie before; empty = the first
  replaces String,
  revoked_at Nullable(DateTime64(3, 'UTC')),
  -- rises with time, but a replacement outranks every use, and a revocation both
  version UInt64
) ENGINE = ReplacingMergeTree(version) ORDER BY hash
TTL toDateTime(expires_at) + INTERVAL 30 DAY;
