-- Rising words and phrases of a department that no topic explains; the highest revision wins. example_ids refers to `mentions`, which has the texts.
CREATE TABLE IF NOT EXISTS emerging_terms (
  id String,
  department LowCardinality(String),
  term String,
  status LowCardinality(String),
  first_seen_at DateTime64(3, 'UTC'),
  onset_at DateTime64(3, 'UTC'),
  emerged_at DateTime64(3, 'UTC'),
  last_seen_at DateTime64(3, 'UTC'),
  -- counts of the peak day: distinct authors with distinct texts
  observed UInt32,
  expected Float64,
  p Float64,
  -- since the onset
  authors UInt32,
  texts UInt32,
  example_ids Array(String),
  revision UInt32
) ENGINE = ReplacingMergeTree(revision) ORDER BY id;

-- What the process that holds alert-commands has learnt of all terms, and up to which mention: one row.
CREATE TABLE IF NOT EXISTS term_states (
  id String,
  body String,
  saved_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(saved_at) ORDER BY id;
