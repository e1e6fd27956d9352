-- Labels that people corrected: one row per mention with all its corrections; the latest write wins. A list is corrected only where its has_ flag is set.
-- An empty list with the flag means "none".
CREATE TABLE IF NOT EXISTS corrections (
  mention_id String,
  -- title and text as the models read them; the correction is valid for this text only. '' once the mention was deleted
  text String,
  -- the near copies of this text, as in `mentions`
  cluster String,
  has_topics Bool,
  topics Array(LowCardinality(String)),
  has_departments Bool,
  departments Array(LowCardinality(String)),
  -- '' = not corrected
  sentiment LowCardinality(String),
  intent LowCardinality(String),
  reason String,
  by String,
  corrected_at DateTime64(3, 'UTC'),
  -- the version under which the corrected mention was stored, and every command applied to it, which identifies redeliveries
  mention_version UInt64,
  command_ids Array(String)
) ENGINE = ReplacingMergeTree ORDER BY mention_id;
