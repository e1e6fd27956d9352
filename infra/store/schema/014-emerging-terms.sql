-- Words and phrases that rise in a department with no topic to explain them; the highest revision counts. What was said is looked up in `mentions` by the examples' ids.
CREATE TABLE IF NOT EXISTS emerging_terms (
  id String,
  department LowCardinality(String),
  term String,
  status LowCardinality(String),
  first_seen_at DateTime64(3, 'UTC'),
  onset_at DateTime64(3, 'UTC'),
  emerged_at DateTime64(3, 'UTC'),
  last_seen_at DateTime64(3, 'UTC'),
  -- of a day, at its best: different people in different texts
  observed UInt32,
  expected Float64,
  p Float64,
  -- since it began
  authors UInt32,
  texts UInt32,
  example_ids Array(String),
  revision UInt32
) ENGINE = ReplacingMergeTree(revision) ORDER BY id;

-- What the process that holds alert-commands has learnt of all terms, and up to which mention: one row, written whole.
CREATE TABLE IF NOT EXISTS term_states (
  id String,
  body String,
  saved_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(saved_at) ORDER BY id;
