-- Emerging terms that people dismissed for a department. The row with the highest version counts.
CREATE TABLE IF NOT EXISTS dismissed_terms (
  id String,
  department LowCardinality(String),
  term String,
  -- the row of `emerging_terms` that was dismissed: its phrase may grow longer
  emerging_id String,
  -- irrelevant, known, planned or other
  kind LowCardinality(String),
  note String,
  -- the counts of its peak day when it was dismissed: of the department, and of the whole company
  observed UInt32,
  company_observed UInt32,
  by String,
  dismissed_at DateTime64(3, 'UTC'),
  restored Bool,
  version UInt32
) ENGINE = ReplacingMergeTree(version) ORDER BY (department, term);
