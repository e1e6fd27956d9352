-- Who changed what, when and from where. Rows are only added; retention removes the oldest of a chain and leaves an anchor.
-- The hash is in the key: two different rows with one number are both kept, and verification names them.
CREATE TABLE IF NOT EXISTS audit (
  -- the chain: each process writes its own
  writer String,
  -- 1, 2, 3 … within the chain
  number UInt64,
  made_at DateTime64(3, 'UTC'),
  -- one request or command; its outcome repeats the row that stated the intention
  request String,
  person String,
  -- id of the API key or session; '' = none
  credential String,
  address String,
  -- address that a trusted proxy states; '' = none
  forwarded String,
  operation LowCardinality(String),
  subject String,
  -- JSON, without free texts
  change String,
  -- intended, done, refused or failed
  outcome LowCardinality(String),
  -- of HTTP; 0 = none
  status UInt16,
  -- hash of the row before; '' in the first
  previous String,
  -- HMAC-SHA-256 of all columns above, with the secret of the data folder
  hash String
) ENGINE = ReplacingMergeTree ORDER BY (writer, number, hash);

-- Up to which row retention has removed a chain, and the hash of that row.
CREATE TABLE IF NOT EXISTS audit_anchors (
  writer String,
  number UInt64,
  hash String,
  -- HMAC-SHA-256 of the columns above
  mac String
) ENGINE = ReplacingMergeTree(number) ORDER BY writer;
