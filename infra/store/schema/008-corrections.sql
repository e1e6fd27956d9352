-- What people said is right instead of the labels of a mention: the sum of all their corrections of it; the latest writing counts. Only where a flag is set
-- the column beside it was corrected; an empty list with its flag means "about none".
CREATE TABLE IF NOT EXISTS corrections (
  mention_id String,
  -- title and text as the models read them: a correction is good for these words only; '' once the mention was taken back
  text String,
  -- of these words and their near copies, as in `mentions`
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
  -- the version under which the corrected mention was filed, and every command that is in it: how a redelivery is known
  mention_version UInt64,
  command_ids Array(String)
) ENGINE = ReplacingMergeTree ORDER BY mention_id;
